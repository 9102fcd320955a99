"""The agenda as Word and as a table."""

import csv
import io
from datetime import UTC, datetime, time

import docx
import pytest

from planning import content
from planning.exports.files import agenda_csv, agenda_docx
from tests.factories.dialogues import DialogueFactory, SessionFactory
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, printed, started_agenda

pytestmark = pytest.mark.django_db
START = datetime(2026, 12, 9, 0, 0, tzinfo=UTC)  # 6 pm in Chicago


@pytest.fixture
def agenda():
    session = SessionFactory(
        title="First evening (demo)", starts_at=START, minutes=120, dialogue=DialogueFactory()
    )
    return started_agenda(session, format_key="post_incident_forum")


def word(agenda):
    return docx.Document(io.BytesIO(agenda_docx(printed(agenda))))


def table(agenda) -> list[list[str]]:
    text = b"".join(agenda_csv(printed(agenda))).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_word_file_has_times_words_and_stamp(agenda):
    made = word(agenda)
    everything = "\n".join(paragraph.text for paragraph in made.paragraphs)
    known = content.format("post_incident_forum")
    assert "Tue 8 Dec 2026, 6:00–8:00 pm CST" in everything
    assert all(block.title.en in everything for block in known.blocks)
    assert "Say: I am glad you came." in everything
    assert made.tables[0].rows[1].cells[0].text == "6:00 pm"
    foot = made.sections[0].footer.paragraphs[0].text
    assert foot == "DRAFT, version 7, printed Sat 28 Nov 2026, 5:10 pm CST"


def test_the_table_has_derived_times_and_spanish_titles(agenda):
    [header, first, *rest] = table(agenda)
    assert header[:6] == ["Date", "Begins", "Ends", "Time zone", "Minutes", "Title"]
    assert first[:5] == ["2026-12-08", "18:00", "18:15", "CST", "15"]
    assert first[6] == content.format("post_incident_forum").blocks[0].title.es
    assert rest[-1][2] == "20:00"


def test_a_spreadsheet_calculates_nothing_that_was_typed():
    agenda = AgendaFactory()
    AgendaBlockFactory(agenda=agenda, title="=1+1", script="<script>alert(1)</script>")
    [_header, row] = table(agenda)
    assert row[5] == "'=1+1"
    assert "<script>alert(1)</script>" in "\n".join(paragraph.text for paragraph in word(agenda).paragraphs)


def test_in_the_night_when_an_hour_comes_twice_each_copy_says_which():
    session = SessionFactory(starts_at=datetime(2026, 11, 1, 6, 30, tzinfo=UTC), minutes=120)
    agenda = AgendaFactory(session=session)
    for place, minutes in enumerate((30, 60, 30), start=1):
        AgendaBlockFactory(agenda=agenda, position=place, minutes=minutes)
    _header, *rows = table(agenda)
    assert [row[:4] for row in rows] == [
        ["2026-11-01", "01:30", "01:00", "CDT–CST"],
        ["2026-11-01", "01:00", "02:00", "CST"],
        ["2026-11-01", "02:00", "02:30", "CST"],
    ]
    cells = [row.cells[0].text for row in word(agenda).tables[0].rows]
    assert cells == ["Begins", "1:30 am CDT", "1:00 am CST", "2:00 am CST", "2:30 am CST"]


def test_an_empty_agenda_is_written_all_the_same():
    assert len(table(AgendaFactory())) == 1
    assert len(word(AgendaFactory()).tables[0].rows) == 1


def test_items_side_by_side_are_told_apart():
    agenda = AgendaFactory()
    for track in (1, 2, 0):
        AgendaBlockFactory(agenda=agenda, title=f"Round {track}", track=track)
    assert [row[-1] for row in table(agenda)] == ["Track", "1", "2", ""]
    made = word(agenda)
    expected = ["Round 1 (at the same time, track 1)", "Round 2 (at the same time, track 2)", "Round 0"]
    assert [row.cells[1].text for row in made.tables[0].rows[1:]] == [*expected, "End"]
    assert sum(title in paragraph.text for paragraph in made.paragraphs for title in expected) == 3


def test_the_glance_adds_up_and_each_part_of_what_is_said_has_its_own_label():
    agenda = AgendaFactory(session=SessionFactory(starts_at=START), has_sign_language=True, interpreters=2)
    rows = {"settle_minutes": 4, "minutes": 44, "lead_in": "It may be hard.", "script": "Begin.\n\nGo on."}
    AgendaBlockFactory(agenda=agenda, title="Stories", kind="circle", **rows)
    AgendaBlockFactory(agenda=agenda, title="Close", fixed_at=time(19, 0), minutes=10)
    made = word(agenda)
    cells = [[cell.text for cell in row.cells] for row in made.tables[0].rows[1:]]
    assert [row[0] for row in cells] == ["6:00 pm", "7:00 pm", "7:10 pm"]
    assert cells[0][1] == "Stories\nthen 4 minutes to settle"
    assert cells[1][1] == "Close\nfixed for 7:00 pm, 12 minutes open before it"
    texts = [paragraph.text for paragraph in made.paragraphs]
    said = texts.index("Say before, as it may be hard: It may be hard.")
    assert texts[said + 1 : said + 3] == ["Say: Begin.", "Go on."]
    assert any("interpreters change places at 6:20 pm" in text for text in texts)
