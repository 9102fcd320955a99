from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from dialogues import tasks
from dialogues.models import ParticipantImport
from dialogues.schedules import Rule, moment_of
from records.models import Message
from tests.factories.dialogues import SessionFactory
from tests.factories.participants import InvitationFactory, ParticipantImportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_ten_a_week_before(time_machine):
    session = SessionFactory(starts_at=timezone.now() + timedelta(days=40))
    InvitationFactory(session=session)
    time_machine.move_to(moment_of(Rule.DAYS_7, session.starts_at, session.zone) + timedelta(minutes=1))


@pytest.mark.usefixtures("at_ten_a_week_before")
def test_task_leaves_what_is_due_once():
    assert tasks.queue_due_messages() == 1
    assert tasks.queue_due_messages() == 0
    assert Message.objects.get().context == {"rule": "days_7"}


@pytest.mark.usefixtures("at_ten_a_week_before")
def test_command_does_the_same_and_says_how_many(capsys):
    ParticipantImportFactory(uploaded_at=timezone.now() - timedelta(days=2))
    call_command("queue_due_messages")
    assert capsys.readouterr().out == "1 letters left in the outbox\n"
    assert Message.objects.count() == 1
    assert not ParticipantImport.objects.exists()


def test_forgotten_files_are_cleared():
    ParticipantImportFactory(uploaded_at=timezone.now() - timedelta(days=2))
    assert tasks.clear_forgotten_imports() == 1
