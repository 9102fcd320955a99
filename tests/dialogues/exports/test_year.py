import io
import re
from datetime import UTC, datetime

import pikepdf
import pytest

from dialogues.exports.year import calendar_html, calendar_pdf
from dialogues.summaries.year import Year
from tests.factories.dialogues import DialogueFactory, HeldSessionFactory, SessionFactory
from tests.factories.participants import InvitationFactory
from tests.records.formats.pdf.reading import kinds

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 20, 15, tzinfo=UTC)


@pytest.fixture
def dialogue():
    """Opened in February, with a session in March and one to come in June."""
    dialogue = DialogueFactory(opened_at=datetime(2026, 2, 10, tzinfo=UTC))
    held = HeldSessionFactory(
        dialogue=dialogue, title="Held (demo)", starts_at=datetime(2026, 3, 10, 23, tzinfo=UTC)
    )
    InvitationFactory(session=held, participant__name="Ada Demo")
    SessionFactory(dialogue=dialogue, title="To come", starts_at=datetime(2026, 6, 9, 23, tzinfo=UTC))
    return dialogue


def test_each_month_says_what_was_what_will_be_and_what_is_not(dialogue):
    html = calendar_html(dialogue, Year.of(dialogue, now=NOW), printed_at=NOW)
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    for part in ("Held (demo)", "To come", "Tue 10 Mar 2026, 6:00–8:00 pm CDT"):
        assert part in words
    assert [words.count(part) for part in ("No session", "Nothing planned yet")] == [2, 7]
    assert "January" not in words  # the dialogue was not there yet
    assert "Ada" not in words


def test_a_year_before_the_opening_says_so(dialogue):
    html = calendar_html(dialogue, Year.of(dialogue, now=NOW, number=2025), printed_at=NOW)
    assert "The dialogue was opened later than this year." in html
    assert "<table" not in html


def test_it_is_one_tagged_page(dialogue):
    paper = calendar_pdf(dialogue, Year.of(dialogue, now=NOW), printed_at=NOW)
    with pikepdf.open(io.BytesIO(paper)) as opened:
        assert {"H1", "Table", "TH"} <= set(kinds(opened))
        assert len(opened.pages) == 1
