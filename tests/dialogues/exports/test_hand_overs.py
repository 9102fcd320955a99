import io
from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from dialogues.choices.incidents import Reach, Standing
from dialogues.exports.facts import Handout, handout_html, handout_pdf
from dialogues.exports.hand_overs import sheet_html, sheet_pdf
from dialogues.models import HandOver
from dialogues.summaries.facts import FactsBoard
from dialogues.summaries.hand_overs import HandOverSheet
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import IncidentFactory
from tests.factories.incidents import FactFactory, FamilyTalkFactory, TeamMemberFactory, WatchDateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident():
    incident = IncidentFactory()
    for _turn in range(4):
        TeamMemberFactory(incident=incident)
        FactFactory(incident=incident, reach=Reach.TEAM)
    FamilyTalkFactory(incident=incident, next_promised_at=timezone.now() + timedelta(days=1))
    WatchDateFactory(incident=incident)
    HandOver.objects.create(
        incident=incident,
        to_name="Demo night desk",
        note="Call <b>back</b>.",
        handed_at=timezone.now(),
        handed_by=UserFactory(),
    )
    return incident


def test_it_is_one_tagged_page_that_says_what_stands(incident):
    content = sheet_pdf(HandOverSheet.of(incident, now=timezone.now()))
    reader = PdfReader(io.BytesIO(content))
    text = " ".join(reader.pages[0].extract_text().split())
    assert (len(reader.pages), bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])) == (1, True)
    for part in ("Demo night desk", "Call <b>back</b>.", "Verdict", "Next update promised for", "Team only"):
        assert part in text


def test_a_room_above_adds_its_open_steps(incident):
    sheet = HandOverSheet.of(incident, now=timezone.now())
    assert "Open steps" not in sheet_html(sheet)
    steps = [{"title": "Meet key leaders", "when": "by Friday", "who": "Demo Chief"}]
    html = sheet_html(sheet, steps=steps)
    assert "Meet key leaders" in html
    assert "by Friday · Demo Chief" in html
    assert "Done for now" not in html
    html = sheet_html(sheet, steps=steps, resting=[{"title": "Say it", "when": "Done; comes back Sunday"}])
    assert "Done for now" in html
    assert "Done; comes back Sunday" in html


def test_what_the_next_shift_needs_first_comes_first_and_steps_last(incident):
    sheet = HandOverSheet.of(incident, now=timezone.now())
    steps = [{"title": f"Demo step {n}"} for n in range(1, 12)]
    html = sheet_html(sheet, steps=steps)
    parts = (
        "Call &lt;b&gt;",
        "Family first",
        "Next update promised",
        "Facts board",
        "Dates to watch",
        ">Team<",
    )
    places = [html.index(part) for part in (*parts, "Open steps", "Demo step 8", "And 3 more on the screen.")]
    assert places == sorted(places)
    assert "Demo step 9" not in html


def test_a_label_of_two_lines_pushes_the_next_one_down(incident):
    heights = {}

    def note(text, page, line, *_font):
        heights.setdefault(text.strip(), page[3] * line[5] + page[5])

    board = FactsBoard.of(incident, for_anyone_only=True)
    content = handout_pdf(incident, board, Handout(language="es"), printed_at=timezone.now())
    PdfReader(io.BytesIO(content)).pages[0].extract_text(visitor_text=note)
    first, second, third = (heights[words] for words in ("Próxima", "actualización", "Preguntas a"))
    assert first - second > 8
    assert second - third > 8


def test_facts_for_the_team_never_reach_a_handout(incident):
    board = FactsBoard.of(incident)
    with pytest.raises(ValueError, match="do not belong on a handout"):
        handout_html(incident, board, Handout(), printed_at=timezone.now())


def test_what_cannot_be_said_says_why_and_until_when(incident):
    FactFactory(
        incident=incident,
        standing=Standing.CANNOT_BE_SAID,
        text="Who was in the car.",
        why="The family has not been told.",
        until_words="the family knows",
    )
    html = sheet_html(HandOverSheet.of(incident, now=timezone.now()))
    assert "<strong>Why:</strong> The family has not been told. <strong>Until:</strong>" in html
    assert "the family knows" in html
