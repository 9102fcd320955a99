import random
from itertools import pairwise

import pytest

from dialogues.choices import SurveyItem
from dialogues.models import SurveyResponse
from dialogues.summaries.surveys import HIGH, LOW, MIXED, TOO_FEW, SurveyResults, comments_on
from tests.factories.dialogues import HeldSessionFactory
from tests.factories.surveys import SurveyResponseFactory, answered

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return HeldSessionFactory()


def sheets(session, *values, item="heard"):
    return [
        SurveyResponseFactory(session=session, answers={item: value} if value else {}) for value in values
    ]


def heard(session):
    return SurveyResults.of(session).items[0]


@pytest.mark.parametrize("count", range(5))
def test_nothing_is_shown_of_fewer_than_five(session, count):
    sheets(session, *[3, 4, 3, 4][:count])
    results = SurveyResults.of(session)
    assert (results.is_shown, results.count, results.items) == (False, 0, ())


def test_averages_leave_out_those_who_did_not_answer(session):
    sheets(session, *[2, 3, 4, 5, 5] * 2, None, None)
    results = SurveyResults.of(session)
    assert (results.count, heard(session).mean, heard(session).answered) == (12, 4.0, 10)
    assert len(results.items) == len(SurveyItem)


@pytest.mark.parametrize("count", [1, 4])
def test_a_question_that_few_answered_is_hidden(session, count):
    sheets(session, *[3, 4, 3, 4][:count], *[None] * 5)
    assert (heard(session).mean, heard(session).answered, heard(session).why_hidden) == (None, 0, TOO_FEW)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([5, 5, 5, 5, 1], HIGH),
        ([5] * 9, HIGH),
        ([1, 5, 3, 3, 3], MIXED),
        ([2, 3, 3, 2, 3, 2], MIXED),
        ([1, 1, 1, 1, 5], LOW),
    ],
)
def test_below_ten_there_are_words_and_no_average(session, values, words):
    sheets(session, *values)
    item = heard(session)
    assert (item.mean, item.figure, item.why_hidden) == (None, str(words), "")


@pytest.mark.parametrize(
    ("values", "figure"),
    [
        ([5] * 10, "4.5 or more"),
        ([5] * 9 + [1], "4.5 or more"),
        ([1] * 49, "1.5 or less"),
        ([3] * 9 + [5], "3.0"),
        ([3, 4] * 5, "3.5"),
        ([3, 4] * 25, "3.5"),
        ([3] * 40 + [4] * 10, "3.2"),
        ([5] * 50, "5.0"),
    ],
)
def test_below_fifty_the_average_is_in_half_points(session, values, figure):
    sheets(session, *values)
    assert heard(session).figure == figure


@pytest.mark.parametrize("count", [5, 6, 9, 10, 11, 14, 15, 49, 50, 55])
def test_who_knows_all_sheets_but_one_learns_at_most_a_border(count):
    """Whatever the others wrote, the last sheet moves what is shown by one step at most."""
    for known in range(count - 1, 5 * (count - 1) + 1):
        low, more = divmod(known, count - 1)
        others = [low + 1] * more + [low] * (count - 1 - more)
        shown = {
            SurveyResults._from([{"heard": value} for value in [*others, last]]).items[0].figure
            for last in range(1, 6)
        }
        assert len(shown) <= 2, (others, shown)


@pytest.mark.parametrize("count", [5, 10, 45, 50])
def test_the_difference_of_two_releases_tells_no_sheet(count):
    """Every value of a sheet is possible for what is shown before and after, in the middle of the scale."""
    before = [3] * count
    possible = {}
    for last in range(1, 6):
        after = [*before, 2, 3, 3, 4, last]
        figures = tuple(
            SurveyResults._from([{"heard": value} for value in values]).items[0].figure
            for values in (before, after)
        )
        possible.setdefault(figures, set()).add(last)
    assert max(len(values) for values in possible.values()) >= 3
    assert min(len(values) for values in possible.values()) >= 2


def test_waiting_sheets_change_nothing_that_can_be_read(session):
    """Whoever reads before and after each sheet sees nothing move until five came together."""
    chance = random.Random(7)
    seen = []
    for _turn in range(30):
        answered(session, {item: chance.randint(1, 5) for item in SurveyItem.values})
        seen.append(SurveyResults.of(session))
    changed = [place + 1 for place, (before, after) in enumerate(pairwise(seen), start=1) if before != after]
    assert changed == [5, 10, 15, 20, 25, 30]


def test_numbers_of_answers_are_rounded(session):
    sheets(session, 1, 2, 3, 4, 5, 1, 2, 3)
    assert heard(session).answered == 5


def test_sides_are_never_told_apart(session):
    for side in ("community", "law_enforcement"):
        for value in (1, 2, 3, 4, 5):
            SurveyResponseFactory(session=session, side=side, answers={"heard": value})
    assert SurveyResults.of(session).count == 10
    assert set(vars(heard(session))) == {"question", "answered", "mean", "words", "why_hidden"}


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_for_any_number_of_sessions(count, django_assert_num_queries):
    sessions = [HeldSessionFactory() for _turn in range(count)]
    for session in sessions:
        sheets(session, 1, 2, 3, 4, 5)
    with django_assert_num_queries(1):
        assert len(SurveyResults.of_many(sessions)) == count


def test_words_are_read_from_ten_sheets_on_and_in_no_order(session):
    for number in range(9):
        SurveyResponseFactory(session=session, comment=f"Thought {number}")
    assert comments_on(session) == ()
    SurveyResponseFactory(session=session, comment="")
    assert sorted(comments_on(session)) == [f"Thought {number}" for number in range(9)]
    assert comments_on(session) != tuple(sorted(comments_on(session)))


def test_words_of_waiting_sheets_stay_unread(session):
    for number in range(14):
        answered(session, comment=f"Thought {number}")
    assert SurveyResponse.objects.released().count() == len(comments_on(session)) == 10
