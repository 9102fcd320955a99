"""When a session is: what people were told stays, and the words beside it agree with the clock times."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from django.utils import translation

from accounts.permissions import ALLOWED
from planning.choices import PackPart
from planning.exports.files import agenda_csv, agenda_docx
from planning.exports.mastheads import late_start
from planning.exports.packs import pack_sections
from planning.exports.sheets import Brief, Stamp
from planning.models import Agenda
from planning.services import releases
from planning.summaries.agendas import AgendaView
from planning.summaries.releases import Printing
from tests.factories.dialogues import SessionFactory, seated
from tests.factories.planning import started_agenda

pytestmark = pytest.mark.django_db
START = datetime(2026, 12, 9, 0, 0, tzinfo=UTC)  # 6 pm in Chicago
LATE = "Starts 20 minutes late: 6:20 to 8:20 pm"
WITH_TIMES = [PackPart.RUN_OF_SHOW, PackPart.CREW_CARDS, PackPart.AGENDA, PackPart.INTERPRETER]


def released(late: int = 20, starts_at: datetime = START) -> Brief:
    """A release of two hours from 6 pm on that was taken over `late` minutes late."""
    session = SessionFactory(starts_at=starts_at, minutes=120)
    agenda = started_agenda(session, format_key="post_incident_forum")
    Agenda.objects.filter(pk=agenda.pk).update(late_minutes=late)
    releases.release(by=seated(session.dialogue), agenda=agenda)
    printing = Printing.of(Agenda.objects.get(pk=agenda.pk))
    view = AgendaView.of(printing.agenda, printing.blocks, may_change=ALLOWED)
    return Brief(printing.agenda, view, Stamp.of(printing, printed_at=START))


@pytest.mark.parametrize("part", WITH_TIMES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_each_part_with_clock_times_says_both(part, language):
    with translation.override(language):
        late = " ".join(late_start(released().view).split())
    for section in pack_sections(released(), parts=[part], language=language):
        words = " ".join(re.sub(r"<[^>]+>", " ", section.html).split())
        assert "6:00–8:00 p" in words
        assert (late if section.lang == language else LATE) in words
        assert "6:20" in words


def test_nothing_is_said_of_a_start_as_announced():
    assert late_start(released(0).view) == ""


@pytest.mark.parametrize(
    ("hour", "late", "said"),
    [
        (0, 1, "Starts one minute late: 6:01 to 8:01 pm"),
        (16, 50, "Starts 50 minutes late: 10:50 am to 12:50 pm"),
    ],
)
def test_one_minute_and_noon_are_spelled_well(hour, late, said):
    assert late_start(released(late, START.replace(hour=hour)).view) == said


@pytest.mark.parametrize(("minutes", "end"), [(52, "8:12 pm"), (25, "7:45 pm"), (40, "8:00 pm")])
def test_where_the_items_end_at_another_time_the_team_reads_both_and_participants_one(minutes, end):
    """The list of participants ends with the items; an end at its head that is another one would contradict it."""
    brief = released(0)
    item = next(item for item in brief.view.items if item.block.kind == "listening")
    item.block.minutes += minutes - 40
    view = AgendaView.of(brief.agenda, [each.block for each in brief.view.items], may_change=ALLOWED)
    told = f"That is what was announced. This plan ends at {end}."
    parts = [part for part in WITH_TIMES if part != PackPart.CREW_CARDS]  # these say only when it ends
    for section in pack_sections(replace(brief, view=view), parts=parts, language="en"):
        words = " ".join(re.sub(r"<[^>]+>", " ", section.html).split())
        is_for_participants = section.title == "Agenda"
        assert (told in words) == (end != "8:00 pm" and not is_for_participants), section.title
        if is_for_participants:
            assert f"6:00–{end} CST" in words
            assert "8:00 pm" not in words or end == "8:00 pm"


def test_the_word_file_says_both_and_the_table_has_the_times_of_the_items():
    brief = released()
    words = [line.text for line in docx.Document(io.BytesIO(agenda_docx(brief))).paragraphs]
    assert [line for line in words if "6:00–8:00 pm" in line]
    assert LATE in words
    text = b"".join(agenda_csv(brief)).decode("utf-8-sig")
    assert next(iter(list(csv.reader(io.StringIO(text)))[1:]))[1:3] == ["18:20", "18:35"]
