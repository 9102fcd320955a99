"""Commitments as lists and pages, for the team and for strangers. Strangers never read who of the staff did what."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from dialogues.choices import AuditKind
from dialogues.models import Commitment, Dialogue, FollowUp
from records.models import AuditEvent

PAGE = 40
MOST_PREVIEWED = 500
TOLD = (AuditKind.COMMITMENT_POSTPONED, AuditKind.COMMITMENT_CHANGED)
MADE, REPORTED, MOVED, REWORDED = "made", "reported", "moved", "reworded"


@dataclass(frozen=True)
class CommitmentRow:
    """One promise in a list: is it late, did its date move, which report is asked for next."""

    commitment: Commitment
    next_follow_up: FollowUp | None
    is_overdue: bool
    was_postponed: bool
    is_report_due: bool

    @classmethod
    def of(cls, commitment: Commitment, follow_ups: Iterable[FollowUp], today: date) -> "CommitmentRow":
        awaited = [] if commitment.is_settled else _awaited(list(follow_ups))
        due = [row for row in awaited if row.due_on <= today]
        return cls(
            commitment=commitment,
            next_follow_up=due[-1] if due else (awaited[0] if awaited else None),
            is_overdue=not commitment.is_settled and commitment.due_on < today,
            was_postponed=commitment.first_due_on != commitment.due_on,
            is_report_due=bool(due),
        )


def _awaited(follow_ups: list[FollowUp]) -> list[FollowUp]:
    """The same as the queryset's `awaited`: asked for, and not made up for by a later report."""
    last = max((row.due_on for row in follow_ups if row.reported_at), default=date.min)
    rows = [row for row in follow_ups if row.reported_at is None and row.due_on > last]
    return sorted(rows, key=lambda row: row.due_on)


@dataclass(frozen=True)
class CommitmentList:
    """A page of promises in the order of their dates, open ones first."""

    open: tuple[CommitmentRow, ...]
    settled: tuple[CommitmentRow, ...]
    next_after: int | None

    @classmethod
    def of(
        cls, dialogue: Dialogue, *, today: date, is_public: bool = False, after: int | None = None
    ) -> "CommitmentList":
        """Two queries; one more on a later page."""
        rows = dialogue.commitments.prefetch_related("follow_ups").in_reading_order()
        if is_public:
            rows = rows.filter(is_public=True)
        anchor = rows.prefetch_related(None).filter(pk=after).first() if after else None
        found = list((rows.after_one(anchor) if anchor else rows)[: PAGE + 1])
        page = [CommitmentRow.of(row, row.follow_ups.all(), today) for row in found[:PAGE]]
        return cls(
            open=tuple(row for row in page if not row.commitment.is_settled),
            settled=tuple(row for row in page if row.commitment.is_settled),
            next_after=found[PAGE - 1].pk if len(found) > PAGE else None,
        )

    @property
    def count(self) -> int:
        return len(self.open) + len(self.settled)


@dataclass(frozen=True)
class Happening:
    """One line of a promise's history. `by` is for the team alone."""

    what: str
    on: date
    by: str = ""
    report: FollowUp | None = None
    before_on: date | None = None
    due_on: date | None = None
    reason: str = ""
    parts: str = ""


@dataclass(frozen=True)
class CommitmentHistory:
    """One promise with every report, every slip of its date and every change of its words, in one time order."""

    row: CommitmentRow
    happenings: tuple[Happening, ...]
    awaited: tuple[FollowUp, ...]

    @classmethod
    def of(cls, commitment: Commitment, *, today: date) -> "CommitmentHistory":
        return cls.of_many(commitment.dialogue, [commitment], today=today)[0]

    @classmethod
    def of_many(
        cls, dialogue: Dialogue, commitments: Collection[Commitment], *, today: date
    ) -> list["CommitmentHistory"]:
        """The histories of several promises, in two queries."""
        zone = ZoneInfo(dialogue.agency.time_zone)
        follow_ups, events = defaultdict(list), defaultdict(list)
        rows = FollowUp.objects.filter(commitment__in=commitments).select_related("reported_by")
        for follow_up in rows.order_by("due_on", "pk"):
            follow_ups[follow_up.commitment_id].append(follow_up)
        for event in _events(dialogue, commitments):
            events[int(event.subject_id)].append(event)
        return [cls._from(one, follow_ups[one.pk], events[one.pk], today, zone) for one in commitments]

    @classmethod
    def _from(
        cls,
        commitment: Commitment,
        follow_ups: list[FollowUp],
        events: list[AuditEvent],
        today: date,
        zone: ZoneInfo,
    ) -> "CommitmentHistory":
        told: list[tuple[datetime, Happening]] = [
            (row.reported_at, _reported(row, row.reported_at.astimezone(zone).date()))
            for row in follow_ups
            if row.reported_at
        ]
        told += [(event.at, _changed(event, event.at.astimezone(zone).date())) for event in events]
        told = [pair for pair in told if pair[1].what != REWORDED or pair[1].parts]
        told.sort(key=lambda pair: pair[0])
        return cls(
            row=CommitmentRow.of(commitment, follow_ups, today),
            happenings=(Happening(MADE, commitment.made_on), *(one for _at, one in told)),
            awaited=() if commitment.is_settled else tuple(_awaited(follow_ups)),
        )


def _events(dialogue: Dialogue, commitments: Collection[Commitment]) -> Iterable[AuditEvent]:
    return (
        AuditEvent.objects.of_dialogue(dialogue.pk)
        .filter(kind__in=TOLD, subject_type="commitment", subject_id__in=[str(one.pk) for one in commitments])
        .order_by("pk")
    )


def _reported(follow_up: FollowUp, on: date) -> Happening:
    by = follow_up.reported_by.full_name if follow_up.reported_by else ""
    return Happening(REPORTED, on, by=by, report=follow_up)


def _changed(event: AuditEvent, on: date) -> Happening:
    if event.kind == AuditKind.COMMITMENT_POSTPONED:
        return Happening(
            MOVED,
            on,
            by=event.actor_label,
            before_on=_date(event.details, "before_on"),
            due_on=_date(event.details, "due_on"),
            reason=event.details.get("reason", ""),
        )
    names = set(event.details.get("names", [])) - {"is_public"}
    columns = Commitment._meta.concrete_fields  # noqa: SLF001 - public by custom
    labels = [str(column.verbose_name) for column in columns if column.name in names]
    return Happening(REWORDED, on, by=event.actor_label, parts=", ".join(labels))


def _date(details: dict[str, Any], name: str) -> date | None:
    return date.fromisoformat(details[name]) if name in details else None


def public_histories(dialogue: Dialogue, *, today: date) -> list[CommitmentHistory]:
    """All that strangers read, or would read, of a dialogue: every public promise as a whole. Three queries."""
    rows = dialogue.commitments.filter(is_public=True).in_reading_order()[:MOST_PREVIEWED]
    return CommitmentHistory.of_many(dialogue, list(rows), today=today)


@dataclass(frozen=True)
class PublicRow:
    """A dialogue whose promises are public, in numbers."""

    dialogue: Dialogue
    open: int
    done: int
    dropped: int


@dataclass(frozen=True)
class PublicPages:
    """The public pages of all agencies, newest first, a page at a time. Two queries; one more on a later page."""

    rows: tuple[PublicRow, ...]
    next_before: int | None

    @classmethod
    def of(cls, *, words: str = "", before: int | None = None) -> "PublicPages":
        dialogues = Dialogue.objects.with_public_commitments()
        if words:
            dialogues = dialogues.filter(Q(agency__name__icontains=words) | Q(title__icontains=words))
        anchor = dialogues.filter(pk=before).first() if before else None
        if anchor is not None:
            since = anchor.commitments_published_at
            same = Q(commitments_published_at=since, pk__lt=anchor.pk)
            dialogues = dialogues.filter(Q(commitments_published_at__lt=since) | same)
        dialogues = dialogues.order_by("-commitments_published_at", "-pk")
        found = list(dialogues.select_related("agency").defer("search")[: PAGE + 1])
        return cls(_numbers(found[:PAGE]), found[PAGE - 1].pk if len(found) > PAGE else None)


def _numbers(dialogues: list[Dialogue]) -> tuple[PublicRow, ...]:
    counts = Commitment.objects.filter(dialogue__in=dialogues, is_public=True).values("dialogue")
    counted = {
        row["dialogue"]: row
        for row in counts.annotate(
            all=Count("pk"),
            done=Count("pk", filter=Q(status="done")),
            dropped=Count("pk", filter=Q(status="dropped")),
        )
    }
    rows = []
    for dialogue in dialogues:
        row = counted.get(dialogue.pk, {"all": 0, "done": 0, "dropped": 0})
        rows.append(
            PublicRow(dialogue, row["all"] - row["done"] - row["dropped"], row["done"], row["dropped"])
        )
    return tuple(rows)
