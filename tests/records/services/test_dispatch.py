"""Sending, one sender at a time, against a real mail server. What happens to processes is in test_drills.py."""

import time
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from pytest_django import Settings

from records.choices import MessageState
from records.models import Bounce, Message, MessageAttempt
from records.services import bounces, dispatch
from records.smtp import message_id
from tests.records.mail_server import MailServer

pytestmark = pytest.mark.django_db

Post = Callable[..., Message]


def again(*messages: Message) -> None:
    """Let the waiting time be over."""
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(next_attempt_at=Now())


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def outcomes(message: Message) -> list[str]:
    return list(message.tries.order_by("number").values_list("outcome", flat=True))


def test_sends_what_is_due_once(server: MailServer, post: Post) -> None:
    message = post()
    assert dispatch.send_due() == {"sent": 1}
    assert dispatch.send_due() == {}
    assert server.times_arrived() == {message_id(message.pk): 1}
    assert state_of(message) == "sent"
    assert message.sent_at is not None
    assert message.lease_owner is None
    assert outcomes(message) == ["250"]


def test_waits_for_its_time(server: MailServer, post: Post) -> None:
    message = post(next_attempt_at=Now() + timedelta(minutes=1))
    assert dispatch.send_due() == {}
    assert state_of(message) == "pending"
    assert server.connections == 0


def test_uses_one_connection_for_many(server: MailServer, post: Post) -> None:
    for number in range(45):
        post(recipient=f"participant:{number}")
    assert dispatch.send_due() == {"sent": 45}
    assert server.connections == 1
    assert len(set(server.recipients())) == 45


def test_stops_when_its_time_is_over(server: MailServer, post: Post) -> None:
    for number in range(30):
        post(recipient=f"participant:{number}")
    assert dispatch.send_due(seconds=0) == {"sent": 20}


class HurriedClock:
    """Four seconds pass between two looks at it."""

    def __init__(self) -> None:
        self.looks = 0

    def monotonic(self) -> float:
        self.looks += 1
        return time.monotonic() + 4 * self.looks


def test_gives_back_what_it_has_no_time_for(
    server: MailServer, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half the lease, 15 s, is for working; what is not begun by then waits without a holder, untried."""
    monkeypatch.setattr(dispatch, "time", HurriedClock())
    messages = [post(recipient=f"participant:{number}") for number in range(4)]
    dispatch.send_due(seconds=0)
    assert [state_of(message) for message in messages] == ["sent", "sent", "pending", "pending"]
    assert {(one.lease_owner, one.attempts) for one in messages[2:]} == {(None, 0)}


# --- what the mail server answers --------------------------------------------------------------------------


def test_later_means_later(server: MailServer, post: Post) -> None:
    message = post()
    server.replies["data"] = lambda _: "451 try again later"
    assert dispatch.send_due() == {"pending": 1}
    assert state_of(message) == "pending"
    assert 10 <= (message.next_attempt_at - message.not_before).total_seconds() <= 14
    server.replies.clear()
    again(message)
    assert dispatch.send_due() == {"sent": 1}
    assert outcomes(message) == ["SMTPDataError 451", "250"]
    assert server.times_arrived() == {message_id(message.pk): 1}


def test_waits_longer_each_time_but_not_past_its_window(server: MailServer, post: Post) -> None:
    message = post(expires_at=Now() + timedelta(seconds=300))
    server.replies["data"] = lambda _: "451 try again later"
    waits = []
    for _ in range(5):
        again(message)
        dispatch.send_due()
        message.refresh_from_db()
        ended = message.tries.latest("number").finished_at
        waits.append((message.next_attempt_at - ended).total_seconds())
    for wait, least in zip(waits, (10, 30, 60), strict=False):
        assert least <= wait <= least * 1.2 + 0.1
    assert max(waits) <= 300
    assert message.next_attempt_at == message.expires_at


def test_gives_up_after_twelve_tries(server: MailServer, post: Post) -> None:
    message = post()
    server.replies["rcpt"] = lambda _: "450 mailbox busy"
    for _ in range(14):
        again(message)
        dispatch.send_due()
    assert state_of(message) == "dead"
    assert message.attempts == message.tries.count() == 12
    assert message.reason == dispatch.GIVEN_UP


@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_never_is_never_tried_again(server: MailServer, post: Post, step: str) -> None:
    message = post()
    server.replies[step] = lambda _: "550 no such mailbox"
    assert dispatch.send_due() == {"dead": 1}
    server.replies.clear()
    again(message)
    assert dispatch.send_due() == {}
    assert state_of(message) == "dead"
    assert "550" in message.error_class
    assert server.arrived == []


def test_a_refused_address_gets_no_more_mail(server: MailServer, post: Post) -> None:
    first, second, other = post(), post(), post(recipient="participant:2")
    server.replies["rcpt"] = lambda address: (
        "550 no such mailbox" if address.startswith("participant-1") else None
    )
    dispatch.send_due()
    assert [state_of(first), state_of(second), state_of(other)] == ["dead", "dead", "sent"]
    assert Bounce.objects.get().recipient == "participant:1"
    assert outcomes(second) == [], "no second connection was spent on it"
    assert bounces.is_noted("participant:1")


def test_a_refused_sender_is_our_fault_and_waits(
    server: MailServer, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = post()

    async def refuse(*_: object) -> str:
        return "550 sender not allowed"

    monkeypatch.setattr("tests.records.mail_server._Handler.handle_MAIL", refuse)
    dispatch.send_due()
    assert state_of(message) == "pending"
    assert message.error_class == "SMTPSenderRefused 550"


def test_server_out_of_reach_costs_no_try(server: MailServer, post: Post) -> None:
    messages = [post(recipient=f"participant:{number}") for number in range(25)]
    server.stop()
    assert dispatch.send_due() == {}
    assert {(state_of(one), one.attempts, one.lease_owner) for one in messages} == {("pending", 0, None)}
    server.start()
    again(*messages)
    assert dispatch.send_due() == {"sent": 25}
    assert set(server.times_arrived().values()) == {1}


def test_server_hangs_up_before_the_body(server: MailServer, post: Post) -> None:
    first, second = post(), post(recipient="participant:2")
    server.replies["rcpt"] = lambda address: "421 closing" if address.startswith("participant-1") else None
    dispatch.send_due()
    assert [state_of(first), state_of(second)] == ["pending", "sent"]


# --- not knowing ---------------------------------------------------------------------------------------------


def test_answer_lost_after_acceptance_finds_the_receipt(server: MailServer, post: Post) -> None:
    message = post()
    server.replies["data"] = lambda _: "cut"
    dispatch.send_due()
    assert state_of(message) == "sending"
    assert outcomes(message) == [""]
    server.replies.clear()
    again(message)
    assert dispatch.send_due() == {"sent": 1}
    assert state_of(message) == "sent"
    assert message.receipt_ref == "mailbox"
    assert outcomes(message) == ["receipt found"]
    assert server.times_arrived() == {message_id(message.pk): 1}


def test_no_receipt_means_send_again_with_the_same_name(server: MailServer, left_in: Post) -> None:
    message = left_in("sending")
    assert dispatch.send_due() == {"sent": 1}
    assert outcomes(message) == ["no answer", "250"]
    assert server.times_arrived() == {message_id(message.pk): 1}


def test_without_receipts_a_reminder_goes_again(
    server: MailServer, left_in: Post, settings: Settings
) -> None:
    settings.MAILBOX_DIR = None
    message = left_in("sending")
    assert dispatch.send_due() == {"sent": 1}
    assert state_of(message) == "sent"


def test_without_receipts_sensitive_mail_is_held(
    server: MailServer, left_in: Post, settings: Settings
) -> None:
    settings.MAILBOX_DIR = None
    message = left_in("sending", kind="drill_held")
    assert dispatch.send_due() == {"held": 1}
    assert state_of(message) == "held"
    assert outcomes(message) == ["no answer"]
    assert server.arrived == []


class SlowBooks:
    """Receipts that turn up late, as those of a provider do."""

    delay = timedelta(minutes=2)
    found = ""

    def find(self, message_id: str) -> str:
        if self.found == "away":
            raise ConnectionError("the provider is away")
        return self.found


def test_receipts_that_come_late_are_waited_for(
    server: MailServer, left_in: Post, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OUTBOX_RECEIPT_SOURCE = f"{__name__}.SlowBooks"
    monkeypatch.setattr(dispatch.receipts, "import_string", lambda _: SlowBooks)
    message = left_in("sending")
    for found in ("", "away"):
        monkeypatch.setattr(SlowBooks, "found", found)
        again(message)
        assert dispatch.send_due() == {}
        assert state_of(message) == "sending"
    monkeypatch.setattr(SlowBooks, "found", "log line 7")
    again(message)
    assert dispatch.send_due() == {"sent": 1}
    assert server.arrived == []


def test_silence_of_late_receipts_ends(
    server: MailServer, left_in: Post, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OUTBOX_RECEIPT_SOURCE = "set"
    monkeypatch.setattr(dispatch.receipts, "import_string", lambda _: SlowBooks)
    monkeypatch.setattr(SlowBooks, "delay", timedelta(0))
    left_in("sending")
    assert dispatch.send_due() == {"sent": 1}


# --- the re-check at the last moment -------------------------------------------------------------------------


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
