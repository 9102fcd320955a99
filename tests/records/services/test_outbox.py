"""Leaving messages, stopping them, trying again: in the caller's transaction, without personal data."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from records.actors import SYSTEM
from records.choices import MessageState
from records.errors import MessageCannotMove, WindowClosed
from records.models import AuditEvent, Bounce, Message
from records.services import outbox

pytestmark = pytest.mark.django_db

Post = Callable[..., Message]


def leave(key: str = "reminder:1:7:participant:1:0", **changes: Any) -> Message | None:
    values = {
        "kind": "drill",
        "recipient": "participant:1",
        "context": {"offset": 7},
        "expires_at": timezone.now() + timedelta(days=1),
    }
    return outbox.post(by=SYSTEM, key=key, **(values | changes))


def test_post_leaves_one_row_by_the_database_clock() -> None:
    message = leave(session_id=3, schedule_version=2, agency_id=4, dialogue_id=5)
    assert message is not None
    assert (message.state, message.attempts) == ("pending", 0)
    assert message.next_attempt_at == message.not_before == message.created_at
    assert (message.session_id, message.schedule_version, message.agency_id, message.dialogue_id) == (
        3,
        2,
        4,
        5,
    )


def test_post_waits_until_its_time() -> None:
    later = timezone.now() + timedelta(hours=3)
    message = leave(not_before=later)
    assert message is not None
    assert message.not_before == message.next_attempt_at == later


def test_post_with_a_known_key_changes_nothing() -> None:
    first = leave()
    assert leave(context={"offset": 2}) is None
    assert first is not None
    assert Message.objects.get().context == {"offset": 7}


def test_post_all_returns_only_what_is_new(django_assert_num_queries: Any) -> None:
    leave(key="known")
    drafts = [
        outbox.Draft(
            kind="drill",
            key=key,
            recipient="participant:1",
            context={},
            expires_at=timezone.now() + timedelta(days=1),
        )
        for key in ("known", "new", "new", "newer")
    ]
    with django_assert_num_queries(4):  # two, and a savepoint around them
        found = outbox.post_all(by=SYSTEM, drafts=drafts)
    assert sorted(message.dedupe_key for message in found) == ["new", "newer"]
    assert outbox.post_all(by=SYSTEM, drafts=[]) == []


def test_post_goes_with_a_change_that_is_rolled_back() -> None:
    with transaction.atomic():
        leave()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.parametrize("not_before", [None, timedelta(days=2)])
def test_post_refused_when_its_window_is_closed(not_before: timedelta | None) -> None:
    start = timezone.now() + not_before if not_before else None
    end = timezone.now() + (timedelta(days=1) if not_before else timedelta(seconds=-1))
    with pytest.raises(WindowClosed):
        leave(not_before=start, expires_at=end)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "unheard_of"},
        {"recipient": "resident@example.test"},
        {"recipient": "Ana Demo"},
        {"context": {"to": "resident@example.test"}},
        {"context": {"text": "x" * 3000}},
    ],
)
def test_post_takes_references_only(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each has a sentence of its own
        leave(**wrong)
    assert not Message.objects.exists()


def test_cancel_pending_stops_what_has_not_gone(post: Post) -> None:
    rows = {state: post(session_id=7, state=state) for state in ("pending", "held", "dead", "sending")}
    other = post(session_id=8)
    assert outbox.cancel_pending(by=SYSTEM, session_id=7, reason="The session was cancelled.") == 2
    states = {name: Message.objects.get(pk=row.pk).state for name, row in rows.items()}
    assert states == {"pending": "cancelled", "held": "cancelled", "dead": "dead", "sending": "sending"}
    other.refresh_from_db()
    assert other.state == "pending"
    event = AuditEvent.objects.get()
    assert event.sentence == "Convene stopped messages that were waiting (2): The session was cancelled."


def test_cancel_pending_may_say_replaced_and_narrow_by_kind(post: Post) -> None:
    post(session_id=7)
    kept = post(session_id=7, kind="drill_notice")
    stopped = outbox.cancel_pending(
        by=SYSTEM, session_id=7, reason="The session moved.", kinds=["drill"], is_replaced=True
    )
    assert stopped == 1
    assert Message.objects.get(kind="drill").state == "superseded"
    kept.refresh_from_db()
    assert kept.state == "pending"


def test_cancel_pending_by_recipient_or_dialogue(post: Post) -> None:
    post(dialogue_id=1, recipient="participant:1")
    post(dialogue_id=1, recipient="participant:2")
    assert outbox.cancel_pending(by=SYSTEM, recipient="participant:2", reason="Asked for it.") == 1
    assert outbox.cancel_pending(by=SYSTEM, dialogue_id=1, reason="Closed.") == 1
    assert outbox.cancel_pending(by=SYSTEM, dialogue_id=1, reason="Closed.") == 0
    assert AuditEvent.objects.count() == 2, "nothing stopped, nothing told"


def test_cancel_pending_never_stops_everything(post: Post) -> None:
    post()
    with pytest.raises(ValueError, match="whose"):
        outbox.cancel_pending(by=SYSTEM, reason="A slip.")


@pytest.mark.parametrize("state", ["held", "dead"])
def test_retry_begins_anew(post: Post, state: str) -> None:
    message = post(state=state, attempts=12, reason="given up", error_class="SMTPDataError 451")
    Bounce.objects.create(recipient=message.recipient, status="550", noted_at=timezone.now())
    again = outbox.retry(by=SYSTEM, message=message)
    assert (again.state, again.attempts, again.reason, again.error_class) == ("pending", 0, "", "")
    assert not Bounce.objects.exists()
    kinds = set(AuditEvent.objects.values_list("kind", flat=True))
    assert kinds == {"message_retried", "bounce_cleared"}


@pytest.mark.parametrize("state", [state for state in MessageState if state not in {"held", "dead"}])
def test_retry_refused_for_what_moved_on(post: Post, state: str) -> None:
    message = post(state=state, sent_at=timezone.now() if state == "sent" else None)
    with pytest.raises(MessageCannotMove):
        outbox.retry(by=SYSTEM, message=message)


def test_retry_refused_when_it_is_too_late(post: Post) -> None:
    past = timezone.now() - timedelta(seconds=1)
    message = post(state="dead", not_before=past - timedelta(days=1), expires_at=past)
    with pytest.raises(WindowClosed):
        outbox.retry(by=SYSTEM, message=message)


@pytest.mark.parametrize("state", ["held", "dead"])
def test_set_aside_ends_it_and_is_recorded(post: Post, state: str) -> None:
    message = post(state=state)
    outbox.set_aside(by=SYSTEM, message=message)
    message.refresh_from_db()
    assert (message.state, message.reason) == ("cancelled", outbox.SET_ASIDE)
    event = AuditEvent.objects.get()
    assert (event.kind, event.details["count"]) == ("messages_stopped", 1)


@pytest.mark.parametrize("state", [state for state in MessageState if state not in {"held", "dead"}])
def test_set_aside_refused_for_what_moved_on(post: Post, state: str) -> None:
    message = post(state=state, sent_at=timezone.now() if state == "sent" else None)
    with pytest.raises(MessageCannotMove):
        outbox.set_aside(by=SYSTEM, message=message)
