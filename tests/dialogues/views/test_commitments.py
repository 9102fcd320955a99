import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogues.choices import Seat
from dialogues.models import Commitment
from dialogues.services import commitments
from tests.dialogues.views.conftest import questions, signed_in, typed
from tests.factories.accounts import MembershipFactory
from tests.factories.commitments import (
    CommitmentFactory,
    FollowUpFactory,
    PublicDialogueFactory,
    ReportFactory,
)
from tests.factories.dialogues import HeldSessionFactory, seated
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"dialogues:{name}", args=args)


def making(**values):
    today = timezone.localdate()
    return {
        "form_key": str(uuid.uuid4()),
        "text": "Say the reason for a stop, aloud.",
        "owner": "Deputy Chief, Patrol",
        "measure": "Audit of 20 stops",
        "made_on": (today - timedelta(days=1)).isoformat(),
        "due_on": (today + timedelta(days=60)).isoformat(),
        **values,
    }


@pytest.fixture
def commitment(dialogue):
    return CommitmentFactory(dialogue=dialogue, text="Hold open hours")


def one(name, commitment):
    return address(name, commitment.dialogue_id, commitment.pk)


def test_make_and_another(dialogue, liaison):
    session = HeldSessionFactory(dialogue=dialogue)
    page = address("commitment-make", dialogue.pk)
    assert f'value="{session.pk}" selected' in liaison.get(f"{page}?session={session.pk}").content.decode()
    sent = liaison.post(page, making(session=session.pk, another="yes"))
    made = Commitment.objects.get()
    assert (sent.url, made.session, made.is_public) == (page, session, False)
    assert liaison.post(page, making(is_public="on")).url != page


def test_wrong_dates_are_told_and_nothing_typed_is_lost(dialogue, liaison):
    page = liaison.post(address("commitment-make", dialogue.pk), making(due_on="1/1/2001", owner="Desk"))
    assert "The due date lies before the promise." in page.content.decode()
    assert 'value="Desk"' in page.content.decode()
    assert not Commitment.objects.exists()


def test_a_participants_name_is_asked_about_before_it_can_become_public(dialogue, liaison):
    ParticipantFactory(dialogue=dialogue, name="Rosa Demo-Diaz")
    page = liaison.post(address("commitment-make", dialogue.pk), making(text="Rosa gets a call."))
    assert "seems to hold the name of someone who takes part" in page.content.decode()
    assert (
        liaison.post(address("commitment-make", dialogue.pk), typed(page, is_checked="on")).status_code == 302
    )


def test_the_list_says_what_is_late_and_what_moved(dialogue, liaison):
    today = timezone.localdate()
    CommitmentFactory(
        dialogue=dialogue,
        due_on=today - timedelta(days=2),
        first_due_on=today - timedelta(days=9),
        made_on=today - timedelta(days=20),
    )
    page = liaison.get(address("commitment-list", dialogue.pk)).content.decode()
    assert "due since" in page
    assert "first promised for" in page


def test_a_due_report_is_the_first_thing_offered(commitment, liaison):
    follow_up = FollowUpFactory(commitment=commitment, due_on=timezone.localdate() - timedelta(days=1))
    page = liaison.get(one("commitment-show", commitment)).content.decode()
    assert "Write the 30-day report" in page
    assert f"?follow_up={follow_up.pk}" in page


def test_report_and_read_it_in_the_history(commitment, liaison):
    follow_up = FollowUpFactory(commitment=commitment)
    page = f"{one('commitment-report', commitment)}?follow_up={follow_up.pk}"
    sent = liaison.post(page, typed(liaison.get(page), status="behind", text="Two of four."), follow=True)
    text = sent.content.decode()
    assert "The report is kept with the commitment." in text
    assert "Two of four." in text
    assert "30-day report" in text


def test_two_reports_on_one_follow_up_are_both_kept(commitment, liaison, designer):
    follow_up = FollowUpFactory(commitment=commitment)
    page = f"{one('commitment-report', commitment)}?follow_up={follow_up.pk}"
    mine, theirs = (
        typed(browser.get(page), status="behind", text=words)
        for browser, words in ((liaison, "Mine"), (designer, "Theirs"))
    )
    designer.post(page, theirs)
    told = liaison.post(page, mine)
    assert told.status_code == 409
    assert "Someone reported this follow-up already." in told.content.decode()
    assert ">\nMine</textarea>" in told.content.decode()
    action = (
        told.content.decode()
        .split('class="usa-form usa-form--large" method="post" action="')[1]
        .split('"')[0]
    )
    assert liaison.post(action, typed(told)).status_code == 302
    assert set(commitment.follow_ups.values_list("day", "text")) == {(30, "Theirs"), (0, "Mine")}


def test_moving_the_date_twice_at_once_is_told(commitment, liaison, designer):
    page = one("commitment-postpone", commitment)
    first, second = ((commitment.due_on + timedelta(days=days)).isoformat() for days in (7, 14))
    mine, theirs = typed(liaison.get(page)), typed(designer.get(page))
    designer.post(page, theirs | {"due_on": first, "reason": "Snow"})
    told = liaison.post(page, mine | {"due_on": second, "reason": "Rain"})
    assert (told.status_code, "Rain" in told.content.decode()) == (409, True)
    assert liaison.post(page, typed(told)).status_code == 302
    history = liaison.get(one("commitment-show", commitment)).content.decode()
    assert "Reason: Snow" in history
    assert "Reason: Rain" in history


def test_the_second_of_two_wordings_is_told_and_kept(commitment, liaison, designer):
    page = one("commitment-change", commitment)
    mine, theirs = typed(liaison.get(page)), typed(designer.get(page))
    designer.post(page, theirs | {"text": "Theirs", "owner": "Sergeant"})
    told = liaison.post(page, mine | {"text": "Mine"})
    assert told.status_code == 409
    assert [(row.yours, row.theirs) for row in told.context["differences"]] == [
        ("Mine", "Theirs"),
        ("", "Sergeant"),
    ]
    assert liaison.post(page, typed(told)).status_code == 302
    commitment.refresh_from_db()
    assert (commitment.text, commitment.owner) == ("Mine", "Sergeant")


def test_only_listed_fields_can_be_changed_by_a_form(commitment, liaison):
    before = Commitment.objects.filter(pk=commitment.pk).values().get()
    unknown = {"dialogue": 1, "status": "done", "due_on": "2030-01-01", "made_on": "2001-01-01", "version": 1}
    page = one("commitment-change", commitment)
    liaison.post(page, typed(liaison.get(page), text="Other") | unknown | {f"x{n}": "1" for n in range(20)})
    after = Commitment.objects.filter(pk=commitment.pk).values().get()
    assert {name for name in after if after[name] != before[name]} == {"text", "version"}


def test_what_will_be_public_is_shown_word_for_word_first(dialogue, commitment, liaison):
    hidden = CommitmentFactory(dialogue=dialogue, is_public=False, text="Internal only")
    ReportFactory(commitment=commitment, text="Four evenings.", reported_by__full_name="Demo Canary")
    preview = liaison.get(address("commitments-publish", dialogue.pk)).content.decode()
    assert {words in preview for words in (commitment.text, commitment.measure, "Four evenings.")} == {True}
    assert {words in preview for words in (hidden.text, "Demo Canary")} == {False}
    liaison.post(address("commitments-publish", dialogue.pk))
    public = liaison.get(address("commitment-public", dialogue.public_id, commitment.pk)).content.decode()
    assert "Four evenings." in public


def test_the_page_can_be_taken_back(liaison, dialogue, commitment):
    commitments.publish(by=seated(dialogue), dialogue=dialogue)
    sent = liaison.post(address("commitments-publish", dialogue.pk), {"what": "unpublish"}, follow=True)
    assert "The page is no longer public." in sent.content.decode()
    assert liaison.get(address("commitments-public", dialogue.public_id)).status_code == 404


@pytest.mark.parametrize("seat", [Seat.FACILITATOR, Seat.NEUTRAL])
def test_seats_without_the_right_are_told_why(commitment, seat):
    browser = signed_in(seated(commitment.dialogue, seat))
    assert (
        "Only the liaison and the design team report"
        in browser.get(one("commitment-show", commitment)).content.decode()
    )
    for name in ("commitment-report", "commitment-postpone"):
        assert browser.post(one(name, commitment), {}).status_code == 403
    assert browser.post(address("commitments-publish", commitment.dialogue_id)).status_code == 403


def test_records_officers_read_and_change_nothing(commitment):
    keeper = signed_in(MembershipFactory(agency=commitment.dialogue.agency, roles=["records_officer"]).user)
    assert commitment.text in keeper.get(one("commitment-show", commitment)).content.decode()
    for name in ("commitment-report", "commitment-postpone", "commitment-change"):
        assert keeper.post(one(name, commitment), {}).status_code == 403


def test_strangers_get_404_and_dialogues_do_not_mix(commitment, stranger, liaison):
    pages = ["commitment-show", "commitment-change", "commitment-postpone", "commitment-report"]
    assert {stranger.get(one(name, commitment)).status_code for name in pages} == {404}
    elsewhere = CommitmentFactory()
    crossed = [address(name, commitment.dialogue_id, elsewhere.pk) for name in pages]
    assert {liaison.get(page).status_code for page in crossed} == {404}


@pytest.mark.parametrize("key", ["x", "-1", "9" * 40, "²"])
def test_a_follow_up_that_makes_no_sense_is_a_report_between(commitment, liaison, key):
    page = liaison.get(one("commitment-report", commitment), {"follow_up": key})
    assert "Write a report" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_one_and_for_three(liaison, dialogue, count):
    for _turn in range(count):
        commitment = CommitmentFactory(dialogue=dialogue, session=HeldSessionFactory(dialogue=dialogue))
        ReportFactory(commitment=commitment)
        FollowUpFactory(commitment=commitment)
    assert questions(liaison, address("commitment-list", dialogue.pk)) == 8
    assert questions(liaison, one("commitment-show", commitment)) == 9
    assert questions(liaison, address("commitments-publish", dialogue.pk)) == 9


def test_hostile_text_is_shown_as_text():
    commitment = CommitmentFactory(
        dialogue=PublicDialogueFactory(), text="<script>alert(1)</script>", owner="{{ 7|add:7 }}"
    )
    ReportFactory(commitment=commitment, evidence='javascript:alert(1) http://demo.example/a"b')
    browser = signed_in(seated(commitment.dialogue))
    public = address("commitment-public", commitment.dialogue.public_id, commitment.pk)
    for page in (one("commitment-show", commitment), public):
        text = browser.get(page).content.decode()
        assert "<script>alert" not in text
        assert 'href="javascript' not in text
        assert "{{ 7|add:7 }}" in text


def test_a_page_without_a_promise_cannot_be_made_public_and_says_how_to_mark_one():
    hidden = CommitmentFactory(is_public=False)
    browser = signed_in(seated(hidden.dialogue))
    where = address("commitments-publish", hidden.dialogue_id)
    page = browser.get(where).content.decode()
    assert "No commitment is marked as public yet" in page
    assert address("commitment-change", hidden.dialogue_id, hidden.pk) in page
    assert "Make the page public" not in page
    sent = browser.post(where)
    assert (sent.status_code, "No commitment is marked as public yet." in sent.content.decode()) == (
        409,
        True,
    )
    hidden.dialogue.refresh_from_db()
    assert hidden.dialogue.commitments_published_at is None
