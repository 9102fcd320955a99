"""Participants, invitations and files of them. Everyone in tests is plainly made up."""

import factory
from django.utils import timezone

from accounts import tokens as link_tokens
from dialogues import tokens
from dialogues.models import Invitation, Participant, ParticipantImport
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import DialogueFactory, SessionFactory


class ParticipantFactory(factory.django.DjangoModelFactory):
    """A person with an e-mail address who asked for English."""

    class Meta:
        model = Participant

    dialogue = factory.SubFactory(DialogueFactory)
    name = factory.Sequence(lambda n: f"Demo Neighbor {n}")
    email = factory.Sequence(lambda n: f"neighbor{n}@demo.example")
    added_at = factory.LazyFunction(timezone.now)


class InvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation without an answer; `token_of` gives the secret of its letter."""

    class Meta:
        model = Invitation

    session = factory.SubFactory(SessionFactory)
    participant = factory.SubFactory(ParticipantFactory, dialogue=factory.SelfAttribute("..session.dialogue"))
    nonce = factory.LazyFunction(link_tokens.new_nonce)
    token_digest = factory.LazyAttribute(lambda row: link_tokens.digest(_token(row.nonce)))
    invited_at = factory.LazyFunction(timezone.now)
    told_at = factory.LazyAttribute(lambda row: row.invited_at)
    invited_by = factory.SubFactory(UserFactory)
    letters = 1
    plan_version = factory.LazyAttribute(lambda row: row.session.schedule_version)

    @factory.lazy_attribute
    def answered_at(self):
        return None if getattr(self, "answer", "none") == "none" else timezone.now()


class ParticipantImportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ParticipantImport

    dialogue = factory.SubFactory(DialogueFactory)
    uploaded_by = factory.SubFactory(UserFactory)
    uploaded_at = factory.LazyFunction(timezone.now)


def token_of(invitation: Invitation) -> str:
    """The secret in the address of the letter."""
    return _token(invitation.nonce)


def _token(nonce: str) -> str:
    return next(tokens.candidates(purpose=tokens.INVITATION, nonce=nonce))
