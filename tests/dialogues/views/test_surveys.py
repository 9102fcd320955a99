from datetime import timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.choices import Seat
from dialogues.models import SurveyResponse
from dialogues.views.surveys import COOKIE
from tests.dialogues.views.conftest import questions, signed_in, without_tokens
from tests.factories.dialogues import HeldSessionFactory, seated
from tests.factories.surveys import SurveyResponseFactory, answered, ticket_for

pytestmark = pytest.mark.django_db
SHEET = reverse("dialogues:survey-answer")


@pytest.fixture
def session(dialogue):
    return HeldSessionFactory(dialogue=dialogue)


@pytest.fixture
def resident(session):
    """Someone who opened the link of their letter."""
    ticket_for(session, token="a-secret-token")
    browser = Client()
    browser.get(reverse("dialogues:survey-open", args=["a-secret-token"]))
    return browser


def results_of(session):
    return reverse("dialogues:survey-results", args=[session.dialogue_id, session.pk])


def test_the_secret_leaves_the_address_at_the_first_hop(session):
    ticket = ticket_for(session, token="a-secret-token")
    hop = Client().get(reverse("dialogues:survey-open", args=["a-secret-token"]))
    assert (hop.status_code, hop.url) == (302, SHEET)
    assert hop["Referrer-Policy"] == "no-referrer"
    cookie = hop.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "a-secret-token" not in cookie.value
    ticket.refresh_from_db()
    assert not ticket.is_used


@pytest.mark.parametrize(("asked", "shown"), [("es", "es"), ("xx", "en"), ("", "en")])
def test_the_sheet_is_in_the_language_of_the_letter(session, asked, shown):
    ticket_for(session, token="a-secret-token")
    link = reverse("dialogues:survey-open", args=["a-secret-token"])
    page = Client().get(link, {"in": asked}, follow=True)
    assert f'lang="{shown}"' in page.content.decode()


def test_the_sheet_says_who_sees_it_and_names_nobody(session, resident):
    text = resident.get(SHEET).content.decode()
    assert "Nobody can tell which sheet is yours" in text
    assert session.title in text
    assert "a-secret-token" not in text


def test_an_answer_counts_once_and_is_thanked_for_twice(session, resident):
    for _turn in range(2):
        sent = resident.post(SHEET, {"item_heard": "4", "comment": "Fine"}, follow=True)
        assert "Your answers are in" in sent.content.decode()
    sheet = SurveyResponse.objects.get()
    assert (sheet.answers, sheet.session) == ({"heard": 4}, session)
    assert sheet.received_on == timezone.localdate(timezone=session.zone)


def test_an_empty_sheet_does_not_use_up_the_link(resident):
    page = resident.post(SHEET, {"side": "", "comment": "  "})
    assert "Nothing is filled in yet." in page.content.decode()
    assert not SurveyResponse.objects.exists()


def test_a_used_link_opens_only_thanks(session, resident):
    resident.post(SHEET, {"item_heard": "1"})
    other = Client()
    page = other.get(reverse("dialogues:survey-open", args=["a-secret-token"]), follow=True)
    assert "Your answers are in" in page.content.decode()


def test_wrong_answers_are_told_and_the_rest_stays(resident):
    page = resident.post(SHEET, {"item_heard": "9", "item_safe": "2", "comment": "C" * 2001})
    text = page.content.decode()
    assert page.status_code == 200
    assert "C" * 2001 in text
    assert page.context["form"]["item_safe"].value() == "2"
    assert not SurveyResponse.objects.exists()


@pytest.mark.parametrize("cookie", ["", "1", "forged:xyz:abc"])
def test_without_a_right_ticket_there_is_no_sheet(cookie):
    browser = Client()
    browser.cookies[COOKIE] = cookie
    for page in (browser.get(SHEET), browser.post(SHEET, {"item_heard": "4"})):
        assert page.status_code == 404
        assert "This link opens nothing" in page.content.decode()
    assert browser.get(reverse("dialogues:survey-open", args=["wrong"])).status_code == 404


def test_a_ticket_is_good_for_an_evening_then_the_letter_is_opened_again(resident, time_machine):
    assert resident.get(SHEET).status_code == 200
    time_machine.move_to(timezone.now() + timedelta(hours=4, seconds=1))
    assert resident.get(SHEET).status_code == 404


def test_thanks_lead_to_the_public_promises(session, resident):
    session.dialogue.commitments_published_at = timezone.now()
    session.dialogue.commitments_published_by = seated(session.dialogue)
    session.dialogue.save()
    sent = resident.post(SHEET, {"item_heard": "1"}, follow=True)
    assert reverse("dialogues:commitments-public", args=[session.dialogue.public_id]) in sent.content.decode()


@pytest.mark.parametrize("seat", Seat)
def test_everyone_with_a_seat_reads_averages_and_neutrals_read_words(session, seat):
    for number in range(10):
        SurveyResponseFactory(session=session, comment=f"Thought {number}")
    text = signed_in(seated(session.dialogue, seat)).get(results_of(session)).content.decode()
    assert "10 people answered" in text
    assert ("Thought 3" in text) == (seat in {Seat.FACILITATOR, Seat.NEUTRAL})


def test_nothing_moves_on_the_page_until_five_came_together(session, liaison):
    seen = []
    for value in (1, 5, 1, 5, 1, 5, 1):
        answered(session, {"heard": value}, comment="Canary")
        seen.append(without_tokens(liaison.get(results_of(session))))
    assert [before != after for before, after in pairwise(seen)] == [False, False, False, True, False, False]
    assert "Canary" not in "".join(seen)


def test_results_are_no_strangers_business(session, stranger):
    assert stranger.get(results_of(session)).status_code == 404


@pytest.mark.parametrize("count", [5, 15])
def test_results_cost_the_same_for_few_and_for_many(session, liaison, count):
    for _turn in range(count):
        SurveyResponseFactory(session=session)
    assert questions(liaison, results_of(session)) == 7
