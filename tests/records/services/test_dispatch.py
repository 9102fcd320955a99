"""Sending, one sender at a time, against a real mail server. What happens to processes is in test_drills.py."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from pytest_django import Settings

from records.models import Bounce, Message
from records.services import bounces, dispatch
from records.smtp import message_id
from tests.records.mail_server import MailServer
from tests.records.services.rows import again, outcomes, state_of

pytestmark = pytest.mark.django_db

Post = Callable[..., Message]


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
