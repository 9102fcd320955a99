"""The database refuses what the program must never do, whoever asks: raw SQL or the ORM."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from records.choices import MessageState
from records.models import AuditEvent, Message, MessageAttempt

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> AuditEvent:
    return AuditEvent.objects.create(at=timezone.now(), kind="message_retried", actor_label="Demo person")


@pytest.fixture
def sent() -> Message:
    now = timezone.now()
    return Message.objects.create(
        dedupe_key=str(uuid.uuid4()),
        kind="drill",
        recipient="participant:1",
        created_at=now,
        not_before=now,
        next_attempt_at=now,
        expires_at=now + timedelta(days=1),
        state=MessageState.SENT,
        sent_at=now,
    )


def run_sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_auditevent SET actor_label = 'Nobody'",
        "UPDATE records_auditevent SET at = now() WHERE false",
        "DELETE FROM records_auditevent",
    ],
)
def test_audit_event_refuses_raw_sql(event: AuditEvent, statement: str) -> None:
    with pytest.raises(IntegrityError, match="never changed or removed"), transaction.atomic():
        run_sql(statement)
    event.refresh_from_db()
    assert event.actor_label == "Demo person"


def test_audit_event_refuses_the_orm(event: AuditEvent) -> None:
    event.actor_label = "Nobody"
    for change in (
        event.save,
        event.delete,
        lambda: AuditEvent.objects.update(kind="other"),
        lambda: AuditEvent.objects.bulk_update([event], ["actor_label"]),
        AuditEvent.objects.all().delete,
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            change()


def test_audit_event_refuses_truncate(event: AuditEvent) -> None:
    """The trigger sleeps in the test database (tests/conftest.py); awake, as everywhere else, it refuses."""
    wake = "ALTER TABLE records_auditevent ENABLE ALWAYS TRIGGER audit_events_refuse_truncate;"
    with pytest.raises(IntegrityError, match="never changed or removed"), transaction.atomic():
        run_sql(wake + "TRUNCATE records_auditevent")
    assert AuditEvent.objects.filter(pk=event.pk).exists()


def test_audit_event_refuses_a_replication_role(event: AuditEvent) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgenabled FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgrelid::regclass::text LIKE 'records_%'"
        )
        awake = dict(cursor.fetchall())
    awake.pop("audit_events_refuse_truncate")
    assert set(awake.values()) == {"A"}, "A: fires also when session_replication_role is replica"
    assert len(awake) == 4


@pytest.mark.parametrize("state", [state for state in MessageState if state != MessageState.SENT])
def test_sent_message_stays_sent(sent: Message, state: str) -> None:
    with pytest.raises(IntegrityError, match="stays sent"), transaction.atomic():
        Message.objects.filter(pk=sent.pk).update(state=state, sent_at=None)


def test_sent_message_keeps_its_time_and_key(sent: Message) -> None:
    for change in ({"sent_at": timezone.now()}, {"dedupe_key": "another"}):
        with pytest.raises(IntegrityError, match="stays sent"), transaction.atomic():
            Message.objects.filter(pk=sent.pk).update(**change)
    Message.objects.filter(pk=sent.pk).update(receipt_ref="found later", context={})


def test_try_may_be_finished_once(sent: Message) -> None:
    attempt = MessageAttempt.objects.create(message=sent, number=1, started_at=timezone.now())
    rows = MessageAttempt.objects.filter(pk=attempt.pk)
    rows.update(finished_at=timezone.now(), outcome="accepted")
    for change in ({"outcome": "refused"}, {"finished_at": None}):
        with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
            rows.update(**change)


def test_try_keeps_its_number_and_start(sent: Message) -> None:
    attempt = MessageAttempt.objects.create(message=sent, number=1, started_at=timezone.now())
    for change in ({"number": 2}, {"started_at": timezone.now()}):
        with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
            MessageAttempt.objects.filter(pk=attempt.pk).update(**change)


def test_try_goes_only_with_its_message(sent: Message) -> None:
    MessageAttempt.objects.create(message=sent, number=1, started_at=timezone.now())
    with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
        run_sql("DELETE FROM records_messageattempt; SET CONSTRAINTS ALL IMMEDIATE")
    with transaction.atomic():
        sent.delete()
        run_sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert not MessageAttempt.objects.exists()
