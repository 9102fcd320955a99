"""Adjectives of messages and audit events."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from records.actors import SYSTEM
from records.models import AuditEvent, Message
from records.services import audit

pytestmark = pytest.mark.django_db

Post = Callable[..., Message]


def test_due_is_what_waits_or_was_left_behind(post: Post, left_in: Post) -> None:
    due = {post().pk, left_in("leased").pk, left_in("sending").pk}
    post(next_attempt_at=Now() + timedelta(hours=1))
    for state in ("cancelled", "held", "dead", "expired", "superseded"):
        post(state=state)
    assert {message.pk for message in Message.objects.due(Now())} == due


def test_due_uses_its_index(post: Post) -> None:
    """10,000 rows that are done do not slow down finding the ones that are due."""
    post()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")  # there is another way
        plan = Message.objects.due(timezone.now()).order_by("next_attempt_at", "id")[:20].explain()
    assert "message_due" in plan
    assert "Sort" not in plan


def test_narrowing(post: Post) -> None:
    post(session_id=1, dialogue_id=9)
    post(session_id=2, recipient="participant:2")
    assert Message.objects.of_session(1).to_recipient("participant:1").of_dialogue(9).count() == 1
    assert Message.objects.of_session(2).to_recipient("participant:1").count() == 0


def test_late_is_waiting_beyond_its_time(post: Post) -> None:
    post(not_before=Now() + timedelta(hours=1))
    late = post(not_before=Now() - timedelta(hours=1))
    post(not_before=Now() - timedelta(hours=1), state="held")
    assert list(Message.objects.late(Now())) == [late]


def test_needing_a_person_ends_with_the_window(post: Post) -> None:
    past = timezone.now() - timedelta(minutes=1)
    wanted = {post(state=state).pk for state in ("held", "dead")}
    post(state="dead", not_before=past - timedelta(days=1), expires_at=past)
    post(state="expired")
    assert {one.pk for one in Message.objects.needing_a_person(Now())} == wanted


def test_reviewers_read_joint_and_agency_events_only() -> None:
    for space in ("", "joint", "agency", "community", "neutral"):
        audit.record(by=SYSTEM, kind="message_retried", dialogue_id=1, space=space)
    audit.record(by=SYSTEM, kind="message_retried", dialogue_id=2)
    seen = AuditEvent.objects.of_dialogue(1).for_reviewers()
    assert {event.space for event in seen} == {"", "joint", "agency"}
