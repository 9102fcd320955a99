"""Notes, each in one space."""

import factory
from django.utils import timezone

from dialogues.models import Note
from records.choices import Space
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import DialogueFactory


class NoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Note

    dialogue = factory.SubFactory(DialogueFactory)
    space = Space.JOINT
    text = factory.Sequence(lambda n: f"A thought that was heard ({n})")
    written_at = factory.LazyFunction(timezone.now)
    written_by = factory.SubFactory(UserFactory)
