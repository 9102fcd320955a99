import pytest
from django.conf import settings

from dialogues.emails import MOST_FOLLOW_UPS, follow_up_due
from tests.factories.accounts import UserFactory
from tests.factories.commitments import CommitmentFactory, FollowUpFactory
from tests.factories.dialogues import DialogueFactory
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return DialogueFactory(title="Maple <b>Street</b> & others")


def letter(dialogue, count=1, **person):
    follow_ups = [FollowUpFactory(commitment=CommitmentFactory(dialogue=dialogue)) for _turn in range(count)]
    return follow_up_due(UserFactory(full_name="Demo Liaison", **person), dialogue, follow_ups), follow_ups


def test_each_promise_has_owner_date_and_the_page_to_report_on(dialogue):
    written, (one, two) = letter(dialogue, 2)
    for follow_up in (one, two):
        commitment = follow_up.commitment
        page = f"{settings.PUBLIC_ORIGIN}/dialogues/{dialogue.pk}/commitments/{commitment.pk}/report/"
        assert f"\n{commitment.text}\n30-day report · {commitment.owner} · to be kept by " in written.text
        assert f"\n{page}?follow_up={follow_up.pk}\n" in written.text
    assert "reports on 2 promises are due on" in written.text
    assert written.text.startswith("Hello Demo Liaison,\n")


def test_markup_stays_text_and_only_our_addresses_are_links(dialogue):
    written, _follow_ups = letter(dialogue)
    assert written.subject == "Report due: Maple <b>Street</b> & others"
    assert "Maple &lt;b&gt;Street&lt;/b&gt; &amp; others" in written.html
    assert written.html.count("<a href") == 1


def test_it_names_no_participant(dialogue):
    ParticipantFactory(dialogue=dialogue, name="Demo Canary", email="canary@demo.example")
    written, _follow_ups = letter(dialogue)
    assert "canary" not in f"{written.text}{written.html}{written.subject}{written.headers}".casefold()


def test_a_long_list_ends_with_the_page_of_all(dialogue):
    written, _follow_ups = letter(dialogue, MOST_FOLLOW_UPS + 1)
    assert written.text.count("30-day report") == MOST_FOLLOW_UPS
    assert f"{settings.PUBLIC_ORIGIN}/dialogues/{dialogue.pk}/commitments/\n" in written.text


def test_it_is_in_the_language_of_the_person(dialogue):
    written, _follow_ups = letter(dialogue, language="es")
    assert 'lang="es"' in written.html
