"""Before anything changes, a person reads the new end, each change and what cannot be kept."""

from datetime import time

import pytest

from planning.summaries.timing import late_ways
from planning.timing.late import Way
from tests.factories.planning import timed_agenda

pytestmark = pytest.mark.django_db


def ways(*items, late, after=None, gone=None, **values):
    agenda, blocks = timed_agenda(*items, **values)
    return {way.way: way for way in late_ways(agenda, blocks, late=late, after=after, gone=gone)}


def test_each_way_says_its_end_and_its_changes():
    found = ways(("Talk", 40, {}), ("Film", 20, {"priority": "drop"}), late=15, planned=60)
    assert [(f"{way.ends_at:%H:%M}", way.verdict) for way in found.values()] == [
        ("01:15", "15 minutes after the end announced (7:00 pm)"),
        ("01:00", "as announced"),
        ("00:55", "5 minutes before the end announced (7:00 pm)"),
    ]
    assert [row.sentence() for row in found[Way.TRIM].changed] == [
        "“Talk” takes 35 minutes, not 40.",
        "“Film” takes 10 minutes, not 20.",
    ]
    assert [row.sentence() for row in found[Way.DROP].changed] == ["“Film” is dropped (20 minutes)."]
    assert [(f"{row.before:%H:%M}", row.after and f"{row.after:%H:%M}") for row in found[Way.DROP].rows] == [
        ("00:00", "00:15"),
        ("00:40", None),
    ]


def test_an_end_within_what_was_announced_needs_no_change():
    found = ways(("Talk", 40, {}), ("Film", 20, {"priority": "drop"}), late=15)
    assert [(way.is_useful, way.is_needed) for way in found.values()] == [
        (True, False),
        (False, False),
        (False, False),
    ]


def test_what_may_go_is_offered_and_what_is_marked_is_ticked():
    items = ("Talk", 40, {}), ("Film", 20, {"priority": "drop"}), ("Vote", 10, {"priority": "keep"})
    drop = ways(*items, late=15, planned=70)[Way.DROP]
    assert [(row.block.title, row.is_chosen) for row in drop.may_go] == [("Talk", False), ("Film", True)]
    chosen = ways(*items, late=15, planned=70, gone=[0])[Way.DROP]
    assert [row.is_chosen for row in chosen.may_go] == [True, False]
    assert chosen.verdict == "25 minutes before the end announced (7:10 pm)"


def test_a_way_that_changes_nothing_more_is_not_offered():
    found = ways(("Talk", 40, {"priority": "keep"}), late=1)
    assert [way.is_useful for way in found.values()] == [True, False, False]


def test_the_end_is_held_against_the_one_announced_however_long_the_agenda_is():
    found = ways(("Talk", 140, {"priority": "keep"}), late=10)
    assert found[Way.SHIFT].verdict == "30 minutes after the end announced (8:00 pm)"
    assert ways(("Talk", 110, {}), late=10)[Way.SHIFT].verdict == "as announced"
    assert "one minute after" in ways(("Talk", 111, {}), late=10)[Way.SHIFT].verdict


def test_a_fixed_time_that_would_be_missed_is_told():
    items = (("Talk", 60, {"priority": "keep"}), ("Comments", 10, {"fixed_at": time(19)}))
    found = ways(*items, late=12)
    assert found[Way.SHIFT].missed == (
        "“Comments” cannot begin at 7:00 pm: the items before it end at 7:12 pm.",
    )


def test_an_item_that_ran_over_is_among_the_changes():
    found = ways(("Talk", 40, {}), ("Film", 20, {}), late=6, after=0, planned=60)
    assert [row.sentence() for row in found[Way.TRIM].changed] == [
        "“Talk” takes 46 minutes, not 40.",
        "“Film” takes 14 minutes, not 20.",
    ]
