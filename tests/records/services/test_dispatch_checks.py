"""What a sender checks at the last moment, and what it does when it finds another's traces."""

import time
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from records.actors import SYSTEM
from records.choices import MessageState
from records.models import Message, MessageAttempt
from records.services import dispatch, outbox
from records.smtp import message_id
from tests.records.mail_server import MailServer
from tests.records.services.rows import again, outcomes, state_of

pytestmark = pytest.mark.django_db

Post = Callable[..., Message]


@pytest.mark.parametrize("state", ["cancelled", "superseded", "expired"])
@pytest.mark.parametrize("before", ["pending", "sending"])
def test_prepare_may_withdraw(server: MailServer, post: Post, left_in: Post, state: str, before: str) -> None:
    asked = {"context": {"withdraw": state}}
    message = post(**asked) if before == "pending" else left_in("sending", **asked)
    assert dispatch.send_due() == {state: 1}
    assert state_of(message) == state
    assert message.reason == "the session moved"
    assert server.arrived == []


def test_too_late_is_not_sent(server: MailServer, post: Post) -> None:
    message = post(not_before=Now() - timedelta(days=2), expires_at=Now() - timedelta(seconds=1))
    assert dispatch.send_due() == {"expired": 1}
    assert state_of(message) == "expired"
    assert message in Message.objects.not_sent_in_time()


def test_of_several_overdue_reminders_only_the_newest_goes(server: MailServer, post: Post) -> None:
    def reminder(days: int, **columns: object) -> Message:
        return post(not_before=Now() - timedelta(days=days), **({"session_id": 7} | columns))

    old, newer, newest = reminder(21), reminder(7), reminder(1)
    other_person = reminder(21, recipient="participant:2")
    other_session = reminder(21, session_id=8)
    notice = reminder(21, kind="drill_notice")
    not_yet = post(
        session_id=7, not_before=Now() + timedelta(days=1), next_attempt_at=Now() + timedelta(days=1)
    )
    dispatch.send_due()
    assert [state_of(one) for one in (old, newer, newest)] == ["superseded", "superseded", "sent"]
    assert [state_of(one) for one in (other_person, other_session, notice)] == ["sent"] * 3
    assert state_of(not_yet) == "pending"


def test_an_older_one_does_not_follow_a_newer_one(server: MailServer, post: Post) -> None:
    older = post(
        session_id=7, not_before=Now() - timedelta(days=7), next_attempt_at=Now() + timedelta(hours=1)
    )
    post(session_id=7, not_before=Now() - timedelta(days=1))
    dispatch.send_due()
    again(older)
    dispatch.send_due()
    assert state_of(older) == "superseded"
    assert len(server.arrived) == 1


def test_a_mistake_in_composing_stops_only_that_message(
    server: MailServer, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    broken, good = post(context={"fail": True}), post(recipient="participant:2")
    dispatch.send_due()
    assert [state_of(broken), state_of(good)] == ["pending", "sent"]
    assert broken.error_class == "ZeroDivisionError"
    for _ in range(12):
        again(broken)
        dispatch.send_due()
    assert state_of(broken) == "dead"


def test_an_unknown_kind_waits_for_the_program_that_knows_it(server: MailServer, post: Post) -> None:
    fresh, unsure = post(), post(recipient="participant:2")
    Message.objects.update(kind="from_tomorrow")
    Message.objects.filter(pk=unsure.pk).update(state="sending")
    assert dispatch.send_due() == {}
    assert [state_of(fresh), state_of(unsure)] == ["pending", "sending"]
    assert fresh.attempts == 0
    Message.objects.update(not_before=Now() - timedelta(days=1), expires_at=Now(), next_attempt_at=Now())
    assert dispatch.send_due() == {"expired": 1}
    assert [state_of(fresh), state_of(unsure)] == ["expired", "sending"]


# --- leases --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["leased", "sending"])
def test_what_a_dead_sender_left_is_taken_up(server: MailServer, left_in: Post, state: str) -> None:
    message = left_in(state)
    assert dispatch.send_due() == {"sent": 1}
    assert server.times_arrived() == {message_id(message.pk): 1}


@pytest.mark.parametrize("state", ["leased", "sending"])
def test_what_a_living_sender_holds_is_left_alone(server: MailServer, post: Post, state: str) -> None:
    until = Now() + timedelta(seconds=20)
    message = post(state=state, lease_owner=uuid.uuid4(), lease_until=until, next_attempt_at=until)
    assert dispatch.send_due() == {}
    assert state_of(message) == state


def test_a_letter_that_kills_its_senders_is_given_up(server: MailServer, left_in: Post) -> None:
    message = left_in("leased")
    Message.objects.update(attempts=11)
    assert dispatch.send_due() == {"dead": 1}
    assert state_of(message) == "dead"
    assert server.arrived == []


def test_a_sender_that_lost_its_lease_writes_nothing(server: MailServer, post: Post) -> None:
    message = post()
    with dispatch.Sender() as slow:
        held = slow.claim()
        Message.objects.update(lease_until=Now() - timedelta(seconds=1), next_attempt_at=Now())
        assert slow.work_through(held), "its lease is over: it hands nothing to the server"
        assert server.arrived == []
        assert dispatch.send_due() == {"sent": 1}
        assert not slow.finish(held[0], MessageState.EXPIRED)
        slow.put_off(held[0], "too late")
        slow.give_back(held, timedelta(0))
    assert state_of(message) == "sent"
    assert len(server.arrived) == 1


@pytest.mark.parametrize("state", ["leased", "sending"])
def test_a_sender_writes_nothing_into_what_another_holds(server: MailServer, post: Post, state: str) -> None:
    """It woke up; meanwhile somebody else holds the same row in the same state."""
    message, other = post(), uuid.uuid4()
    with dispatch.Sender() as late:
        (held,) = late.claim()
        held.state = MessageState(state)
        Message.objects.update(state=state, lease_owner=other, lease_until=Now() + timedelta(seconds=20))
        assert late.write_ahead(held) == 0
        assert not late.finish(held, MessageState.EXPIRED)
        late.put_off(held, "too late")
        late.give_back([held], timedelta(0))
    assert state_of(message) == state
    assert message.lease_owner == other


def test_stopped_while_it_was_held(server: MailServer, post: Post) -> None:
    message = post(session_id=7)
    with dispatch.Sender() as sender:
        held = sender.claim()
        Message.objects.update(state="cancelled", lease_owner=None, lease_until=None)
        sender.work_through(held)
    assert state_of(message) == "cancelled"
    assert server.arrived == []


class JumpingClock:
    """The monotonic clock of a process that was frozen for a while."""

    slept = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self.slept

    def sleep_past_half_the_lease(self, _: str) -> None:
        self.slept = 16.0


def test_frozen_after_the_mark_it_hangs_up_before_the_body(
    server: MailServer, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    jumping = JumpingClock()
    monkeypatch.setattr("records.smtp.time", jumping)
    message = post()
    server.at["before_354"] = jumping.sleep_past_half_the_lease
    dispatch.send_due()
    assert server.arrived == []
    assert state_of(message) == "pending"
    assert outcomes(message) == ["out of time before the body"]
    server.at.clear()
    jumping.slept = 0
    again(message)
    assert dispatch.send_due() == {"sent": 1}


def test_an_alarm_while_something_waits_for_a_person(
    server: MailServer, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    long_ago = Now() - timedelta(minutes=16)
    post(state="held", next_attempt_at=long_ago)
    post(state="dead", next_attempt_at=long_ago)
    post(state="dead", next_attempt_at=Now())
    for _ in range(2):
        dispatch.send_due()
    alarms = [record for record in caplog.records if record.message == "messages need a person"]
    assert [record.state for record in alarms] == [{"held": 1, "dead": 1}]


# --- what is written down ------------------------------------------------------------------------------------


def test_no_address_is_written_down_or_logged(
    server: MailServer, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    server.replies["rcpt"] = lambda address: f"550 <{address}> unknown"
    message = post()
    with caplog.at_level("DEBUG"):
        dispatch.send_due()
        post(recipient="participant:2", context={"fail": True})
    row = Message.objects.filter(pk=message.pk).values().get()
    tries = list(MessageAttempt.objects.values())
    assert "example.test" not in f"{row}{tries}"
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("records")]
    assert not any("example.test" in line for line in ours)


def test_a_bad_address_is_not_tried(server: MailServer, post: Post) -> None:
    message = post(recipient="participant:1")
    Message.objects.update(recipient="no address")
    assert dispatch.send_due() == {"dead": 1}
    assert state_of(message) == "dead"
    assert message.error_class == "BadLetter ValidationError"
    assert server.connections == 0


@pytest.mark.parametrize("before", ["pending", "sending"])
def test_what_a_person_holds_back_waits_without_costing_a_try(
    server: MailServer, post: Post, left_in: Post, before: str
) -> None:
    asked = {"context": {"wait": True}}
    message = post(**asked) if before == "pending" else left_in("sending", **asked)
    tries = message.attempts
    assert dispatch.send_due() == {"pending": 1}
    assert (state_of(message), message.reason) == ("pending", "a person holds it back")
    assert message.next_attempt_at > timezone.now() + timedelta(minutes=4)
    assert (message.attempts, server.arrived) == (tries, [])


def test_what_is_held_back_is_not_late_and_expires_with_its_reason(server: MailServer, post: Post) -> None:
    message = post(context={"wait": True}, not_before=Now() - timedelta(hours=2))
    dispatch.send_due()
    assert message not in Message.objects.late(Now())
    Message.objects.update(expires_at=Now() - timedelta(seconds=1), next_attempt_at=Now())
    assert dispatch.send_due() == {"expired": 1}
    assert (state_of(message), message.reason) == ("expired", "a person holds it back")


def test_what_was_let_go_leaves_once(server: MailServer, post: Post) -> None:
    message = post(context={"wait": True}, dialogue_id=5)
    dispatch.send_due()
    Message.objects.update(context={})
    now = timezone.now()
    assert outbox.release(by=SYSTEM, dialogue_ids=[5], kinds=["drill"], not_before=now) == 1
    assert outbox.release(by=SYSTEM, dialogue_ids=[5], kinds=["drill"], not_before=now) == 0
    assert (dispatch.send_due(), dispatch.send_due()) == ({"sent": 1}, {})
    assert (state_of(message), len(server.arrived)) == ("sent", 1)


def test_let_go_later_than_its_window_it_leaves_at_once(server: MailServer, post: Post) -> None:
    message = post(context={"wait": True}, dialogue_id=5)
    dispatch.send_due()
    Message.objects.update(context={})
    outbox.release(
        by=SYSTEM, dialogue_ids=[5], kinds=["drill"], not_before=message.expires_at + timedelta(hours=1)
    )
    assert dispatch.send_due() == {"sent": 1}
