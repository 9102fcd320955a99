import pytest
from django.utils import timezone

from dialogues.models import Invitation, Participant
from tests.factories.dialogues import SessionFactory
from tests.factories.participants import InvitationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def test_reachable_have_an_address_and_did_not_stop_letters():
    person = ParticipantFactory()
    ParticipantFactory(email="")
    ParticipantFactory(contact_stopped_at=timezone.now())
    assert list(Participant.objects.reachable()) == [person]


def test_matching_looks_at_names_and_organizations_only():
    ana = ParticipantFactory(name="Ana Demo", organization="Elm Street Club", access_needs="Ramp")
    mo = ParticipantFactory(name="", alias="Mo", naming="alias")
    assert list(Participant.objects.matching("ana")) == [ana]
    assert list(Participant.objects.matching("elm")) == [ana]
    assert list(Participant.objects.matching("mo").filter(pk=mo.pk)) == [mo]
    assert not Participant.objects.matching("ramp").exists()
    assert not Participant.objects.matching("%").exists()


def test_not_invited_to_counts_withdrawn_invitations_as_asked():
    session = SessionFactory()
    asked = InvitationFactory(session=session, withdrawn_at=timezone.now())
    free = ParticipantFactory(dialogue=session.dialogue)
    found = Participant.objects.not_invited_to(session).filter(dialogue=session.dialogue)
    assert list(found) == [free]
    assert asked.participant != free


def test_invitations_by_what_they_wait_for():
    session = SessionFactory()
    rows = {
        answer: InvitationFactory(session=session, answer=answer) for answer in ("none", "yes", "maybe", "no")
    }
    InvitationFactory(session=session, answer="yes", withdrawn_at=timezone.now())
    silent = InvitationFactory(session=session, reminders_stopped_at=timezone.now())
    mine = Invitation.objects.filter(session=session)
    assert list(mine.coming()) == [rows["yes"]]
    assert set(mine.awaiting_reply()) == {rows["none"], silent}
    assert set(mine.to_be_told()) == {rows["none"], rows["yes"], rows["maybe"], silent}
    assert set(mine.to_be_reminded()) == {rows["none"], rows["yes"], rows["maybe"]}
