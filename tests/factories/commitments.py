"""Promises, reports on them, and dialogues whose promises are public."""

from datetime import timedelta

import factory
from django.utils import timezone

from dialogues.choices import CommitmentStatus
from dialogues.models import Commitment, FollowUp
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import DialogueFactory


class CommitmentFactory(factory.django.DjangoModelFactory):
    """An open promise of ten days ago, due in eighty; without follow-ups."""

    class Meta:
        model = Commitment

    dialogue = factory.SubFactory(DialogueFactory)
    text = factory.Sequence(lambda n: f"Hold open hours each week ({n})")
    owner = "Deputy Chief, Patrol Division"
    measure = "Hours kept, on the door"
    made_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10))
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=80))
    first_due_on = factory.SelfAttribute("due_on")


class FollowUpFactory(factory.django.DjangoModelFactory):
    """An awaited report, 30 days after the promise."""

    class Meta:
        model = FollowUp

    commitment = factory.SubFactory(CommitmentFactory)
    day = 30
    due_on = factory.LazyAttribute(lambda row: row.commitment.made_on + timedelta(days=row.day))


class ReportFactory(FollowUpFactory):
    """A report that was written between two awaited ones."""

    day = 0
    due_on = factory.LazyFunction(timezone.localdate)
    reported_at = factory.LazyFunction(timezone.now)
    reported_by = factory.SubFactory(UserFactory)
    status = CommitmentStatus.ON_TRACK
    text = factory.Sequence(lambda n: f"Two evenings were held ({n}).")


class PublicDialogueFactory(DialogueFactory):
    """A dialogue whose commitments page strangers may read."""

    commitments_published_at = factory.LazyFunction(timezone.now)
    commitments_published_by = factory.SubFactory(UserFactory)
