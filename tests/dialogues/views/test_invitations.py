import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dialogues.choices import Seat
from dialogues.models import Invitation
from records.models import AuditEvent, Message
from tests.dialogues.views.conftest import signed_in
from tests.factories.dialogues import HeldSessionFactory, SessionFactory, seated
from tests.factories.participants import InvitationFactory, ParticipantFactory, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(dialogue):
    return SessionFactory(dialogue=dialogue)


def page(name, session, *args):
    return reverse(f"dialogues:{name}", args=[session.dialogue_id, session.pk, *args])


def words_of(response):
    return " ".join(response.content.decode().split())


def people_of(session, count=1, **values):
    return ParticipantFactory.create_batch(count, dialogue=session.dialogue, **values)


def test_choose_shows_who_is_not_invited_yet(liaison, session):
    (asked,) = people_of(session, name="Asked Demo")
    people_of(session, name="Open Demo", category="youth")
    people_of(session, name="Stopped Demo", contact_stopped_at=timezone.now())
    InvitationFactory(session=session, participant=asked)
    words = words_of(liaison.get(page("session-invite", session)))
    assert "Open Demo" in words
    assert "Asked Demo" not in words
    assert "Stopped Demo" not in words
    assert "1 person asked for no more letters and is not shown." in words
    assert "Nobody in this category" in words_of(
        liaison.get(page("session-invite", session) + "?category=faith")
    )
    assert "Open Demo" in words_of(liaison.get(page("session-invite", session) + "?category=nonsense"))


def test_choose_says_what_to_do_when_there_is_nobody_or_it_is_too_late(liaison, dialogue, session):
    words = words_of(liaison.get(page("session-invite", session)))
    assert "Nobody is on the list yet" in words
    assert "Add a person" in words
    (asked,) = people_of(session)
    InvitationFactory(session=session, participant=asked)
    words = words_of(liaison.get(page("session-invite", session)))
    assert "Everyone on the list was asked" in words
    assert "Nobody is on the list yet" not in words
    held = HeldSessionFactory(dialogue=dialogue)
    assert "nobody can be invited to it any more" in words_of(liaison.get(page("session-invite", held)))


def test_preview_says_exactly_who_gets_what_in_which_language(liaison, session):
    people = [
        *people_of(session, name="Ana Demo", email="ana@demo.example", language="es"),
        *people_of(session, name="Bo Demo", email="bo@demo.example"),
        *people_of(session, name="Cy Demo", email=""),
    ]
    response = liaison.post(page("invitation-preview", session), {"people": [person.pk for person in people]})
    words = words_of(response)
    assert "1 letter in Spanish" in words
    assert "1 letter in English" in words
    assert "On paper, because there is no e-mail address" in words
    assert "Send 3 invitations" in words
    assert all(part in words for part in ("ana@demo.example", "bo@demo.example", "Hello Bo,"))
    assert "/i/…" in words
    assert not Invitation.objects.exists()
    assert not Message.objects.exists()


def test_preview_of_everyone_and_send_asks_exactly_those_shown(liaison, session):
    people_of(session, 3, category="youth")
    people_of(session, 2, category="faith")
    shown = liaison.post(page("invitation-preview", session), {"everyone": "yes", "category": "youth"})
    keys = re.search(r'name="people" value="([\d,]+)"', shown.content.decode())[1]
    assert len(keys.split(",")) == 3
    sent = liaison.post(page("invitation-send", session), {"people": keys}, follow=True)
    assert "3 invitations are on their way." in words_of(sent)
    assert set(Invitation.objects.values_list("participant__category", flat=True)) == {"youth"}
    again = liaison.post(page("invitation-send", session), {"people": keys}, follow=True)
    assert "Nothing was sent twice" in words_of(again)
    assert Invitation.objects.count() == Message.objects.count() == 3


@pytest.mark.parametrize("people", [[], ["x"], ["-1"], ["9" * 40], ["٣"], ["1,2,x"], ["999999"]])
def test_nonsense_in_the_choice_invites_nobody(people, liaison, session):
    people_of(session)
    response = liaison.post(page("invitation-preview", session), {"people": people}, follow=True)
    assert "Nobody was chosen" in words_of(response)
    assert liaison.post(page("invitation-send", session), {"people": people}).status_code == 409
    assert not Invitation.objects.exists()


def test_people_of_another_dialogue_cannot_be_invited(liaison, session):
    other = ParticipantFactory()
    assert liaison.post(page("invitation-send", session), {"people": [other.pk]}).status_code == 409
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("seat", [Seat.FACILITATOR, Seat.DESIGNER, Seat.NEUTRAL])
def test_only_the_liaison_invites(seat, dialogue, session):
    (person,) = people_of(session)
    client = signed_in(seated(dialogue, seat))
    assert client.get(page("session-invite", session)).status_code == 403
    for name in ("invitation-preview", "invitation-send"):
        assert client.post(page(name, session), {"people": [person.pk]}).status_code == 403
    invitation = InvitationFactory(session=session)
    for name in ("invitation-again", "invitation-withdraw", "invitation-letter"):
        assert client.post(page(name, session, invitation.pk), {"letters": 1}).status_code == 403
    assert not Message.objects.exists()


def test_list_shows_answers_and_filters_them(liaison, session):
    InvitationFactory(session=session, answer="yes", participant__name="Ana Demo")
    InvitationFactory(session=session, answer="no", participant__name="Bo Demo")
    InvitationFactory(session=session, withdrawn_at=timezone.now(), participant__name="Cy Demo")
    words = words_of(liaison.get(page("invitation-list", session)))
    assert "2 people invited" in words
    assert all(part in words for part in ("Ana Demo", "Coming: 1", "Not coming: 1", "Withdrawn"))
    coming = words_of(liaison.get(page("invitation-list", session) + "?answer=yes"))
    assert "Ana Demo" in coming
    assert "Bo Demo" not in coming
    assert "Nobody gave this answer." in words_of(
        liaison.get(page("invitation-list", session) + "?answer=maybe")
    )


def test_list_without_anybody_shows_which_letters_will_go_when(liaison, session):
    words = words_of(liaison.get(page("invitation-list", session)))
    assert "Nobody has been invited yet." in words
    assert "14 days before" in words
    assert "10:00 am" in words


def test_list_costs_the_same_for_one_and_three(liaison, session):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            liaison.get(page("invitation-list", session))
        return len(seen)

    InvitationFactory(session=session)
    queries()
    one = queries()
    InvitationFactory.create_batch(2, session=session)
    assert queries() == one <= 13


def test_long_lists_come_in_pages(liaison, session):
    InvitationFactory.create_batch(60, session=session)
    first = liaison.get(page("invitation-list", session)).context["page"]
    after = f"?answer=&after={first.next_after}"
    second = liaison.get(page("invitation-list", session) + after).context["page"]
    assert (len(first.rows), len(second.rows), second.next_after) == (50, 10, None)


def test_send_again_shows_the_letter_and_a_second_click_sends_nothing(liaison, session):
    invitation = InvitationFactory(session=session, participant__name="Ana Demo")
    address = page("invitation-again", session, invitation.pk)
    assert "Hello Ana," in words_of(liaison.get(address))
    assert "on its way" in words_of(liaison.post(address, {"letters": 1}, follow=True))
    assert "not sent twice" in words_of(liaison.post(address, {"letters": 1}, follow=True))
    assert Message.objects.count() == 1


def test_withdraw_says_first_whether_the_person_is_told(liaison, session):
    coming = InvitationFactory(session=session, answer="yes")
    silent = InvitationFactory(session=session)
    told = words_of(liaison.get(page("invitation-withdraw", session, coming.pk)))
    assert "they get one letter" in told
    untold = words_of(liaison.get(page("invitation-withdraw", session, silent.pk)))
    assert "Convene does not write to them" in untold
    liaison.post(page("invitation-withdraw", session, silent.pk))
    silent.refresh_from_db()
    assert silent.withdrawn_at is not None


def test_letter_on_paper_shows_its_link_only_after_the_button_and_in_the_record(liaison, session):
    invitation = InvitationFactory(session=session, participant__email="", participant__language="es")
    address = page("invitation-letter", session, invitation.pk)
    assert token_of(invitation) not in liaison.get(address).content.decode()
    assert not AuditEvent.objects.filter(kind="export_made").exists()
    shown = liaison.post(address)
    assert token_of(invitation) in shown.content.decode()
    assert 'lang="es"' in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store, private"
    assert AuditEvent.objects.filter(kind="export_made").count() == 1


def test_links_of_letters_never_follow_the_host_of_a_request(liaison, session, settings):
    settings.ALLOWED_HOSTS = ["*"]
    (person,) = people_of(session)
    for forged in ({"HTTP_HOST": "evil.example"}, {"HTTP_X_FORWARDED_HOST": "evil.example"}):
        shown = liaison.post(page("invitation-preview", session), {"people": [person.pk]}, **forged)
        assert "evil.example" not in re.sub(r"<a [^>]*>", "", shown.content.decode())
        assert f"{settings.PUBLIC_ORIGIN}/i/…" in words_of(shown)
