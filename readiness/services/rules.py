"""What holds for a line of one register beyond what holds for all, checked before it is saved.

Each rule looks at the row with its new values and at what changed, may refuse, and answers with further columns
that it changed itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import Agency, Membership, User
from readiness.choices import MAP_CATEGORIES, AuditKind
from readiness.errors import (
    CallTreeFull,
    CategoryUnknown,
    GapExplained,
    HolderNotMember,
    PairedWithSelf,
)
from readiness.models import (
    CallTreeEntry,
    CategoryGap,
    Entry,
    Exercise,
    HoldingStatement,
    Organization,
    PoolFacilitator,
)
from readiness.services.trail import record

LONGEST_TREE = 40  # our own number: more people than one evening can call
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Saving:
    """A row about to be saved, by whom, and the names of the columns that changed."""

    row: Any
    by: User
    changed: set[str]


def _organization(saving: Saving) -> frozenset[str]:
    """The relationship is held by a member of the agency, at the moment it is written down."""
    row = saving.row
    if "category" in saving.changed and row.category not in MAP_CATEGORIES:
        raise CategoryUnknown
    if "holder" in saving.changed and row.holder is not None:
        members = Membership.objects.filter(agency=row.agency_id, user=row.holder_id)
        if not members.exists():
            raise HolderNotMember
    return NOTHING


def _gap(saving: Saving) -> frozenset[str]:
    """One explanation for each category."""
    row = saving.row
    if row.category not in MAP_CATEGORIES:
        raise CategoryUnknown
    _lock(row)
    if CategoryGap.objects.of(row.agency).kept().filter(category=row.category).exclude(pk=row.pk).exists():
        raise GapExplained
    return NOTHING


def _facilitator(saving: Saving) -> frozenset[str]:
    """Two people make a pair, both of this agency's pool."""
    row, partner = saving.row, saving.row.paired_with
    if "paired_with" in saving.changed and partner is not None:
        if partner.agency_id != row.agency_id:
            raise ValueError("this facilitator is in the pool of another agency")
        if partner.pk == row.pk:
            raise PairedWithSelf
    return NOTHING


def _call(saving: Saving) -> frozenset[str]:
    """Whoever comes in, or comes back, stands last. Forty places are the end."""
    row = saving.row
    if not saving.changed & {"added_at", "removed_at"}:
        return NOTHING
    _lock(row)
    others = CallTreeEntry.objects.of(row.agency).kept().exclude(pk=row.pk)
    places = list(others.values_list("position", flat=True))
    if len(places) >= LONGEST_TREE:
        raise CallTreeFull
    row.position = max(places, default=0) + 1
    return frozenset({"position"})


def _statement(saving: Saving) -> frozenset[str]:
    """An approval is for the words that were read. Other words ask for another."""
    row = saving.row
    if row.approved_on is None or not saving.changed & {"text_en", "text_es"}:
        return NOTHING
    row.approver, row.approved_on = "", None
    record(by=saving.by, row=row, kind=AuditKind.STATEMENT_APPROVAL_LAPSED)
    return frozenset({"approver", "approved_on"})


def _exercise(saving: Saving) -> frozenset[str]:
    """Who took part is counted by category, never named."""
    counts = saving.row.counts.items()
    if any(key not in MAP_CATEGORIES or type(number) is not int or number < 1 for key, number in counts):
        raise CategoryUnknown
    return NOTHING


RULES: dict[type[Entry], Callable[[Saving], frozenset[str]]] = {
    Organization: _organization,
    CategoryGap: _gap,
    PoolFacilitator: _facilitator,
    CallTreeEntry: _call,
    HoldingStatement: _statement,
    Exercise: _exercise,
}


def before_save(*, row: Entry, by: User, changed: set[str]) -> frozenset[str]:
    """Ask the register's own rule, where it has one."""
    rule = RULES.get(type(row))
    return rule(Saving(row, by, changed)) if rule else NOTHING


def _lock(row: Entry) -> None:
    """One at a time in this agency. Rows that only point to the agency are not held up by it."""
    Agency.objects.select_for_update(no_key=True).get(pk=row.agency_id)
