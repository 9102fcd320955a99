"""Survey results. Nothing is shown until enough people answered, and small groups are never told apart."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Agreement, SurveyItem
from dialogues.models import Session, SurveyResponse

SMALLEST_GROUP = 5
COMMENTS_FROM = 10
# When nearly everyone in a small group says the same, the group is known although nobody is.
ALIKE_BELOW = 20
ALIKE_SHARE = 0.9

TOO_FEW = _("Too few answers to show")
ALIKE = _("Nearly all answered alike, so it is not shown")


@dataclass(frozen=True)
class ItemResult:
    """How one question was answered, or why that is not shown.

    `mean` leaves out those who did not answer it. `answered` is rounded down to five: with exact numbers, two
    readings before and after would tell one person's answer.
    """

    question: str
    answered: int
    mean: float | None
    why_hidden: str | Promise = ""


@dataclass(frozen=True)
class SurveyResults:
    """What may be shown of the sheets. Both sides together only: a second cut could unmask people."""

    count: int
    items: tuple[ItemResult, ...]

    @property
    def is_shown(self) -> bool:
        return self.count >= SMALLEST_GROUP

    @classmethod
    def of(cls, session: Session) -> "SurveyResults":
        return cls.of_many([session])[session.pk]

    @classmethod
    def of_many(cls, sessions: Collection[Session]) -> dict[int, "SurveyResults"]:
        """The results of several sessions, in one query."""
        sheets: dict[int, list[dict[str, int]]] = {session.pk: [] for session in sessions}
        rows = SurveyResponse.objects.released().filter(session__in=sessions)
        for session_id, answers in rows.values_list("session_id", "answers"):
            sheets[session_id].append(answers)
        return {pk: cls._from(found) for pk, found in sheets.items()}

    @classmethod
    def _from(cls, sheets: list[dict[str, int]]) -> "SurveyResults":
        if len(sheets) < SMALLEST_GROUP:
            return cls(0, ())
        return cls(len(sheets), tuple(_result(item, sheets) for item in SurveyItem))


def _result(item: SurveyItem, sheets: list[dict[str, int]]) -> ItemResult:
    values = [sheet[item] for sheet in sheets if sheet.get(item) in Agreement.values]
    question, answered = str(item.label), len(values) // SMALLEST_GROUP * SMALLEST_GROUP
    if not answered:
        return ItemResult(question, 0, None, TOO_FEW)
    if _is_alike(values):
        return ItemResult(question, answered, None, ALIKE)
    return ItemResult(question, answered, round(sum(values) / len(values), 1))


def _is_alike(values: list[int]) -> bool:
    most = max(Counter(values).values())
    return len(values) < ALIKE_BELOW and most / len(values) > ALIKE_SHARE


def comments_on(session: Session) -> tuple[str, ...]:
    """What people wrote in their own words, in no order. For facilitators and neutrals, once ten sheets are there."""
    rows = SurveyResponse.objects.released().filter(session=session).order_by("pk")
    comments = list(rows.values_list("comment", flat=True))
    return tuple(text for text in comments if text) if len(comments) >= COMMENTS_FROM else ()
