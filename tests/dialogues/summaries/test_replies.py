from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.summaries.replies import RsvpPage, closed_because
from tests.factories.dialogues import ClosedDialogueFactory, HeldSessionFactory, SessionFactory
from tests.factories.participants import InvitationFactory

pytestmark = pytest.mark.django_db


def test_page_is_full_only_for_those_without_a_seat():
    session = SessionFactory(capacity=1, languages=["en", "es"])
    seated = InvitationFactory(session=session, answer="yes")
    other = InvitationFactory(session=session)
    assert RsvpPage.of(other).is_full
    assert not RsvpPage.of(seated).is_full
    assert not RsvpPage.of(InvitationFactory()).is_full
    assert RsvpPage.of(other).languages == "English, Spanish"


def test_page_tells_the_answer_and_a_changed_plan():
    invitation = InvitationFactory(answer="maybe")
    invitation.session.schedule_version += 1
    page = RsvpPage.of(invitation)
    assert str(page.said) == "You said that you are not sure yet."
    assert page.has_moved
    assert (page.has_reminders, page.has_letters) == (True, True)
    assert RsvpPage.of(InvitationFactory()).said == ""


def test_closed_because_of_the_first_reason_that_holds():
    now = timezone.now()
    begun = SessionFactory(starts_at=now - timedelta(minutes=1))
    past = SessionFactory(starts_at=now - timedelta(days=1))
    for invitation, reason in [
        (InvitationFactory(), ""),
        (InvitationFactory(withdrawn_at=now), "withdrawn"),
        (InvitationFactory(session=SessionFactory(status="cancelled")), "cancelled"),
        (InvitationFactory(session=begun), "begun"),
        (InvitationFactory(session=past), "past"),
        (InvitationFactory(session=HeldSessionFactory()), "past"),
        (InvitationFactory(session=SessionFactory(dialogue=ClosedDialogueFactory())), "closed"),
    ]:
        assert closed_because(invitation, now=now) == reason
