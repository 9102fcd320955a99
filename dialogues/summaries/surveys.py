"""Survey results. Nothing is shown until enough people answered, and small groups are never told apart."""

from collections.abc import Collection
from dataclasses import dataclass

from dialogues.choices import Agreement, SurveyItem
from dialogues.models import Session, SurveyResponse

SMALLEST_GROUP = 5


@dataclass(frozen=True)
class ItemResult:
    """How one question was answered. `mean` leaves out those who did not answer it."""

    question: str
    answered: int
    mean: float | None


@dataclass(frozen=True)
class SurveyResults:
    """What may be shown of the sheets. Both sides together only: a second cut could unmask people."""

    count: int
    items: tuple[ItemResult, ...]

    @property
    def is_shown(self) -> bool:
        return self.count >= SMALLEST_GROUP

    @property
    def missing(self) -> int:
        return max(0, SMALLEST_GROUP - self.count)

    @classmethod
    def of(cls, session: Session) -> "SurveyResults":
        return cls.of_many([session])[session.pk]

    @classmethod
    def of_many(cls, sessions: Collection[Session]) -> dict[int, "SurveyResults"]:
        """The results of several sessions, in one query."""
        sheets: dict[int, list[dict[str, int]]] = {session.pk: [] for session in sessions}
        rows = SurveyResponse.objects.filter(session__in=sessions).values_list("session_id", "answers")
        for session_id, answers in rows:
            sheets[session_id].append(answers)
        return {pk: cls._from(found) for pk, found in sheets.items()}

    @classmethod
    def _from(cls, sheets: list[dict[str, int]]) -> "SurveyResults":
        if len(sheets) < SMALLEST_GROUP:
            return cls(len(sheets), ())
        return cls(len(sheets), tuple(_result(item, sheets) for item in SurveyItem))


def _result(item: SurveyItem, sheets: list[dict[str, int]]) -> ItemResult:
    values = [sheet[item] for sheet in sheets if sheet.get(item) in Agreement.values]
    if len(values) < SMALLEST_GROUP:
        return ItemResult(str(item.label), len(values), None)
    return ItemResult(str(item.label), len(values), round(sum(values) / len(values), 1))
