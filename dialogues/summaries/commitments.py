"""Commitments as lists and pages, for the team and for strangers."""

from dataclasses import dataclass
from datetime import date

from dialogues.choices import CommitmentStatus
from dialogues.models import Commitment, Dialogue, FollowUp
from records.models import AuditEvent
from records.registers import fill_sentence

MOST_ON_A_PAGE = 200


@dataclass(frozen=True)
class CommitmentRow:
    commitment: Commitment
    next_follow_up: FollowUp | None
    is_overdue: bool
    was_postponed: bool


@dataclass(frozen=True)
class CommitmentList:
    """Promises in the order of their dates, open ones first. Two queries."""

    open: tuple[CommitmentRow, ...]
    settled: tuple[CommitmentRow, ...]

    @classmethod
    def of(cls, dialogue: Dialogue, *, today: date, is_public: bool = False) -> "CommitmentList":
        rows = dialogue.commitments.prefetch_related("follow_ups").order_by("due_on", "id")
        if is_public:
            rows = rows.filter(is_public=True)
        found = [_row(commitment, today) for commitment in rows[:MOST_ON_A_PAGE]]
        settled = {CommitmentStatus.DONE, CommitmentStatus.DROPPED}
        return cls(
            open=tuple(row for row in found if row.commitment.status not in settled),
            settled=tuple(row for row in found if row.commitment.status in settled),
        )

    @property
    def count(self) -> int:
        return len(self.open) + len(self.settled)


def _row(commitment: Commitment, today: date) -> CommitmentRow:
    awaited = sorted(
        (row for row in commitment.follow_ups.all() if row.reported_at is None), key=lambda row: row.due_on
    )
    is_open = commitment.status not in {CommitmentStatus.DONE, CommitmentStatus.DROPPED}
    return CommitmentRow(
        commitment=commitment,
        next_follow_up=awaited[0] if awaited and is_open else None,
        is_overdue=is_open and commitment.due_on < today,
        was_postponed=commitment.first_due_on != commitment.due_on,
    )


@dataclass(frozen=True)
class Slip:
    """One move of the due date, as it was recorded."""

    at: object
    sentence: str


@dataclass(frozen=True)
class CommitmentHistory:
    """One promise with every report and every slip of its date."""

    row: CommitmentRow
    reports: tuple[FollowUp, ...]
    awaited: tuple[FollowUp, ...]
    slips: tuple[Slip, ...]

    @classmethod
    def of(cls, commitment: Commitment, *, today: date) -> "CommitmentHistory":
        follow_ups = list(commitment.follow_ups.select_related("reported_by").order_by("due_on", "id"))
        events = AuditEvent.objects.filter(
            kind="commitment_postponed", subject_type="commitment", subject_id=str(commitment.pk)
        ).order_by("id")
        return cls(
            row=_row(commitment, today),
            reports=tuple(row for row in follow_ups if row.reported_at),
            awaited=tuple(row for row in follow_ups if row.reported_at is None),
            slips=tuple(
                Slip(
                    event.at,
                    fill_sentence(
                        event.kind,
                        {"by": event.actor_label, "subject": event.subject_label, **event.details},
                    ),
                )
                for event in events
            ),
        )
