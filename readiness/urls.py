"""Addresses of the registers. Each has the same four verbs, and its own beside them."""

from typing import Any

from django.urls import URLPattern, include, path

from readiness.views import (
    calls,
    entries,
    exercises,
    facilitators,
    folder,
    neutrals,
    organizations,
    statements,
)

AGENCY = "agencies/<int:pk>/readiness/"


def at(route: str, view: Any, which: dict[str, str] | None = None, *, name: str) -> URLPattern:
    return path(f"{AGENCY}{route}", view, which, name=name)


def verbs(register: str, noun: str, place: str) -> list[Any]:
    """Change, remove, put back a line of one register, and what was removed."""
    which = {"register": register}
    return [
        at(f"{place}removed/", entries.list_removed, which, name=f"{noun}-list-removed"),
        at(f"{place}<int:entry_pk>/remove/", entries.remove_entry, which, name=f"{noun}-remove"),
        at(f"{place}<int:entry_pk>/put-back/", entries.put_back_entry, which, name=f"{noun}-put-back"),
    ]


def all_verbs(register: str, noun: str, place: str) -> list[Any]:
    """The same, with adding and changing by the forms of `registers.REGISTERS`."""
    which = {"register": register}
    return [
        at(f"{place}add/", entries.add_entry, which, name=f"{noun}-add"),
        at(f"{place}<int:entry_pk>/change/", entries.change_entry, which, name=f"{noun}-change"),
        *verbs(register, noun, place),
    ]


registers = [
    at("map/", organizations.show_map, name="map-show"),
    at("map/categories/<str:category>/", organizations.explain_category, name="category-explain"),
    *verbs("gaps", "gap", "map/gaps/"),
    at("map/organizations/", organizations.list_organizations, name="organization-list"),
    at("map/organizations/file/", organizations.export_organizations, name="organization-export"),
    at("map/organizations/<int:entry_pk>/", organizations.show_organization, name="organization-show"),
    at("map/organizations/<int:entry_pk>/today/", organizations.note_talk_today, name="talk-today"),
    at("map/organizations/<int:entry_pk>/talk/", organizations.note_talk, name="talk-note"),
    at(
        "map/organizations/<int:entry_pk>/talks/<int:contact_pk>/take-back/",
        organizations.take_back_talk,
        name="talk-take-back",
    ),
    *all_verbs("organizations", "organization", "map/organizations/"),
    at("neutrals/", neutrals.list_neutrals, name="neutral-list"),
    at("neutrals/<int:entry_pk>/number-works/", neutrals.check_number, name="neutral-check-number"),
    *all_verbs("neutrals", "neutral", "neutrals/"),
    at("facilitators/", facilitators.list_facilitators, name="facilitator-list"),
    at("facilitators/<int:entry_pk>/", facilitators.show_facilitator, name="facilitator-show"),
    at("facilitators/<int:entry_pk>/training/", facilitators.note_training, name="training-note"),
    at(
        "facilitators/<int:entry_pk>/trainings/<int:training_pk>/take-back/",
        facilitators.take_back_training,
        name="training-take-back",
    ),
    *all_verbs("facilitators", "facilitator", "facilitators/"),
    at("calls/", calls.list_calls, name="call-list"),
    at("calls/test/", calls.test_calls, name="call-test"),
    at("calls/<int:entry_pk>/move/", calls.move_call, name="call-move"),
    *all_verbs("calls", "call", "calls/"),
    *verbs("tests", "test", "calls/tests/"),
    at("statements/", statements.list_statements, name="statement-list"),
    at("statements/<int:entry_pk>/", statements.show_statement, name="statement-show"),
    at("statements/<int:entry_pk>/approve/", statements.approve_statement, name="statement-approve"),
    *all_verbs("statements", "statement", "statements/"),
    at("exercises/", exercises.list_exercises, name="exercise-list"),
    *all_verbs("exercises", "exercise", "exercises/"),
    at("folder/", folder.print_folder, name="folder-print"),
]

urlpatterns = [path("", include((registers, "readiness")))]
