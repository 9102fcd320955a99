import re
import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogues.choices import Seat
from dialogues.models import Session
from dialogues.schedules import LetterKind
from records.models import Message
from tests.dialogues.views.conftest import questions, signed_in, typed
from tests.factories.dialogues import HeldSessionFactory, SessionFactory, seated
from tests.factories.participants import InvitationFactory

pytestmark = pytest.mark.django_db
CHANGING = ["session-change", "session-reschedule", "session-cancel"]


def address(name, *args):
    return reverse(f"dialogues:{name}", args=args)


def scheduling(**values):
    return {
        "form_key": str(uuid.uuid4()),
        "title": "First evening (demo)",
        "day": "2030-12-10",
        "clock": "18:00",
        "ends": "20:00",
        "time_zone": "America/Chicago",
        **values,
    }


@pytest.fixture
def session(dialogue):
    return SessionFactory(dialogue=dialogue)


def test_strangers_get_404(session, stranger):
    key = session.dialogue_id
    pages = [address("session-list", key), address("session-schedule", key)]
    pages += [address(name, key, session.pk) for name in [*CHANGING, "session-show", "session-calendar"]]
    assert {stranger.get(page).status_code for page in pages} == {404}
    assert stranger.post(address("session-hold", key, session.pk)).status_code == 404


def test_a_session_of_another_dialogue_is_404(dialogue, liaison):
    assert liaison.get(address("session-show", dialogue.pk, SessionFactory().pk)).status_code == 404


def test_members_without_the_right_are_told_why(session, designer):
    key = session.dialogue_id
    assert designer.get(address("session-schedule", key)).status_code == 403
    for name in [*CHANGING, "session-hold"]:
        page = designer.post(address(name, key, session.pk))
        assert page.status_code == 403
        assert "Only the liaison schedules, moves or cancels a session." in page.content.decode()


def test_schedule_on_the_clocks_of_the_venue(dialogue, liaison):
    sent = scheduling(capacity="40", languages=["en", "es"], venue="Demo Library")
    done = liaison.post(address("session-schedule", dialogue.pk), sent)
    session = Session.objects.get()
    assert done.url == address("session-show", dialogue.pk, session.pk)
    assert (session.starts_at.isoformat(), session.minutes) == ("2030-12-11T00:00:00+00:00", 120)
    assert (session.capacity, session.languages) == (40, ["en", "es"])


def test_schedule_sent_twice_schedules_one(dialogue, liaison):
    sent = scheduling()
    first, again = (liaison.post(address("session-schedule", dialogue.pk), sent) for _ in range(2))
    assert (first.url, Session.objects.count()) == (again.url, 1)


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"day": "2031-03-09", "clock": "02:30", "ends": "04:00"}, "clock", "does not exist"),
        ({"day": "2030-11-03", "clock": "01:30", "ends": "04:00"}, "occurrence", "happens twice"),
        ({"day": "2020-11-04"}, "day", "This time has passed."),
        ({"ends": "17:00"}, "ends", "not after the start"),
        ({"ends": "17:00"}, "ends", "ends on the next day"),
        ({"ends": "18:05"}, "ends", "between 10 minutes and 24 hours"),
        ({"ends": "18:05", "ends_next_day": "on"}, "ends", "between 10 minutes and 24 hours"),
        ({"was_held": "on"}, "was_held", "has not ended yet"),
        ({"title": "🕊" * 300}, "title", "this has 300"),
        ({"capacity": "0"}, "capacity", "at least one seat"),
        ({"capacity": "many"}, "capacity", "whole number"),
        ({"languages": ["klingon"]}, "languages", "Choose from the list."),
        ({"clock": "6 in the evening"}, "clock", "6:00 pm or 18:00"),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "Choose one"),
    ],
)
def test_schedule_says_beside_the_field_what_to_mend(values, field, words, dialogue, liaison):
    page = liaison.post(address("session-schedule", dialogue.pk), scheduling(venue="Kept hall", **values))
    assert words in page.context["form"].errors[field][0]
    assert "Kept hall" in page.content.decode()
    assert not Session.objects.exists()


def test_schedule_asks_which_of_two_and_takes_the_answer(dialogue, liaison):
    sent = scheduling(day="2030-11-03", clock="01:30", ends="04:00")
    page = liaison.post(address("session-schedule", dialogue.pk), sent).content.decode()
    assert "The first: Sun 3 Nov 2030, 1:30 am CDT" in page
    assert "The second, after clocks went back: Sun 3 Nov 2030, 1:30 am CST" in page
    liaison.post(address("session-schedule", dialogue.pk), sent | {"occurrence": "second"})
    assert Session.objects.get().starts_at.isoformat() == "2030-11-03T07:30:00+00:00"


@pytest.mark.parametrize("clock", ["6:00 pm", "6 PM", "18:00", "6:00 p.m."])
def test_schedule_reads_times_as_people_write_them(clock, dialogue, liaison):
    liaison.post(address("session-schedule", dialogue.pk), scheduling(clock=clock, day="12/10/2030"))
    assert Session.objects.get().starts_at.isoformat() == "2030-12-11T00:00:00+00:00"


def test_schedule_a_session_already_held(dialogue, liaison):
    liaison.post(address("session-schedule", dialogue.pk), scheduling(day="2025-12-10", was_held="on"))
    assert Session.objects.get().status == "held"


def test_schedule_fills_in_what_the_last_session_had(session, liaison):
    form = liaison.get(address("session-schedule", session.dialogue_id)).context["form"]
    assert (form["venue"].value(), form["title"].value()) == ("Demo Library", None)


def test_list_has_what_comes_first_and_what_was_below(dialogue, liaison):
    far = SessionFactory(dialogue=dialogue, starts_at=timezone.now() + timedelta(days=60))
    near, held = SessionFactory(dialogue=dialogue), HeldSessionFactory(dialogue=dialogue)
    page = liaison.get(address("session-list", dialogue.pk)).context["page"]
    assert (page.upcoming, page.past) == ((near, far), (held,))


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_as_often_for_three_as_for_one(count, dialogue, liaison):
    SessionFactory.create_batch(count, dialogue=dialogue)
    HeldSessionFactory.create_batch(count, dialogue=dialogue)
    assert questions(liaison, address("session-list", dialogue.pk)) == 8


def test_page_counts_people_and_names_nobody(session, neutral):
    page = neutral.get(address("session-show", session.dialogue_id, session.pk))
    assert "Nobody has been invited yet." in page.content.decode()
    assert "Only the liaison and the facilitator see who takes part." in page.content.decode()


def test_change_details_and_tell_nobody(session, liaison):
    where = address("session-change", session.dialogue_id, session.pk)
    done = liaison.post(where, typed(liaison.get(where), title="New title", languages=["es"]))
    session.refresh_from_db()
    assert (done.status_code, session.title, session.languages, session.schedule_version) == (
        302,
        "New title",
        ["es"],
        1,
    )


def test_two_people_changing_the_second_is_told(session, liaison):
    where = address("session-change", session.dialogue_id, session.pk)
    page = liaison.get(where)
    liaison.post(where, typed(page, arrival="Front door"))
    told = liaison.post(where, typed(page, arrival="Side door"))
    assert told.status_code == 409
    assert [(one.yours, one.theirs) for one in told.context["differences"]] == [("Side door", "Front door")]


def test_move_with_nobody_to_tell_needs_one_page(session, liaison):
    where = address("session-reschedule", session.dialogue_id, session.pk)
    page = liaison.post(where, typed(liaison.get(where), day="2030-12-10", venue="Demo Church"), follow=True)
    assert "Nobody had to be told. Dates of open steps that count from it move" in page.content.decode()
    session.refresh_from_db()
    assert (session.local_start.date().isoformat(), session.venue) == ("2030-12-10", "Demo Church")
    assert (session.version, session.schedule_version) == (2, 2)


def test_an_evening_may_end_past_midnight_and_is_shown_and_moved_as_it_is(dialogue, liaison):
    late = scheduling(clock="22:00", ends="01:00", ends_next_day="on")
    liaison.post(address("session-schedule", dialogue.pk), late)
    session = dialogue.sessions.get()
    assert session.minutes == 180
    page = liaison.get(address("session-show", dialogue.pk, session.pk)).content.decode()
    assert "Tue 10 Dec 2030, 10:00 pm CST – Wed 11 Dec 2030, 1:00 am CST" in page
    where = address("session-reschedule", dialogue.pk, session.pk)
    shown = liaison.get(where)
    assert shown.context["form"]["ends_next_day"].value() is True
    liaison.post(where, typed(shown, day="2030-12-12"))
    session.refresh_from_db()
    assert (session.local_start.date().isoformat(), session.minutes) == ("2030-12-12", 180)


def test_a_late_evening_moves_also_when_people_are_told(session, liaison):
    InvitationFactory(session=session)
    where = address("session-reschedule", session.dialogue_id, session.pk)
    late = typed(liaison.get(where), day="2030-12-12", clock="22:00", ends="01:30", ends_next_day="on")
    asked = liaison.post(where, late)
    form = asked.content.decode().split('class="confirm"')[1]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    liaison.post(where, {name: unescape(value) for name, value in hidden.items()})
    session.refresh_from_db()
    assert session.minutes == 210


@pytest.mark.parametrize(
    ("values", "field"), [({}, "day"), ({"day": "2020-01-01"}, "day"), ({"ends": "00:00"}, "ends")]
)
def test_move_says_beside_the_field_what_to_mend(values, field, session, liaison):
    where = address("session-reschedule", session.dialogue_id, session.pk)
    page = liaison.post(where, typed(liaison.get(where), **values))
    assert page.context["form"].errors[field]
    session.refresh_from_db()
    assert session.version == 1


def test_move_after_someone_else_moved_it_shows_both(session, liaison):
    where = address("session-reschedule", session.dialogue_id, session.pk)
    page = liaison.get(where)
    liaison.post(where, typed(page, day="2030-12-10"))
    told = liaison.post(where, typed(page, day="2030-12-11"))
    assert told.status_code == 409
    assert [(one.yours, one.theirs) for one in told.context["differences"]] == [
        ("Wed 11 Dec 2030", "Tue 10 Dec 2030")
    ]


def test_cancel_needs_a_reason(session, liaison):
    where = address("session-cancel", session.dialogue_id, session.pk)
    page = liaison.post(where, {"reason": " "})
    assert "lose their dates, until another session has one" in page.content.decode()
    assert page.context["form"].errors["reason"] == ["Write the reason. It stays in the record."]
    liaison.post(where, {"reason": "Storm"})
    assert "Storm" in liaison.get(address("session-show", session.dialogue_id, session.pk)).content.decode()


def test_hold_refused_before_the_start(session, liaison):
    page = liaison.post(address("session-hold", session.dialogue_id, session.pk))
    assert page.status_code == 409
    assert "This session has not begun yet." in page.content.decode()


def test_hold_is_offered_once_it_has_begun(dialogue, liaison):
    session = SessionFactory(dialogue=dialogue, starts_at=timezone.now() - timedelta(hours=3))
    where = address("session-show", dialogue.pk, session.pk)
    assert address("session-hold", dialogue.pk, session.pk) in liaison.get(where).content.decode()
    liaison.post(address("session-hold", dialogue.pk, session.pk))
    session.refresh_from_db()
    assert session.status == "held"


def test_calendar_file_holds_the_session(session, neutral):
    answer = neutral.get(address("session-calendar", session.dialogue_id, session.pk))
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "DTSTART;TZID=America/Chicago" in text
    assert "METHOD:PUBLISH" in text
    assert "ATTENDEE" not in text


def test_calendar_file_of_a_cancelled_session_takes_it_away(session, liaison):
    liaison.post(address("session-cancel", session.dialogue_id, session.pk), {"reason": "Storm"})
    text = liaison.get(address("session-calendar", session.dialogue_id, session.pk)).content.decode()
    assert "METHOD:CANCEL" in text
    assert "SEQUENCE:2" in text


def test_everything_works_for_every_seat_that_may_look(session):
    for seat in Seat:
        browser = signed_in(seated(session.dialogue, seat))
        for page in (
            address("session-list", session.dialogue_id),
            address("session-show", session.dialogue_id, session.pk),
        ):
            assert browser.get(page).status_code == 200


def test_move_shows_the_letter_and_asks_before_anything_is_sent(session, liaison):
    invitation = InvitationFactory(session=session)
    where = address("session-reschedule", session.dialogue_id, session.pk)
    sent = typed(liaison.get(where), day="2030-12-10")
    page = liaison.post(where, sent).content.decode()
    assert "One person gets a letter that the session moved" in page
    assert "Tue 10 Dec 2030" in page
    assert invitation.participant.email in page
    assert (Session.objects.get().version, Message.objects.count()) == (1, 0)
    liaison.post(where, sent | {"letters": "1"})
    assert (Session.objects.get().version, Message.objects.get().kind) == (2, LetterKind.MOVED)


def test_move_asks_again_when_more_people_are_to_be_told(session, liaison):
    InvitationFactory.create_batch(2, session=session)
    where = address("session-reschedule", session.dialogue_id, session.pk)
    page = liaison.post(where, typed(liaison.get(where), day="2030-12-10", letters="1")).content.decode()
    assert "The number of people changed while you were reading." in page
    assert Session.objects.get().version == 1


def test_move_can_go_back_to_the_form_with_everything_typed(session, liaison):
    InvitationFactory(session=session)
    where = address("session-reschedule", session.dialogue_id, session.pk)
    page = liaison.post(where, typed(liaison.get(where), venue="Demo Church", back="yes"))
    assert page.context["form"]["venue"].value() == "Demo Church"
    assert Session.objects.get().venue == "Demo Library"


def test_cancel_tells_how_many_letters_and_sends_them(session, liaison):
    InvitationFactory.create_batch(3, session=session)
    where = address("session-cancel", session.dialogue_id, session.pk)
    assert "Cancel the session and send 3 letters" in liaison.get(where).content.decode()
    liaison.post(where, {"reason": "Storm"})
    assert list(Message.objects.values_list("kind", flat=True)) == [LetterKind.CANCELLED] * 3


def test_what_is_there_does_not_stand_under_what_is_missing_and_each_link_leads_to_its_field():
    session = SessionFactory(venue="Demo Library", address="", languages=["en"])
    browser = signed_in(seated(session.dialogue))
    page = browser.get(
        reverse("dialogues:session-show", args=[session.dialogue_id, session.pk])
    ).content.decode()
    checks = page.partition("Missing before it can be held")[2].partition("</section>")[0]
    missing, _heading, there = checks.partition("There already")
    assert "Languages in the room" in there
    assert "Languages in the room" not in missing
    (link,) = re.findall(r'href="([^"#]+)#id_address">Add the address', missing)
    assert 'id="id_address"' in browser.get(link).content.decode()
    for link, field in re.findall(r'href="([^"#]+)#(id_[a-z]+)">Add it', missing):
        assert f'"{field}"' in browser.get(link).content.decode()
