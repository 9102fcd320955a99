"""The stakeholder map by category and as a list, and one organization with its talks."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.functional import Promise

from accounts.models import Agency, Membership
from dialogues.choices import Category
from readiness.choices import CATEGORY_GROUPS, QUIET_AFTER
from readiness.models import CategoryGap, Contact, Organization
from readiness.summaries.registers import RegisterPage

SHOWN = 4  # organizations shown for each category of the map; the list has all
TALKS = 20  # talks shown with one organization


@dataclass(frozen=True)
class CategoryRow:
    """One category: who stands there, or why nobody does. With neither, it is missing."""

    category: Category
    organizations: tuple[Organization, ...]
    count: int
    gap: CategoryGap | None

    @property
    def state(self) -> str:
        if self.count:
            return "covered"
        return "explained" if self.gap else "missing"

    @property
    def more(self) -> int:
        return self.count - len(self.organizations)


@dataclass(frozen=True)
class CategoryGroup:
    label: str | Promise
    rows: tuple[CategoryRow, ...]


@dataclass(frozen=True)
class StakeholderMap:
    """Every category of the coverage checklist, in three queries."""

    groups: tuple[CategoryGroup, ...]

    @classmethod
    def of(cls, agency: Agency) -> "StakeholderMap":
        rows = Organization.objects.of(agency).kept()
        place = Window(RowNumber(), partition_by=F("category"), order_by=[F("name"), F("pk")])
        shown = defaultdict(list)
        for row in rows.annotate(place=place).filter(place__lte=SHOWN).order_by("name", "pk"):
            shown[row.category].append(row)
        numbers = dict(rows.order_by().values_list("category").annotate(number=Count("pk")))
        gaps = {gap.category: gap for gap in CategoryGap.objects.of(agency).kept()}
        groups = [
            CategoryGroup(
                label,
                tuple(
                    CategoryRow(
                        category, tuple(shown[category]), numbers.get(category, 0), gaps.get(category)
                    )
                    for category in categories
                ),
            )
            for label, categories in CATEGORY_GROUPS
        ]
        return cls(tuple(groups))

    def in_state(self, state: str) -> tuple[CategoryRow, ...]:
        return tuple(row for group in self.groups for row in group.rows if row.state == state)

    @property
    def covered(self) -> int:
        return len(self.in_state("covered"))

    @property
    def explained(self) -> int:
        return len(self.in_state("explained"))

    @property
    def missing(self) -> int:
        return len(self.in_state("missing"))


@dataclass(frozen=True)
class OrganizationPage:
    """A page of the list, with filters. Three queries; one more after a removal."""

    page: RegisterPage[Organization]
    members: frozenset[int]
    quiet_before_on: date

    @classmethod
    def of(
        cls,
        agency: Agency,
        *,
        today: date,
        category: str = "",
        holder: str = "",
        quiet: str = "",
        messenger: str = "",
        after: int | None = None,
        removed: int | None = None,
    ) -> "OrganizationPage":
        rows = Organization.objects.of(agency).with_last_contact().select_related("holder")
        if category:
            rows = rows.filter(category=category)
        if holder:
            rows = rows.held_by_nobody() if holder == "nobody" else rows.filter(holder=holder)
        if quiet:
            rows = rows.quiet_since(today - QUIET_AFTER)
        if messenger:
            rows = rows.messengers()
        return cls(
            page=RegisterPage.of(rows, after=after, removed=removed),
            members=members_of(agency),
            quiet_before_on=today - QUIET_AFTER,
        )


@dataclass(frozen=True)
class OrganizationView:
    """One organization with its last talks. Three queries."""

    organization: Organization
    talks: tuple[Contact, ...]
    last_contact_on: date | None
    has_holder_left: bool
    is_quiet: bool

    @classmethod
    def of(cls, organization: Organization, *, today: date) -> "OrganizationView":
        talks = organization.contacts.filter(removed_at__isnull=True).select_related("noted_by")
        found = tuple(talks.order_by("-spoke_on", "-pk")[:TALKS])
        last = found[0].spoke_on if found else None
        holder = organization.holder_id
        return cls(
            organization=organization,
            talks=found,
            last_contact_on=last,
            has_holder_left=holder is not None and holder not in members_of(organization.agency),
            is_quiet=last is None or last < today - QUIET_AFTER,
        )


def members_of(agency: Agency) -> frozenset[int]:
    return frozenset(Membership.objects.filter(agency=agency).values_list("user", flat=True))


def file_rows(agency: Agency) -> Any:
    """Every organization on the map, by category and name, for the file."""
    rows = Organization.objects.of(agency).kept().with_last_contact().select_related("holder")
    return rows.order_by("category", "name", "pk")
