"""The database is the last honest person in the room: choices, pairs and spaces are held by constraints."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

ROOMS = {"records", "accounts", "dialogues", "readiness", "planning", "casestudies", "history"}


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in ROOMS]


def conditions(model: type[models.Model]) -> str:
    """All check constraints of a model, as text."""
    return " ".join(
        str(constraint.condition)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    )


def fields(model: type[models.Model]) -> Iterator[models.Field]:
    yield from (field for field in model._meta.get_fields() if isinstance(field, models.Field))


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_every_choice_is_held_by_the_database(model: type[models.Model]) -> None:
    unheld = [
        field.name
        for field in fields(model)
        if field.choices and not isinstance(field, ArrayField) and f"'{field.name}" not in conditions(model)
    ]
    assert unheld == []


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_every_moment_with_a_person_is_a_pair(model: type[models.Model]) -> None:
    """`closed_at` and `closed_by` come and go together; where both are required, nothing can go wrong."""
    names = {field.name: field for field in fields(model)}
    loose = [
        name
        for name, field in names.items()
        if name.endswith("_at")
        and field.null
        and f"{name[:-3]}_by" in names
        and not (f"'{name}" in conditions(model) and f"'{name[:-3]}_by" in conditions(model))
    ]
    assert loose == []


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_the_key_of_a_form_is_unique_by_itself(model: type[models.Model]) -> None:
    """Used again for another parent it meets this column, which `PlainRefusals` knows by its name."""
    names = {field.name: field for field in fields(model)}
    assert "form_key" not in names or names["form_key"].unique


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_names_say_what_kind_of_time_it_is(model: type[models.Model]) -> None:
    """A moment ends in `_at` (or is a window), a date in `_on`."""
    moments = {"not_before", "lease_until", "slot", "at"}
    wrong = [
        field.name
        for field in fields(model)
        if (
            isinstance(field, models.DateTimeField)
            and not field.name.endswith("_at")
            and field.name not in moments
        )
        or (
            isinstance(field, models.DateField)
            and not isinstance(field, models.DateTimeField)
            and not field.name.endswith("_on")
        )
    ]
    assert [name for name in wrong if name != "last_login"] == []


def test_no_column_asks_what_must_not_be_kept() -> None:
    """No column for what the program has no business knowing, whatever it is called."""
    forbidden = (
        "birth",
        "ssn",
        "social_security",
        "immigration",
        "alien",
        "case_number",
        "badge",
        "ip_address",
    )
    found = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in fields(model)
        if any(word in field.name for word in forbidden)
    ]
    assert found == []
