"""Letters as rows of the outbox, in whatever state a test needs."""

from datetime import timedelta
from uuid import uuid4

import factory
from django.utils import timezone

from dialogues.schedules import LetterKind
from records.choices import MessageState
from records.models import Message
from records.services.dispatch import REFUSED
from tests.factories.participants import ParticipantFactory


class UndeliveredFactory(factory.django.DjangoModelFactory):
    """An invitation to a participant that a mail server refused."""

    class Meta:
        model = Message

    class Params:
        person = factory.SubFactory(ParticipantFactory)

    dedupe_key = factory.LazyFunction(lambda: uuid4().hex)
    kind = LetterKind.INVITATION
    recipient = factory.LazyAttribute(lambda row: row.person.reference)
    agency_id = factory.LazyAttribute(lambda row: row.person.dialogue.agency_id)
    dialogue_id = factory.LazyAttribute(lambda row: row.person.dialogue_id)
    created_at = factory.LazyFunction(timezone.now)
    not_before = factory.LazyAttribute(lambda row: row.created_at)
    next_attempt_at = factory.LazyAttribute(lambda row: row.created_at)
    expires_at = factory.LazyAttribute(lambda row: row.created_at + timedelta(days=5))
    state = MessageState.DEAD
    reason = REFUSED
