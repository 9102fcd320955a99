"""Before anyone accepts it, a person reads what interpreting asks of the time: where, which breaks, and the new end."""

from datetime import time

import pytest

from planning.summaries.access import AccessView, Ticked
from tests.factories.planning import timed_agenda

pytestmark = pytest.mark.django_db


def access(*items, **values):
    return AccessView.of(*timed_agenda(*items, **values))


def test_interpreting_says_how_much_more_and_where():
    found = access(("Talk", 40, {}), ("Rest", 10, {"kind": "break"}), ("End", 20, {"most_minutes": 22}),
                   has_sign_language=True)  # fmt: skip
    assert [(row.block.title, row.sentence()) for row in found.rows] == [
        ("Talk", "+6 min: 46 instead of 40"),
        ("End", "+2 min: 22 instead of 20. Its maximum leaves no room for more."),
    ]
    assert (found.total, f"{found.ends_at:%H:%M}", found.languages) == (8, "01:18", ())


def test_the_languages_of_the_session_are_named():
    agenda, blocks = timed_agenda(("Talk", 40, {}))
    agenda.session.languages = ["es", "ase"]
    assert AccessView.of(agenda, blocks).languages == ("Spanish", "American Sign Language")


def test_how_many_interpreters_to_ask_for():
    short = access(("Talk", 40, {}), spoken_interpreting="simultaneous").team
    assert short == "The session takes 44 minutes: one interpreter for each language can do it."
    long = access(("Talk", 40, {}), spoken_interpreting="consecutive").team
    assert long.startswith("The session takes 80 minutes, more than 60: ask for two interpreters")
    assert access(("Talk", 90, {}), has_captions=True).team == ""


def test_a_team_that_is_asked_for_is_not_asked_for_again():
    def team(interpreters):
        items = ("Talk", 50, {}), ("Circles", 40, {})
        return access(*items, spoken_interpreting="simultaneous", interpreters=interpreters).team

    assert team(2) == (
        "A team of two is asked for. They change places every 20 minutes."
        " The longest time without a rest is 55 minutes."
    )
    assert team(3).startswith("A team of 3 is asked for.")
    assert "ask for two" in team(1)


def test_a_break_is_proposed_where_interpreters_go_on_too_long():
    found = access(("Talk", 40, {}), ("Circles", 40, {}), has_sign_language=True)
    assert [row.sentence() for row in found.breaks] == [
        "A break of 5 minutes after “Talk” (interpreters need one after 60 minutes)"
    ]
    assert (found.total, f"{found.ends_at:%H:%M}") == (17, "01:37")
    assert access(("Talk", 40, {}), ("Circles", 40, {}), has_captions=True).breaks == ()


def test_nothing_provided_asks_for_nothing():
    found = access(("Talk", 90, {}))
    assert (found.rows, found.total, found.team) == ((), 0, "")


@pytest.mark.parametrize(
    ("items", "rests", "offered", "shown", "more"),
    [
        ("ABC", "AB", "AB", "AB", 25),
        ("ABC", "B", "AB", "AB", 20),
        ("", "", "AB", "B", 0),
        ("B", "", "B", "AB", 10),
        ("B", "A", "AB", "AB", 10),
    ],
)
def test_breaks_and_the_end_follow_what_is_ticked(items, rests, offered, shown, more):
    """30 minutes each and 5 more for sign language; a break that was not offered yet counts as ticked."""
    agenda, blocks = timed_agenda(*((title, 30, {}) for title in "ABC"), has_sign_language=True)
    key = {block.title: block.pk for block in blocks}
    ticked = Ticked(*([key[title] for title in titles] for titles in (items, rests, offered)))
    found = AccessView.of(agenda, blocks, ticked)
    assert [row.block.title for row in found.rows if row.is_chosen] == list(items)
    assert "".join(row.block.title for row in found.breaks) == shown
    assert (found.total, (found.ends_at - agenda.session.starts_at).seconds // 60) == (more, 90 + more)


def test_tables_side_by_side_and_empty_minutes_count_once():
    found = access(
        ("Talk", 20, {}),
        ("One table", 30, {"track": 1}),
        ("Another", 30, {"track": 2}),
        ("Comments", 10, {"fixed_at": time(19)}),
        spoken_interpreting="consecutive",
        break_minutes=600,
    )
    assert [row.extra.difference for row in found.rows] == [20, 30, 30, 10]
    assert (found.total, f"{found.ends_at:%H:%M}") == (50, "02:00")


def test_a_fixed_time_that_what_is_ticked_pushes_away_is_named_before_anyone_accepts():
    agenda, blocks = timed_agenda(
        ("Talk", 60, {}), ("Comments", 10, {"fixed_at": time(19)}), has_sign_language=True
    )
    said = "“Comments” cannot begin at 7:00 pm: the items before it end at {}."
    assert AccessView.of(agenda, blocks).missed == (said.format("7:14 pm"),)
    only_minutes = Ticked([blocks[0].pk], [], [blocks[0].pk])
    assert AccessView.of(agenda, blocks, only_minutes).missed == (said.format("7:09 pm"),)
    assert AccessView.of(agenda, blocks, Ticked([], [], [blocks[0].pk])).missed == ()
