"""What an agency still owes from its earlier dialogues, shown before it opens another one.

Opening with an account of what was promised is our own rule, after Falcon Heights, where the question in public was
what becomes of recommendations (planning/content/sources.yaml: fh_str2).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Q

from accounts.models import Agency, User
from dialogues.choices import CommitmentStatus
from dialogues.models import Commitment, Dialogue
from dialogues.timing import day_in

PAGE = 5


@dataclass(frozen=True)
class OpenPromise:
    """One promise that is not settled. Late on the clocks of its agency, or told to be behind."""

    commitment: Commitment
    is_overdue: bool


@dataclass(frozen=True)
class OpenPromises:
    """Open promises of these agencies’ dialogues that the person may see, those behind first, a page at a time."""

    rows: tuple[OpenPromise, ...]
    count: int
    next_after: int | None

    @classmethod
    def of(cls, user: User, agencies: Iterable[Agency], *, now: datetime, after: int | None = None) -> Self:
        """Two queries; one more on a later page."""
        today = {agency.pk: day_in(agency.time_zone, now) for agency in agencies}
        late = Q(status=CommitmentStatus.BEHIND)
        for agency, day in today.items():
            late |= Q(dialogue__agency=agency, due_on__lt=day)
        mine = Dialogue.objects.visible_to(user).filter(agency__in=list(today))
        rows = Commitment.objects.open().filter(dialogue__in=mine.values("pk")).late_first(late)
        count = rows.count()
        anchor = rows.filter(pk=after).first() if after else None
        page = list(
            (rows.after_one(anchor) if anchor else rows)
            .select_related("dialogue")
            .defer("dialogue__search")[: PAGE + 1]
        )
        return cls(
            rows=tuple(
                OpenPromise(one, is_overdue=one.due_on < today[one.dialogue.agency_id]) for one in page[:PAGE]
            ),
            count=count,
            next_after=page[PAGE - 1].pk if len(page) > PAGE else None,
        )


def still_owed(dialogue: Dialogue, *, now: datetime) -> tuple[OpenPromise, ...]:
    """The promises of one dialogue that are not settled, the nearest day first. One query."""
    today = day_in(dialogue.agency.time_zone, now)
    rows = dialogue.commitments.open().order_by("due_on", "pk")[:PAGE]
    return tuple(OpenPromise(one, is_overdue=one.due_on < today) for one in rows)
