"""Clock times and totals come from the items that are there, in two queries."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from accounts.permissions import ALLOWED
from planning import content
from planning.choices import BlockKind
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
    assert (found.total, f"{found.ends_at:%H:%M}", found.warnings) == (120, "02:00", ())
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


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (
            [(60, BlockKind.CIRCLE), (61, BlockKind.CLOSING)],
            "The items take one minute more than the session.",
        ),
        (
            [(60, BlockKind.CIRCLE), (80, BlockKind.CLOSING)],
            "The items take 20 minutes more than the session.",
        ),
        ([(60, BlockKind.CLOSING)], "60 minutes of the session are not planned yet."),
        ([(119, BlockKind.CLOSING)], "One minute of the session is not planned yet."),
        (
            [(120, BlockKind.PLENARY)],
            "There is no closing. People should leave knowing what happens next, and when.",
        ),
        ([(121, BlockKind.CIRCLE), (9, BlockKind.CLOSING)], "People sit for 130 minutes without a break."),
    ],
)
def test_what_to_look_at_is_told_in_words(parts, told):
    assert told in [str(warning) for warning in view(an_agenda(*parts)).warnings]


@pytest.mark.parametrize("parts", [
    [(100, BlockKind.CIRCLE), (10, BlockKind.BREAK), (100, BlockKind.CLOSING)],
    [(60, BlockKind.ARRIVAL), (100, BlockKind.CLOSING)],
])  # fmt: skip
def test_a_break_or_people_still_arriving_interrupt_the_sitting(parts):
    assert not any("without a break" in str(warning) for warning in view(an_agenda(*parts)).warnings)


def test_an_empty_agenda_is_not_blamed():
    found = view(an_agenda())
    assert (found.items, found.warnings, found.total) == ((), (), 0)


@pytest.mark.parametrize("key", content.FORMAT_KEYS)
def test_a_format_in_a_session_of_its_length_raises_no_word_but_on_breaks(key):
    agenda = started_agenda(SessionFactory(minutes=content.format(key).minutes), format_key=key)
    found = view(agenda)
    assert [str(warning) for warning in found.warnings if "without a break" not in str(warning)] == []
    assert found.about == content.format(key)


def test_lines_are_trimmed_and_empty_ones_left_out():
    assert lines_of(" One \n\n  \nTwo") == ("One", "Two")
