"""The facts of an agency's readiness registers, in one query: counts and dates turned into yes or no."""

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Agency
from readiness.choices import MAP_CATEGORIES
from readiness.models import (
    CallTreeEntry,
    CallTreeTest,
    CategoryGap,
    Exercise,
    HoldingStatement,
    NeutralProvider,
    Organization,
    Training,
)

YEAR = timedelta(days=366)
TWO_NEUTRALS = 2  # the guidance's companions ask for a second one, in case the first cannot come
SHORTEST_TREE = 3


def facts_of_agency(agency: Agency, *, today: date) -> dict[str, bool]:
    """Which facts hold, by their keys."""
    mine = {"agency": OuterRef("pk"), "removed_at__isnull": True}
    organizations = Organization.objects.filter(**mine)
    neutrals = NeutralProvider.objects.filter(**mine)
    trained = Training.objects.filter(
        facilitator__agency=OuterRef("pk"),
        facilitator__removed_at__isnull=True,
        removed_at__isnull=True,
        trained_on__gt=today - YEAR,
    )
    seen = (
        Agency.objects.filter(pk=agency.pk)
        .annotate(
            covered=_categories(organizations),
            explained=_categories(CategoryGap.objects.filter(**mine)),
            neutrals=_count(neutrals),
            has_agreement=Exists(neutrals.filter(agreed_on__isnull=False)),
            has_trained=Exists(trained),
            calls=_count(CallTreeEntry.objects.filter(**mine)),
            tested_on=_latest(CallTreeTest.objects.filter(**mine)),
            has_statement=Exists(HoldingStatement.objects.filter(**mine, approved_on__isnull=False)),
            has_messenger=Exists(organizations.filter(is_messenger=True)),
            exercised_on=_latest(Exercise.objects.filter(**mine)),
        )
        .values()
        .get()
    )
    return _read(seen, today)


def _read(seen: dict[str, Any], today: date) -> dict[str, bool]:
    known = {*seen["covered"], *seen["explained"]}
    return {
        "map_whole": bool(seen["covered"]) and {category.value for category in MAP_CATEGORIES} <= known,
        "neutrals_agreed": seen["neutrals"] >= TWO_NEUTRALS and seen["has_agreement"],
        "facilitators_trained": seen["has_trained"],
        "calls_tested": seen["calls"] >= SHORTEST_TREE and _is_of_this_year(seen["tested_on"], today),
        "statement_approved": seen["has_statement"],
        "messenger_named": seen["has_messenger"],
        "exercise_held": _is_of_this_year(seen["exercised_on"], today),
    }


def _is_of_this_year(day: date | None, today: date) -> bool:
    return day is not None and day > today - YEAR


def _categories(rows: Any) -> ArraySubquery:
    return ArraySubquery(rows.order_by().values(key=F("category")).distinct())


def _count(rows: Any) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("agency").annotate(n=Count("pk")).values("n")), 0)


def _latest(rows: Any) -> Subquery:
    return Subquery(rows.order_by().values("agency").annotate(day=Max("held_on")).values("day"))
