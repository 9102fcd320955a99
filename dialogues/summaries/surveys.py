"""Survey results. Nothing is shown until enough people answered, and small groups are never told apart.

Whoever sends in all sheets of a small group but one knows an exact average to be theirs plus the last one. So what
is shown is never finer than the whole range of one sheet: words below ten answers, half points below fifty, tenths
from there on. Two readings before and after a release then tell of no single sheet either (docs/spaces.md).
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import floor

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.choices import Agreement, SurveyItem
from dialogues.models import Session, SurveyResponse

SMALLEST_GROUP = 5
COMMENTS_FROM = 10
HALF_POINTS_FROM = 10
TENTHS_FROM = 50
# In half points, an average at the very end of the scale would say that everyone answered the same.
LOWEST_HALF, HIGHEST_HALF = 1.5, 4.5
AGREEMENTS = frozenset(Agreement.values)  # asked of each sheet and question

TOO_FEW = gettext_lazy("Too few answers to show")
LOW = gettext_lazy("More people disagree than agree")
MIXED = gettext_lazy("Mixed, or in between")
HIGH = gettext_lazy("More people agree than disagree")


@dataclass(frozen=True)
class ItemResult:
    """How one question was answered, or why that is not shown.

    `answered` is rounded down to five: with exact numbers, two readings before and after would tell one person's
    answer. `mean` leaves out those who did not answer; in half points or tenths, and only from ten answers on.
    Below that there are only `words`.
    """

    question: str
    answered: int
    mean: float | None
    words: str | Promise = ""
    why_hidden: str | Promise = ""

    @property
    def figure(self) -> str:
        """The average as it is written, or the words that stand in its place."""
        if self.mean is None:
            return str(self.words)
        if self.answered >= TENTHS_FROM or LOWEST_HALF < self.mean < HIGHEST_HALF:
            return str(self.mean)
        sentence = _("%(mean)s or less") if self.mean == LOWEST_HALF else _("%(mean)s or more")
        return sentence % {"mean": self.mean}


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
    values = [sheet[item] for sheet in sheets if sheet.get(item) in AGREEMENTS]
    question, answered = str(item.label), len(values) // SMALLEST_GROUP * SMALLEST_GROUP
    if not answered:
        return ItemResult(question, 0, None, why_hidden=TOO_FEW)
    mean = sum(values) / len(values)
    if answered < HALF_POINTS_FROM:
        return ItemResult(question, answered, None, words=_in_words(mean))
    if answered < TENTHS_FROM:
        half = floor(mean * 2 + 0.5) / 2
        return ItemResult(question, answered, min(max(half, LOWEST_HALF), HIGHEST_HALF))
    return ItemResult(question, answered, round(mean, 1))


def _in_words(mean: float) -> Promise:
    middle = Agreement.PARTLY
    if abs(mean - middle) <= 0.5:
        return MIXED
    return LOW if mean < middle else HIGH


def comments_on(session: Session) -> tuple[str, ...]:
    """What people wrote in their own words, in no order. For facilitators and neutrals, once ten sheets are there."""
    rows = SurveyResponse.objects.released().filter(session=session).order_by("pk")
    comments = list(rows.values_list("comment", flat=True))
    return tuple(text for text in comments if text) if len(comments) >= COMMENTS_FROM else ()
