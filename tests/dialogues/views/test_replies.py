import re
import secrets
from datetime import timedelta

import icalendar
import pytest
from django.conf import settings
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues import tokens
from dialogues.access import LINK_SALT
from dialogues.models import Invitation, Participant
from records.models import AuditEvent, Message
from tests.factories.dialogues import ClosedDialogueFactory, HeldSessionFactory, SessionFactory
from tests.factories.participants import InvitationFactory, token_of

pytestmark = pytest.mark.django_db
YES = {"answer": "yes", "naming": "first_name", "alias": ""}
# Long enough that no random token on a page has one by chance.
SECRETS = ("Anselma", "Demosson", "ana@demo.example", "555-0100", "Seat near the door", "Anita")


@pytest.fixture
def invitation():
    return InvitationFactory(
        participant__name="Anselma Demosson", participant__email="ana@demo.example",
        participant__phone="555-0100", participant__access_needs="Seat near the door",
        participant__alias="Anita",
    )  # fmt: skip


def opened(invitation):
    """A browser that opened the link of the letter."""
    client = Client()
    answer = client.get(f"/i/{token_of(invitation)}/")
    assert (answer.status_code, answer.url) == (302, "/rsvp/")
    return client


def words_of(response):
    return " ".join(response.content.decode().split())


def rows():
    """Everything that an answer could change."""
    return (
        list(Invitation.objects.values()),
        list(Participant.objects.values()),
        Message.objects.count(),
        AuditEvent.objects.count(),
    )


def test_the_first_hop_takes_the_secret_out_of_the_address(invitation):
    client = Client()
    answer = client.get(f"/i/{token_of(invitation)}/")
    cookie = answer.cookies[settings.LINK_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert token_of(invitation) not in cookie.value
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_the_page_says_everything_about_the_plan_and_nothing_about_the_person(invitation):
    words = words_of(opened(invitation).get("/rsvp/"))
    session = invitation.session
    told = (
        session.title,
        session.venue,
        "CST",
        session.dialogue.purpose,
        "What is written down, and who sees it",
    )
    assert all(part in words or part == "CST" for part in told)
    assert session.dialogue.agency.name in words
    assert not [secret for secret in SECRETS if secret in words]


def test_the_page_costs_few_queries(invitation):
    client = opened(invitation)
    invitation.session.capacity = 5
    invitation.session.save()
    with CaptureQueriesContext(connection) as seen:
        client.get("/rsvp/")
    assert len(seen) <= 6


def test_answer_and_change_it(invitation):
    client = opened(invitation)
    assert client.post("/rsvp/", YES).url == "/rsvp/#said"
    assert "You said that you are coming." in words_of(client.get("/rsvp/"))
    client.post("/rsvp/", YES | {"answer": "no", "naming": "alias"})
    assert "You said that you are not coming." in words_of(client.get("/rsvp/"))
    row = Invitation.objects.get()
    assert (row.answer, row.naming) == ("no", "alias")
    assert Participant.objects.get().alias == "Anita"


def test_opening_changes_nothing_whoever_opens_and_however_often(invitation):
    client = opened(invitation)
    stop = f"/stop/{tokens.stop_token(invitation.pk, invitation.nonce)}/"
    before = rows()
    for address in (
        f"/i/{token_of(invitation)}/",
        "/rsvp/",
        "/rsvp/access/",
        "/rsvp/calendar/",
        "/rsvp/letters/",
        stop,
    ):
        for method in ("get", "head", "options"):
            for _ in range(3):
                getattr(client, method)(address)
                getattr(Client(), method)(address)
    assert rows() == before


def test_mistakes_are_told_and_the_choice_stays(invitation):
    Participant.objects.update(alias="")
    client = opened(invitation)
    words = words_of(client.post("/rsvp/", {"answer": "", "naming": "alias", "alias": ""}))
    assert "Choose yes, not sure, or no." in words
    assert "Write the name you choose." in words
    assert re.search(r'value="alias"[^>]*checked', words)
    long = words_of(client.post("/rsvp/", YES | {"alias": "A" * 300}))
    assert "Use at most 80 characters" in long
    assert Invitation.objects.get().answer == "none"


def test_a_full_session_is_told_beside_the_answer(invitation):
    invitation.session.capacity = 1
    invitation.session.save()
    InvitationFactory(session=invitation.session, answer="yes")
    client = opened(invitation)
    assert "All seats are taken now" in words_of(client.get("/rsvp/"))
    words = words_of(client.post("/rsvp/", YES | {"naming": "number"}))
    assert "All seats are taken." in words
    assert re.search(r'value="number"[^>]*checked', words)
    client.post("/rsvp/", YES | {"answer": "maybe"})
    assert Invitation.objects.get(pk=invitation.pk).answer == "maybe"


@pytest.mark.parametrize("token", ["x", "a" * 32, "../rsvp", "%00", "é", "a" * 3000])
def test_altered_links_get_a_page_that_says_so(token):
    response = Client().get(f"/i/{token}/")
    assert response.status_code == 404
    if "/" not in token:
        assert "This link opens nothing" in words_of(response)


def test_guessing_finds_nothing(invitation):
    client, real = Client(), token_of(invitation)
    for _ in range(200):
        assert client.get(f"/i/{secrets.token_urlsafe(24)}/").status_code in {404, 429}
    for place in range(0, len(real), 5):
        guess = real[:place] + ("A" if real[place] != "A" else "B") + real[place + 1 :]
        assert client.get(f"/i/{guess}/").status_code in {404, 429}
    assert client.get(f"/i/{real}/").status_code == 302


def forged_cookies(invitation):
    real = signing.dumps([invitation.pk, invitation.token_digest[:16]], salt=LINK_SALT)
    yield real[:-2] + "xx"
    yield signing.dumps([invitation.pk, invitation.token_digest[:16]], salt="another")
    yield signing.dumps([invitation.pk, "0" * 16], salt=LINK_SALT)
    yield signing.dumps([invitation.pk + 1, invitation.token_digest[:16]], salt=LINK_SALT)
    yield signing.dumps("nonsense", salt=LINK_SALT)
    yield signing.dumps([1, 2, 3], salt=LINK_SALT)
    yield "{}"
    yield ""


def test_altered_cookies_open_nothing(invitation):
    for value in forged_cookies(invitation):
        client = Client()
        client.cookies[settings.LINK_COOKIE_NAME] = value
        assert client.get("/rsvp/").status_code == 404
        assert client.post("/rsvp/", YES).status_code == 404
    assert Invitation.objects.get().answer == "none"


def test_an_old_cookie_asks_for_the_letter_and_gives_back_what_was_written(invitation, time_machine):
    client = opened(invitation)
    time_machine.move_to(timezone.now() + timedelta(minutes=61))
    response = client.post("/rsvp/access/", {"needs": "Seat near the window"})
    assert response.status_code == 404
    assert "Seat near the window" in words_of(response)
    assert "Open the link in your letter again" in words_of(client.get("/rsvp/"))


def test_each_page_keeps_the_cookie_alive(invitation, time_machine):
    client = opened(invitation)
    now = timezone.now()
    for minutes in (50, 100, 150):
        time_machine.move_to(now + timedelta(minutes=minutes))
        assert client.get("/rsvp/").status_code == 200


def test_a_link_replaced_by_a_new_one_is_dead_also_in_open_browsers(invitation):
    client = opened(invitation)
    link = tokens.new_link(tokens.INVITATION)
    Invitation.objects.update(nonce=link.nonce, token_digest=link.digest)
    assert client.get("/rsvp/").status_code == 404


CLOSED = {
    "cancelled": lambda row: set_session(row, status="cancelled"),
    "taken place": lambda row: set_session(row, starts_at=timezone.now() - timedelta(days=1)),
    "has begun": lambda row: set_session(row, starts_at=timezone.now() - timedelta(minutes=5)),
    "taken back": lambda row: Invitation.objects.update(withdrawn_at=timezone.now()),
}


def set_session(row, **values):
    type(row.session).objects.filter(pk=row.session_id).update(**values)


@pytest.mark.parametrize("reason", CLOSED)
def test_an_invitation_that_asks_nothing_any_more_says_why(reason, invitation):
    client = opened(invitation)
    CLOSED[reason](invitation)
    for method, address in (("get", "/rsvp/"), ("post", "/rsvp/"), ("get", "/rsvp/access/")):
        response = getattr(client, method)(address, YES)
        assert response.status_code == 410
        assert reason in words_of(response)
        assert not [secret for secret in SECRETS if secret in words_of(response)]
    assert Invitation.objects.get().answer == "none"


def test_held_sessions_and_closed_dialogues_are_over(invitation):
    held = InvitationFactory(session=HeldSessionFactory(starts_at=timezone.now() + timedelta(days=1)))
    closed = InvitationFactory(session=SessionFactory(dialogue=ClosedDialogueFactory()))
    assert opened(held).get("/rsvp/").status_code == 410
    assert opened(closed).get("/rsvp/").status_code == 410


def test_a_moved_session_says_so_until_answered_again(invitation):
    client = opened(invitation)
    client.post("/rsvp/", YES)
    set_session(invitation, schedule_version=2)
    assert "has changed since you were asked" in words_of(client.get("/rsvp/"))
    client.post("/rsvp/", YES)
    assert "has changed since you were asked" not in words_of(client.get("/rsvp/"))


def test_needs_are_told_apart_and_never_shown(invitation):
    client = opened(invitation)
    page = words_of(client.get("/rsvp/access/"))
    assert "Seat near the door" not in page
    noted = client.post("/rsvp/access/", {"needs": "Sign language team"}, follow=True)
    assert "It is noted" in words_of(noted)
    assert "Sign language" not in words_of(noted)
    assert Participant.objects.get().access_needs == "Sign language team"
    client.post("/rsvp/access/", {"needs": ""})
    assert Participant.objects.get().access_needs == ""
    long = words_of(client.post("/rsvp/access/", {"needs": "x" * 1001}))
    assert "x" * 1001 in long


def test_calendar_is_neutral(invitation):
    response = opened(invitation).get("/rsvp/calendar/")
    event = icalendar.Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert str(event["summary"]) == "Conversation"
    assert "attendee" not in event
    assert "conversation.ics" in response.headers["Content-Disposition"]


def test_reminders_and_letters_are_switched_apart_from_the_seat(invitation):
    client = opened(invitation)
    client.post("/rsvp/", YES)
    for field, value, sentence in [
        ("reminders", "off", "You get no reminders, but"),
        ("reminders", "on", "You get reminders, and"),
        ("letters", "off", "You get no letters about this"),
        ("letters", "on", "You get reminders, and"),
    ]:
        client.post("/rsvp/letters/", {field: value})
        assert sentence in words_of(client.get("/rsvp/"))
    assert Invitation.objects.get().answer == "yes"


def stop_address(invitation):
    return f"/stop/{tokens.stop_token(invitation.pk, invitation.nonce)}/"


def test_one_click_works_for_a_mail_program_without_cookies_or_csrf(invitation):
    mail_program = Client(enforce_csrf_checks=True)
    answer = mail_program.post(
        stop_address(invitation),
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 200
    assert Participant.objects.get().contact_stopped_at is not None
    assert Invitation.objects.get().answer == "none"


def test_the_stop_page_stops_by_its_button_and_can_be_undone(invitation):
    client = Client()
    page = words_of(client.get(stop_address(invitation)))
    assert "Stop all letters?" in page
    assert not [secret for secret in SECRETS if secret in page]
    assert "No more letters come" in words_of(client.post(stop_address(invitation), {"letters": "off"}))
    assert "Stop all letters?" in words_of(client.post(stop_address(invitation), {"letters": "on"}))
    assert Participant.objects.get().contact_stopped_at is None


def test_a_stop_link_acts_on_its_own_person_only(invitation):
    other = InvitationFactory()
    _number, proof = tokens.stop_token(other.pk, other.nonce).split("-", 1)
    for token in (
        f"{invitation.pk}-{proof}",
        f"{invitation.pk}-",
        "x",
        f"{invitation.pk}-{token_of(invitation)}",
    ):
        assert Client().post(f"/stop/{token}/").status_code == 404
    assert not Participant.objects.filter(contact_stopped_at__isnull=False).exists()
    assert Client().get(f"/i/{tokens.stop_token(other.pk, other.nonce)}/").status_code == 404


def test_pages_are_spanish_for_those_who_asked_and_follow_the_switch(invitation):
    Participant.objects.update(language="es")
    client = opened(invitation)
    assert '<html lang="es"' in client.get("/rsvp/").content.decode()
    client.post("/language/", {"language": "en", "next": "/rsvp/"})
    assert '<html lang="en"' in client.get("/rsvp/").content.decode()
    again = client.get(f"/i/{token_of(invitation)}/")
    assert settings.LANGUAGE_COOKIE_NAME not in again.cookies


def test_hostile_words_in_a_plan_stay_words(invitation):
    set_session(invitation, title="<script>alert(1)</script>", venue="{{ settings.SECRET_KEY }}")
    words = words_of(opened(invitation).get("/rsvp/"))
    assert "<script>alert" not in words
    assert "{{ settings.SECRET_KEY }}" in words


def test_answers_of_another_person_stay_closed(invitation):
    other = InvitationFactory()
    client = opened(invitation)
    client.post("/rsvp/", YES | {"invitation": other.pk, "pk": other.pk, "participant": other.participant_id})
    other.refresh_from_db()
    assert other.answer == "none"
