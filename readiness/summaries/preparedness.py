"""How ready an agency is, in counts and dates, and whom it would call: for rooms above this one."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from accounts.models import Agency
from dialogues.choices import Language
from readiness.choices import MAP_CATEGORIES, QUIET_AFTER, YEAR
from readiness.models import (
    CallTreeEntry,
    CallTreeTest,
    CategoryGap,
    Exercise,
    HoldingStatement,
    NeutralProvider,
    Organization,
    PoolFacilitator,
    Training,
)

MOST_CALLED = 100  # messengers and neutrals that one page shows


@dataclass(frozen=True)
class Preparedness:
    """Facts about the registers of one agency on one day. Numbers and dates only; never a score.

    Categories are keys of `dialogues.choices.Category`, in the order of the checklist. A category with an
    organization is covered; an empty one is explained or missing. `spoken_lately` counts organizations that
    somebody spoke with in the last quarter. `messengers` pairs each language with the number of trusted
    messengers who speak it.
    """

    covered: tuple[str, ...]
    explained: tuple[str, ...]
    missing: tuple[str, ...]
    organizations: int
    spoken_lately: int
    bridge_builders: int
    messengers: tuple[tuple[str, int], ...]
    neutrals: int
    neutrals_agreed: int
    neutrals_with_night_contact: int
    neutrals_without_conflicts_checked: int
    number_checked_on: date | None
    call_tree: int
    call_tree_without_backup: int
    call_tree_tested_on: date | None
    call_tree_not_reached: int
    statements: int
    statements_approved: int
    statements_in_spanish: int
    pool: int
    pool_trained_lately: int
    pool_trained_on: date | None
    exercised_on: date | None
    next_exercise_on: date | None

    @classmethod
    def of(cls, agency: Agency, *, today: date) -> "Preparedness":
        """Nine queries, however much is kept."""
        return cls(**_map(agency, today), **_people(agency, today), **_crisis(agency))


def _map(agency: Agency, today: date) -> dict:
    organizations = list(
        Organization.objects.of(agency)
        .kept()
        .with_last_contact()
        .values_list("category", "is_messenger", "is_bridge_builder", "languages", "last_contact_on")
    )
    explained = set(CategoryGap.objects.of(agency).kept().values_list("category", flat=True))
    covered = {row[0] for row in organizations}
    keys = [category.value for category in MAP_CATEGORIES]
    spoken = [row for row in organizations if row[4] is not None and row[4] >= today - QUIET_AFTER]
    messengers = Counter(language for row in organizations if row[1] for language in row[3])
    return {
        "covered": tuple(key for key in keys if key in covered),
        "explained": tuple(key for key in keys if key in explained - covered),
        "missing": tuple(key for key in keys if key not in explained | covered),
        "organizations": len(organizations),
        "spoken_lately": len(spoken),
        "bridge_builders": sum(row[2] for row in organizations),
        "messengers": tuple((code, messengers[code]) for code in Language.values if messengers[code]),
    }


def _people(agency: Agency, today: date) -> dict:
    neutrals = (
        NeutralProvider.objects.of(agency)
        .kept()
        .aggregate(
            neutrals=Count("pk"),
            neutrals_agreed=Count("pk", filter=Q(agreed_on__isnull=False)),
            neutrals_with_night_contact=Count("pk", filter=~Q(night_contact="")),
            neutrals_without_conflicts_checked=Count("pk", filter=Q(conflicts_checked_on__isnull=True)),
            number_checked_on=Max("number_checked_on"),
        )
    )
    trained = Training.objects.filter(
        facilitator__agency=agency, facilitator__removed_at__isnull=True, removed_at__isnull=True
    )
    lately = Count("facilitator", distinct=True, filter=Q(trained_on__gt=today - YEAR))
    pool = trained.aggregate(pool_trained_lately=lately, pool_trained_on=Max("trained_on"))
    return neutrals | pool | {"pool": PoolFacilitator.objects.of(agency).kept().count()}


def _crisis(agency: Agency) -> dict:
    calls = (
        CallTreeEntry.objects.of(agency)
        .kept()
        .aggregate(call_tree=Count("pk"), call_tree_without_backup=Count("pk", filter=Q(backup="")))
    )
    statements = (
        HoldingStatement.objects.of(agency)
        .kept()
        .aggregate(
            statements=Count("pk"),
            statements_approved=Count("pk", filter=Q(approved_on__isnull=False)),
            statements_in_spanish=Count("pk", filter=~Q(text_es="")),
        )
    )
    test = CallTreeTest.objects.of(agency).kept().in_reading_order().first()
    exercise = Exercise.objects.of(agency).kept().in_reading_order().first()
    return (
        calls
        | statements
        | {
            "call_tree_tested_on": test.held_on if test else None,
            "call_tree_not_reached": len(test.not_reached) if test else 0,
            "exercised_on": exercise.held_on if exercise else None,
            "next_exercise_on": exercise.next_on if exercise else None,
        }
    )


@dataclass(frozen=True)
class PeopleToCall:
    """Whom to call when something happened: the tree in its order, neutrals, trusted messengers. Three queries."""

    calls: tuple[CallTreeEntry, ...]
    neutrals: tuple[NeutralProvider, ...]
    messengers: tuple[Organization, ...]

    @classmethod
    def of(cls, agency: Agency) -> "PeopleToCall":
        """Neutrals with an agreement come first; messengers go by category, as on the map."""
        neutrals = list(NeutralProvider.objects.of(agency).kept().in_reading_order()[:MOST_CALLED])
        messengers = Organization.objects.of(agency).kept().messengers()
        order = {category.value: place for place, category in enumerate(MAP_CATEGORIES)}
        found = sorted(
            messengers.in_reading_order()[:MOST_CALLED], key=lambda row: order.get(row.category, len(order))
        )
        return cls(
            calls=tuple(CallTreeEntry.objects.of(agency).kept().in_reading_order()),
            neutrals=tuple(sorted(neutrals, key=lambda row: row.agreed_on is None)),
            messengers=tuple(found),
        )

    @property
    def is_empty(self) -> bool:
        return not (self.calls or self.neutrals or self.messengers)


def statements_for(agency: Agency, kind: str = "") -> tuple[HoldingStatement, ...]:
    """Holding statements for one kind of incident and for any, approved ones first. One query."""
    rows = HoldingStatement.objects.of(agency).kept().fitting(kind).in_reading_order()[:MOST_CALLED]
    return tuple(sorted(rows, key=lambda row: (row.approved_on is None, row.incident_kind != kind)))
