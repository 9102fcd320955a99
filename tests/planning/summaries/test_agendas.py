"""Clock times and totals come from the items that are there, in two queries."""

from datetime import UTC, datetime, time

import pytest
from django.utils import timezone

from accounts.permissions import ALLOWED
from planning import content
from planning.choices import BlockKind
from planning.models import AgendaBlock
from planning.summaries.agendas import AgendaView, lines_of
from tests.factories.dialogues import SessionFactory
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, started_agenda

pytestmark = pytest.mark.django_db
START = datetime(2026, 12, 9, 0, 0, tzinfo=UTC)  # 6 pm in Chicago


def an_agenda(*parts):
    """An agenda of (minutes, kind) from 6 to 8 pm."""
    agenda = AgendaFactory(session=SessionFactory(starts_at=START, minutes=120))
    for position, (minutes, kind) in enumerate(parts, start=1):
        AgendaBlockFactory(agenda=agenda, position=position, minutes=minutes, kind=kind)
    return agenda


def view(agenda):
    return AgendaView.of(agenda, may_change=ALLOWED)


def clocks(agenda):
    return [f"{item.span.starts_at.astimezone(agenda.session.zone):%-H:%M}" for item in view(agenda).items]


@pytest.mark.parametrize("count", [1, 3])
def test_the_agenda_costs_two_queries(count, django_assert_num_queries):
    agenda = an_agenda(*[(10, BlockKind.PLENARY)] * count)
    with django_assert_num_queries(2):
        assert len(view(agenda).items) == count


def test_times_follow_from_minutes():
    agenda = an_agenda((15, BlockKind.ARRIVAL), (30, BlockKind.CIRCLE), (75, BlockKind.CLOSING))
    found = view(agenda)
    assert clocks(agenda) == ["18:00", "18:15", "18:45"]
    assert (found.total, f"{found.ends_at:%H:%M}") == (120, "02:00")
    assert [(item.is_first, item.is_last) for item in found.items] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def test_a_removed_item_is_counted_nowhere():
    agenda = an_agenda((60, BlockKind.CIRCLE), (60, BlockKind.CLOSING))
    gone = agenda.blocks.first()
    gone.removed_at = timezone.now()
    gone.save()
    found = view(agenda)
    assert (found.total, clocks(agenda), found.last_removed) == (60, ["18:00"], gone)


def test_an_empty_agenda_is_not_blamed():
    found = view(an_agenda())
    assert (found.items, found.warnings, found.total) == ((), (), 0)


@pytest.mark.parametrize("key", content.FORMAT_KEYS)
def test_a_format_tells_what_it_is_made_of(key):
    found = view(started_agenda(SessionFactory(minutes=content.format(key).minutes), format_key=key))
    assert found.about == content.format(key)
    assert (found.total, sum(part.minutes for part in found.mix.slices)) == (found.about.minutes,) * 2
    assert 0 < found.mix.talk < found.total


def test_items_that_are_given_need_no_query_and_no_key(django_assert_num_queries):
    """The items of a release: never saved, and read by the same arithmetic."""
    agenda = an_agenda((10, BlockKind.PLENARY))
    blocks = [AgendaBlock(title="Open", minutes=20), AgendaBlock(title="Close", minutes=40, settle_minutes=5)]
    with django_assert_num_queries(0):
        found = AgendaView.of(agenda, blocks, may_change=ALLOWED)
    assert ([item.block.title for item in found.items], found.total) == (["Open", "Close"], 65)
    assert found.last_removed is None


def test_each_item_knows_what_stands_around_it():
    agenda = an_agenda((20, BlockKind.CIRCLE), (30, BlockKind.PLENARY), (10, BlockKind.CLOSING))
    agenda.blocks.filter(position=2).update(fixed_at=time(18, 30), settle_minutes=5)
    first, fixed, last = view(agenda).items
    assert (first.waits_until, fixed.place.slack) == (None, 10)
    assert [f"{moment:%H:%M}" for moment in (fixed.waits_until, fixed.settled_at, last.span.starts_at)] == [
        "00:30",
        "01:05",
        "01:05",
    ]


def test_a_late_start_moves_every_item():
    agenda = an_agenda((20, BlockKind.CIRCLE), (30, BlockKind.CLOSING))
    agenda.late_minutes = 15
    assert clocks(agenda) == ["18:15", "18:35"]


def test_interpreting_tells_what_it_takes_and_when_to_change_places():
    agenda = an_agenda((20, BlockKind.CIRCLE), (30, BlockKind.PLENARY), (10, BlockKind.BREAK))
    agenda.has_sign_language, agenda.interpreters = True, 2
    found = view(agenda)
    assert ([item.extra for item in found.items], found.extra) == ([3, 5, 0], 8)
    assert [[f"{moment:%H:%M}" for moment in item.switches] for item in found.items] == [
        [],
        ["00:20", "00:40"],
        [],
    ]


@pytest.mark.parametrize(
    ("interpreters", "length", "has_turns"), [(1, 90, False), (2, 60, True), (0, 60, False), (0, 61, True)]
)
def test_one_interpreter_has_nobody_to_change_places_with(interpreters, length, has_turns):
    agenda = an_agenda((length, BlockKind.PLENARY))
    agenda.has_sign_language, agenda.interpreters = True, interpreters
    (only,) = view(agenda).items
    assert bool(only.switches) == has_turns
    assert any("change places" in note for note in only.notes) == has_turns


def test_who_proposed_the_items_is_told_by_side():
    agenda = an_agenda(*[(10, BlockKind.PLENARY)] * 4)
    sides = ["police", "community", "community", ""]
    for block, side in zip(agenda.blocks.order_by("position"), sides, strict=True):
        agenda.blocks.filter(pk=block.pk).update(proposed_by=side)
    found = view(agenda).mix
    assert [(str(share.label), share.count, share.percent) for share in found.shares] == [
        ("Police", 1, 33),
        ("Community", 2, 67),
    ]
    assert (found.proposed, view(an_agenda((10, BlockKind.PLENARY))).mix.shares) == (3, ())


def test_lines_are_trimmed_and_empty_ones_left_out():
    assert lines_of(" One \n\n  \nTwo") == ("One", "Two")
