"""If we run late: the words on paper agree with the page “Running late”."""

from datetime import timedelta

import pytest

from planning.exports.lateness import lacks_drop, late_plans
from planning.summaries.timing import late_ways
from tests.factories.planning import AgendaBlockFactory, AgendaFactory

pytestmark = pytest.mark.django_db


def agenda_with(*priorities: str):
    agenda = AgendaFactory(session__minutes=30 * len(priorities))
    blocks = [
        AgendaBlockFactory(agenda=agenda, position=at, title=f"Part {at}", minutes=30, priority=priority)
        for at, priority in enumerate(priorities, start=1)
    ]
    return agenda, blocks


def test_each_way_says_what_gives_and_when_it_ends() -> None:
    agenda, blocks = agenda_with("keep", "shorten", "drop")
    ten, twenty = late_plans(agenda, blocks)
    assert (ten.head, twenty.head) == ("10 minutes late", "20 minutes late")
    shift, trim, drop = ten.lines
    assert shift.words == "every item keeps its minutes."
    assert trim.words == "“Part 3” 20 min, not 30."
    assert drop.words == "without “Part 3” (30 min)."
    known = late_ways(agenda, blocks, late=20, after=None)
    assert [line.ends_at for line in twenty.lines] == [way.ends_at for way in known]
    assert not lacks_drop([ten, twenty], blocks)


def test_where_nothing_can_give_the_end_moves() -> None:
    agenda, blocks = agenda_with("keep")
    plans = late_plans(agenda, blocks)
    assert [len(plan.lines) for plan in plans] == [1, 1]
    assert lacks_drop(plans, blocks)
    assert late_plans(agenda, []) == []


def test_a_fixed_time_that_is_missed_is_named_in_each_way_that_misses_it() -> None:
    """Although the end is as announced: two minutes late before, and nothing ahead of it gives enough."""
    agenda, blocks = agenda_with("keep", "shorten")
    blocks[1].fixed_at = (agenda.starts_at + timedelta(minutes=28)).astimezone(agenda.session.zone).time()
    ten, _twenty = late_plans(agenda, blocks)
    assert ten.lines[1].verdict == "as announced"
    assert all("“Part 2” cannot begin at" in line.words for line in ten.lines)


def test_a_long_list_of_what_gives_may_go_on_overleaf() -> None:
    """Kept whole, it would leave half a page empty; without a frame, so that none is torn."""
    short, _blocks = agenda_with("keep", "shorten", "drop")
    long, blocks = agenda_with(*["shorten"] * 2)
    for block in blocks:
        block.title = "What we heard at the tables of the large hall " * 3
        block.minutes = 8
    assert [plan.is_long for plan in late_plans(short, list(short.blocks.all()))] == [False, False]
    assert late_plans(long, blocks * 6)[-1].is_long
