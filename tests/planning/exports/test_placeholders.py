"""Open places on paper are filled from the next session, or are lines to write on."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from planning.exports.placeholders import LINE, fill
from planning.exports.sheets import printed_rows
from tests.factories.dialogues import SessionFactory
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, printed

pytestmark = pytest.mark.django_db


@pytest.fixture
def following():
    first = SessionFactory(starts_at=datetime(2026, 12, 9, 16, 0, tzinfo=UTC))
    return SessionFactory(
        dialogue=first.dialogue, starts_at=first.starts_at + timedelta(days=30), venue="Demo Hall"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thanks. We meet again on [date] at [place]!", "Thanks. We meet again on {day} at Demo Hall!"),
        ("By [date] I will [step].", f"By {LINE} I will [step]."),
        ("They meet on [date]. We meet on [date].", f"They meet on {LINE}. We meet on {{day}}."),
        ("Nothing open.", "Nothing open."),
    ],
)
def test_the_next_session_fills_what_is_about_it(following, text: str, expected: str) -> None:
    assert fill(text, following) == expected.format(day="Fri 8 Jan 2027")
    assert "[date]" not in fill(text, None)


def test_without_a_next_session_there_is_a_line() -> None:
    assert fill("We meet again on [date].", None) == f"We meet again on {LINE}."


def test_rows_on_paper_are_filled_in_the_language_of_the_sheet(following) -> None:
    first = following.dialogue.sessions.order_by("starts_at").first()
    agenda = AgendaFactory(session=first)
    AgendaBlockFactory(agenda=agenda, script="See you on [fecha].")
    with translation.override("es"):
        [row] = printed_rows(printed(agenda), "es")
        assert row.script == ("See you on vie 8 ene 2027.",)
