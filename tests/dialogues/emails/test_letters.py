"""All letters at once: words, discretion, languages, links, headers, hostile names."""

import re
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogues import emails
from dialogues.models import Invitation
from records import smtp
from tests.factories.dialogues import SessionFactory
from tests.factories.participants import InvitationFactory, token_of

pytestmark = pytest.mark.django_db
ORIGIN = "http://127.0.0.1:8000"
SURVEY = f"{ORIGIN}/s/ticket/"
TELLING = ["police", "sheriff", "doj", "department", "officer", "traffic", "listening", "victim"]


@pytest.fixture
def invitation(settings):
    settings.PUBLIC_ORIGIN = ORIGIN
    session = SessionFactory(
        dialogue__agency__name="Demo Police Department",
        dialogue__agency__public_contact="Demo Liaison Office, 555-0100",
        dialogue__title="Traffic stops and victims (demo)",
        dialogue__purpose="Neighbors and officers hear each other.",
        title="Listening session with the sheriff",
        starts_at=datetime(2026, 12, 9, 0, 0, tzinfo=UTC),
        arrival="Side door on Elm Street",
        access="Childcare",
    )
    return InvitationFactory(session=session, participant__name="Ana Demo", answer="yes")


def every_letter(invitation):
    session, person = invitation.session, invitation.participant
    yield "invitation", emails.invitation(invitation)
    for answer in ("yes", "maybe", "no"):
        invitation.answer = answer
        yield f"confirmation {answer}", emails.confirmation(invitation, had_entry=True)
        yield f"reminder {answer}", emails.session_reminder(invitation)
        yield f"moved {answer}", emails.session_moved(invitation)
        yield f"cancelled {answer}", emails.session_cancelled(invitation)
    yield "withdrawn", emails.invitation_withdrawn(invitation)
    yield "thanks", emails.session_thanks(session, person, invitation, survey_address=SURVEY)


def test_subjects_and_calendars_tell_nothing(invitation):
    for name, letter in every_letter(invitation):
        told = letter.subject.lower()
        for attachment in letter.attachments:
            told += attachment.name + attachment.content.decode().lower()
        assert not [word for word in TELLING if word in told], name
        assert letter.from_name == ""


def test_every_letter_tells_weekday_and_zone(invitation):
    for name, letter in every_letter(invitation):
        assert "Tue 8 Dec 2026" in letter.text + letter.subject, name
        if not name.startswith("thanks"):
            assert "CST" in letter.text, name


def test_links_are_ours_and_only_those_of_this_person(invitation, rf):
    for name, letter in every_letter(invitation):
        links = re.findall(r"https?://\S+", letter.text)
        assert all(link.startswith(f"{ORIGIN}/") for link in links), name
        hrefs = re.findall(r'href="([^"]+)"', letter.html)
        assert set(hrefs) == set(links), name
        assert "<img" not in letter.html
        assert "src=" not in letter.html
    assert token_of(invitation) in emails.invitation(invitation).text


def test_optional_letters_have_a_one_click_way_out_and_essential_ones_do_not(invitation):
    for name, letter in every_letter(invitation):
        is_optional = name.startswith(("invitation", "reminder", "thanks"))
        assert (letter.headers.get("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click") == is_optional
        assert ("List-Unsubscribe" in letter.headers) == is_optional, name
        assert f"{ORIGIN}/stop/" in letter.text, name


def test_words_differ_by_what_was_answered(invitation):
    words = {}
    for answer in ("yes", "maybe", "none"):
        invitation.answer = answer
        letter = emails.session_reminder(invitation)
        words[answer] = (letter.subject, letter.text)
    assert "you are coming" in words["yes"][1]
    assert "not sure yet" in words["maybe"][1]
    assert "have not heard from you" in words["none"][1]
    assert words["yes"][0].startswith("Reminder")
    assert words["none"][0].startswith("Can you come")


def test_calendar_comes_only_to_those_who_answered_and_is_taken_away_again(invitation):
    def method(letter):
        found = [icalendar.Calendar.from_ical(file.content) for file in letter.attachments]
        return str(found[0]["method"]) if found else ""

    assert method(emails.invitation(invitation)) == ""
    assert method(emails.confirmation(invitation, had_entry=False)) == "REQUEST"
    assert method(emails.session_moved(invitation)) == "REQUEST"
    assert method(emails.session_cancelled(invitation)) == "CANCEL"
    invitation.answer = "none"
    assert method(emails.session_moved(invitation)) == method(emails.session_cancelled(invitation)) == ""
    invitation.answer = "no"
    assert method(emails.confirmation(invitation, had_entry=False)) == ""
    assert method(emails.confirmation(invitation, had_entry=True)) == "CANCEL"


def test_calendar_has_one_neutral_entry_for_one_person(invitation):
    file = emails.confirmation(invitation, had_entry=False).attachments[0]
    assert file.media_type == "text/calendar; method=REQUEST; charset=UTF-8"
    events = list(icalendar.Calendar.from_ical(file.content).walk("VEVENT"))
    assert len(events) == 1
    event = events[0]
    assert str(event["summary"]) == "Conversation"
    assert event["sequence"] == invitation.session.schedule_version
    assert str(event["attendee"]) == f"mailto:{invitation.participant.email}"
    assert event["dtstart"].dt == invitation.session.starts_at
    assert event["dtstart"].params["TZID"] == "America/Chicago"
    uid = str(event["uid"])
    invitation.session.schedule_version += 1
    later = icalendar.Calendar.from_ical(emails.session_moved(invitation).attachments[0].content)
    assert str(later.walk("VEVENT")[0]["uid"]) == uid


def test_an_address_that_calendars_do_not_know_gets_the_letter_without_a_file(invitation):
    invitation.participant.email = '"a b"@demo.example'
    assert emails.confirmation(invitation, had_entry=False).attachments == ()


def test_paper_has_the_link_and_nothing_about_stopping(invitation):
    text = emails.invitation(invitation, on_paper=True).text
    assert token_of(invitation) in text
    assert "/stop/" not in text
    assert "You get this letter" not in text


def test_a_preview_shows_dots_where_the_link_will_be(invitation):
    preview = emails.invitation(Invitation(session=invitation.session, participant=invitation.participant))
    assert f"{ORIGIN}/i/…" in preview.text
    assert token_of(invitation) not in preview.text


def test_greeting_follows_the_wish(invitation):
    person = invitation.participant
    for naming, alias, greeting in [
        ("first_name", "", "Hello Ana,"),
        ("named", "", "Hello Ana Demo,"),
        ("alias", "Mo", "Hello Mo,"),
        ("number", "", "Hello,"),
    ]:
        person.naming, person.alias = naming, alias
        assert emails.invitation(invitation).text.startswith(greeting)


@pytest.mark.parametrize(("language", "spoken"), [("es", "es"), ("en", "en"), ("ase", "en"), ("vi", "en")])
def test_letters_are_spanish_for_those_who_asked_for_it(invitation, language, spoken):
    invitation.participant.language = language
    assert emails.letter_language(invitation.participant) == spoken
    assert f'lang="{spoken}"' in emails.invitation(invitation).html
    assert ("dic 2026" in emails.invitation(invitation).text) == (spoken == "es")


HOSTILE = [
    "{{ settings.SECRET_KEY }}", "{0.__class__}", "%(agency)s", "{% include 'x' %}", "<b>Ana</b>",
    "Ana\r\nBcc: other@demo.example", "http://evil.example/", '"><script>alert(1)</script>',
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(invitation, words):
    session, person = invitation.session, invitation.participant
    person.name, person.naming = words, "named"
    session.title = session.venue = session.dialogue.purpose = words
    for name, letter in every_letter(invitation):
        envelope = smtp.compose(letter, "key")
        assert envelope.to == person.email
        head = envelope.content.split(b"\r\n\r\n")[0].lower()
        assert b"\r\nbcc:" not in head, name
        assert "<script" not in letter.html
        assert "<b>" not in letter.html
        assert 'href="http://evil' not in letter.html
    assert " ".join(words.split()) in " ".join(emails.invitation(invitation).text.split())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120), st.text(max_size=60))
def test_any_words_make_exactly_one_letter_to_one_person(invitation, name, place):
    invitation.participant.name, invitation.participant.naming = name, "named"
    invitation.session.title, invitation.session.venue = name, place
    invitation.answer = "yes"
    letter = emails.confirmation(invitation, had_entry=False)
    assert smtp.compose(letter, "key").to == invitation.participant.email
    events = icalendar.Calendar.from_ical(letter.attachments[0].content).walk("VEVENT")
    assert len(events) == 1


def test_dates_come_from_the_venue_not_from_the_server(invitation):
    invitation.session.time_zone = "Pacific/Honolulu"
    invitation.session.starts_at = timezone.now() + timedelta(days=3)
    with timezone.override("Asia/Tokyo"):
        assert "HST" in emails.invitation(invitation).text
