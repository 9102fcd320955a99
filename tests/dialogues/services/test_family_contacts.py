import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.errors import NotAllowed
from dialogues.errors import MomentInFuture, PartOfInvestigation, PromiseNotAhead
from dialogues.models import FamilyContact, FamilyTalk
from dialogues.services import family_contacts
from records.models import AuditEvent
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import IncidentFactory
from tests.factories.incidents import FamilyTalkFactory, liaison_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident():
    return IncidentFactory()


@pytest.fixture
def liaison(incident):
    return liaison_of(incident)


def named(liaison, incident, **values):
    asked = {"name": "Demo Chaplain", "is_outside_investigation": True}
    return family_contacts.name_contact(by=liaison, incident=incident, **(asked | values))


def test_a_new_contact_takes_over(liaison, incident):
    first, second = named(liaison, incident), named(liaison, incident, name="Demo Victim Services")
    first.refresh_from_db()
    assert (first.ended_at is None, incident.family_contacts.current().get()) == (False, second)


def test_the_same_form_names_one(liaison, incident):
    key = uuid.uuid4()
    assert named(liaison, incident, form_key=key) == named(liaison, incident, form_key=key)


def test_refused_without_the_confirmation_also_by_the_database(liaison, incident):
    with pytest.raises(PartOfInvestigation):
        named(liaison, incident, is_outside_investigation=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyContact.objects.create(
            incident=incident,
            name="Demo",
            is_outside_investigation=False,
            named_at=timezone.now(),
            named_by=liaison,
        )


def test_times_are_kept_and_nothing_of_what_was_said(liaison, incident):
    now = timezone.now()
    talk = family_contacts.log_talk(
        by=liaison,
        incident=incident,
        talked_at=now - timedelta(hours=1),
        next_promised_at=now + timedelta(days=1),
    )
    assert talk.next_promised_at == now + timedelta(days=1)
    texts = [
        field.name
        for field in FamilyTalk._meta.get_fields()
        if field.get_internal_type() in ("TextField", "CharField")
    ]
    assert texts == []
    assert AuditEvent.objects.get(kind="family_talk_logged").details == {}


@pytest.mark.parametrize(
    ("talked", "promised", "refusal"),
    [
        (timedelta(minutes=5), None, MomentInFuture),
        (timedelta(hours=-1), timedelta(hours=-2), PromiseNotAhead),
    ],
)
def test_times_refused(liaison, incident, talked, promised, refusal):
    now = timezone.now()
    with pytest.raises(refusal):
        family_contacts.log_talk(
            by=liaison,
            incident=incident,
            talked_at=now + talked,
            next_promised_at=now + promised if promised else None,
        )


def test_a_wrong_time_is_struck_out_once(liaison, incident):
    talk = FamilyTalkFactory(incident=incident)
    first = family_contacts.strike_talk(by=liaison, talk=talk)
    assert family_contacts.strike_talk(by=liaison, talk=talk).struck_at == first.struck_at
    assert not incident.family_talks.counted().exists()
    assert AuditEvent.objects.filter(kind="family_talk_struck").count() == 1


def test_only_those_who_work_on_it(incident):
    with pytest.raises(NotAllowed):
        named(MembershipFactory().user, incident)
