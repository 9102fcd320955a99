"""What followed a session, for its page: who came in numbers, notes, promises, survey results."""

from dataclasses import dataclass

from django.db.models import Count

from dialogues.models import Commitment, Note, Session
from dialogues.summaries.attendance import AttendanceTotals
from dialogues.summaries.surveys import SurveyResults
from records.choices import Space

MOST_LISTED = 10


@dataclass(frozen=True)
class SessionAfter:
    """Four queries, however much there is. Notes are counted in the reader's spaces only."""

    attendance: AttendanceTotals
    notes: tuple[tuple[str, int], ...]
    commitments: tuple[Commitment, ...]
    has_more_commitments: bool
    survey: SurveyResults

    @classmethod
    def of(cls, session: Session, *, spaces: frozenset[str]) -> "SessionAfter":
        commitments = list(session.commitments.in_reading_order()[: MOST_LISTED + 1])
        return cls(
            attendance=AttendanceTotals.of(session),
            notes=_note_counts(session, spaces),
            commitments=tuple(commitments[:MOST_LISTED]),
            has_more_commitments=len(commitments) > MOST_LISTED,
            survey=SurveyResults.of(session),
        )

    @property
    def note_count(self) -> int:
        return sum(count for _space, count in self.notes)


def _note_counts(session: Session, spaces: frozenset[str]) -> tuple[tuple[str, int], ...]:
    rows = Note.objects.kept().filter(session=session).in_spaces(spaces).values_list("space")
    counted = dict(rows.annotate(count=Count("pk")))
    return tuple((space.value, counted[space]) for space in Space if space in counted)
