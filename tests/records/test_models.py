"""What the tables hold, and what they refuse whoever writes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from records.models import AuditEvent, Message, MessageAttempt, Tick

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("message_state_known", {"state": "lost"}),
        ("message_sent_has_time", {"state": "sent"}),
        ("message_sent_has_time", {"sent_at": NOW}),
        ("message_lease_is_whole", {"lease_until": NOW}),
        ("message_attempts_bounded", {"attempts": 13}),
        ("message_window_is_open", {"expires_at": NOW - timedelta(days=900)}),
    ],
)
def test_message_refuses(post: Callable[..., Message], constraint: str, change: dict[str, Any]) -> None:
    message = post()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**change)


def test_unique_keys(post: Callable[..., Message]) -> None:
    message = post()
    message.tries.create(number=1, started_at=NOW)
    Tick.objects.create(task="sweep", slot=NOW)
    for again in (
        lambda: message.tries.create(number=1, started_at=NOW),
        lambda: Tick.objects.create(task="sweep", slot=NOW),
        lambda: Message.objects.filter(pk=post().pk).update(dedupe_key=message.dedupe_key),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            again()


def test_audit_event_knows_its_spaces() -> None:
    with pytest.raises(IntegrityError, match="audit_event_space_known"), transaction.atomic():
        AuditEvent.objects.create(at=NOW, kind="message_retried", actor_label="x", space="everyone")


def test_no_table_of_this_room_points_upward() -> None:
    """These rows outlive what they describe: no foreign keys to other rooms, and no place for addresses."""
    for model in (AuditEvent, Message, MessageAttempt, Tick):
        for field in model._meta.get_fields():
            related = getattr(field, "related_model", None)
            assert related is None or related._meta.app_label == "records"
            assert not isinstance(field, models.EmailField | models.TextField)


def test_names_of_rows_say_nothing_personal(post: Callable[..., Message]) -> None:
    message = post()
    attempt = message.tries.create(number=1, started_at=NOW, outcome="250")
    assert str(message) == "drill (pending)"
    assert str(attempt) == f"{message.pk} #1: 250"
    assert str(Tick(task="sweep", slot=NOW)).startswith("sweep at")
    assert str(AuditEvent(kind="k", at=NOW)).startswith("k at")
