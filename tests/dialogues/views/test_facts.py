"""The facts board and its handout, as people use them."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from dialogues.choices import Seat
from dialogues.choices.incidents import Reach, Standing
from tests.dialogues.views.conftest import questions, signed_in, typed
from tests.factories.dialogues import DialogueFactory, IncidentFactory, seated
from tests.factories.incidents import FactFactory, TeamMemberFactory, liaison_of

pytestmark = pytest.mark.django_db
VALUES = {"standing": Standing.KNOWN, "text": "The street is open again.", "reach": Reach.ANYONE}


def address(name, *args):
    return reverse(f"dialogues:{name}", args=args)


@pytest.fixture
def incident():
    return IncidentFactory()


@pytest.fixture
def browser(incident):
    return signed_in(liaison_of(incident))


def sent(browser, where, **values):
    return browser.post(where, typed(browser.get(where), **values))


def words(page):
    return " ".join(page.content.decode().split())


def paper(answer):
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    return reader, " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_a_line_stands_on_the_board_with_its_time(incident, browser):
    sent(browser, address("fact-write", incident.pk), **VALUES)
    page = words(browser.get(address("incident-facts", incident.pk)))
    assert VALUES["text"] in page
    assert "As of <time" in page
    assert "For anyone" in page


def test_markup_stays_text_and_too_long_is_refused_with_all_that_was_typed(incident, browser):
    where = address("fact-write", incident.pk)
    sent(browser, where, **VALUES | {"text": "<script>alert(1)</script>"})
    assert "<script>alert" not in words(browser.get(address("incident-facts", incident.pk)))
    long = "x" * 2001
    page = sent(browser, where, **VALUES | {"text": long})
    assert page.context["form"].errors["text"] == ["Use at most 2000 characters; this has 2001."]
    assert page.context["form"]["text"].value() == long


def test_what_cannot_be_said_asks_beside_the_fields(incident, browser):
    page = sent(
        browser,
        address("fact-write", incident.pk),
        standing=Standing.CANNOT_BE_SAID,
        text="A name.",
        reach="team",
    )
    errors = page.context["form"].errors
    assert errors["why"] == ["Say why. Without a reason, people fill the gap themselves."]
    assert errors["until_words"] == ["Give a date or words: until when can it not be said?"]


def test_names_are_warned_of_and_a_person_decides(incident, browser):
    TeamMemberFactory(incident=incident, name="Demona Quill")
    where = address("fact-write", incident.pk)
    page = sent(browser, where, **VALUES | {"text": "Officer Lopez and Quill were there."})
    assert "seems to hold" in page.context["form"].errors["text"][0]
    assert not incident.facts.exists()
    sent(browser, where, **VALUES | {"text": "Officer Lopez was there."}, is_checked="on")
    assert incident.facts.exists()


def test_a_change_keeps_the_old_line_in_the_history(incident, browser):
    fact = FactFactory(incident=incident, text="Whether anyone is hurt (demo).", standing=Standing.NOT_KNOWN)
    sent(browser, address("fact-replace", incident.pk, fact.pk), **VALUES)
    board = words(browser.get(address("incident-facts", incident.pk)))
    history = words(browser.get(address("fact-history", incident.pk)))
    assert fact.text not in board
    assert fact.text in history
    assert "replaced" in history


def test_the_second_of_two_people_keeps_what_they_typed(incident, browser):
    fact = FactFactory(incident=incident)
    where = address("fact-replace", incident.pk, fact.pk)
    first, second = typed(browser.get(where)), typed(browser.get(where))
    browser.post(where, first | {"text": "Theirs"})
    page = browser.post(where, second | {"text": "Mine"})
    assert page.context["form"].errors["text"][0].startswith("Someone replaced or withdrew this line")
    assert page.context["form"]["text"].value() == "Mine"


def test_withdrawn_with_a_reason(incident, browser):
    fact = FactFactory(incident=incident)
    where = address("fact-withdraw", incident.pk, fact.pk)
    assert "Write why. It stays in the history." in words(browser.post(where, {"reason": ""}))
    page = browser.post(where, {"reason": "Said too early"}, follow=True)
    assert fact.text not in words(page)
    assert "Said too early" in words(browser.get(address("fact-history", incident.pk)))


def test_a_fact_of_another_incident_does_not_exist_here(incident, browser):
    other = FactFactory()
    assert browser.get(address("fact-replace", incident.pk, other.pk)).status_code == 404


def test_a_seat_reads_only_what_anyone_may_and_not_who_wrote_it(incident):
    FactFactory(incident=incident, reach=Reach.TEAM, text="Kept inside (demo).")
    told = FactFactory(incident=incident, text="Told to all (demo).", written_by__full_name="Demo Writer")
    browser = signed_in(seated(DialogueFactory(agency=incident.agency, incident=incident), Seat.DESIGNER))
    page = words(browser.get(address("incident-facts", incident.pk)))
    assert told.text in page
    assert "Kept inside" not in page
    assert "Demo Writer" not in page
    assert browser.get(address("fact-handout-pdf", incident.pk)).status_code == 403


def test_the_board_costs_the_same_for_three_as_for_one(incident, browser):
    FactFactory(incident=incident)
    before = questions(browser, address("incident-facts", incident.pk))
    FactFactory(incident=incident)
    FactFactory(incident=incident, standing=Standing.CHECKING)
    assert questions(browser, address("incident-facts", incident.pk)) == before


# --- handout ------------------------------------------------------------------------------------------------


def test_the_page_shows_exactly_what_goes_on_paper(incident, browser):
    FactFactory(incident=incident, reach=Reach.TEAM, text="Kept inside (demo).")
    told = FactFactory(incident=incident, text="Told to all (demo).")
    before = words(browser.get(address("fact-handout", incident.pk)))
    assert told.text in before
    assert "Kept inside" not in before
    assert "One line is for the team only and stays off the paper." in before
    ahead = (timezone.localdate() + timedelta(days=1)).isoformat()
    asked = {"language": "en", "paper": "letter", "contact": "Demo Office, 555-0100"}
    answer = browser.get(
        address("fact-handout-pdf", incident.pk), asked | {"next_day": ahead, "next_clock": "16:00"}
    )
    reader, text = paper(answer)
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == f"What we know · {incident.agency.name}"
    for part in (told.text, "As of", "4:00 pm", "Demo Office, 555-0100", "What we know"):
        assert part in text
    assert "Kept inside" not in text


def test_spanish_headings_leave_the_facts_as_written(incident, browser):
    told = FactFactory(incident=incident)
    asked = {"language": "es", "paper": "a4", "contact": "Demo Office"}
    reader, text = paper(browser.get(address("fact-handout-pdf", incident.pk), asked))
    assert reader.trailer["/Root"]["/Lang"] == "es"
    assert told.text in text


@pytest.mark.parametrize(
    "asked",
    [{}, {"language": "xx", "paper": "letter", "contact": "Demo"}, {"language": "en", "paper": "letter"}],
)
def test_what_is_missing_is_said_instead_of_printed(incident, browser, asked):
    FactFactory(incident=incident)
    answer = browser.get(address("fact-handout-pdf", incident.pk), asked)
    assert answer["Content-Type"].startswith("text/html")
    assert answer.context["form"].errors


def test_without_a_line_for_anyone_there_is_no_paper(incident, browser):
    FactFactory(incident=incident, reach=Reach.TEAM)
    page = words(browser.get(address("fact-handout", incident.pk)))
    assert "No line is for anyone yet" in page
