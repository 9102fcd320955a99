"""Senders as processes: killed, frozen, doubled, without receipts. Real PostgreSQL, SMTP and signals."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from pytest_django import Settings

from records.actors import SYSTEM
from records.models import Message, MessageAttempt
from records.services import clock, dispatch, outbox
from records.smtp import message_id
from tests.records.drill.senders import Senders, senders, wait_until
from tests.records.mail_server import MailServer, signal_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]

Post = Callable[..., Message]
LEASE = 1.5


def nothing_waits() -> bool:
    return not Message.objects.waiting().exists()


def hurry() -> None:
    """Let back-off be over; leases run as they are."""
    Message.objects.filter(state="pending").update(next_attempt_at=Now())


def post_many(count: int) -> set[str]:
    expires = clock.database_now().replace(year=2099)
    posted = [
        outbox.post(
            by=SYSTEM,
            kind="drill",
            key=f"drill:{number}",
            recipient=f"participant:{number}",
            context={},
            expires_at=expires,
        )
        for number in range(count)
    ]
    return {message_id(message.pk) for message in posted if message}


def check_invariants() -> None:
    """What must hold after every drill, whatever happened in it."""
    assert not Message.objects.filter(state="sent", sent_at=None).exists()
    assert not Message.objects.filter(state="leased", lease_until__lt=Now()).exists()
    unfinished = MessageAttempt.objects.filter(finished_at=None).exclude(message__state="sending")
    assert not unfinished.exists(), "a settled message has no open try"


def test_killed_at_random_nothing_is_lost_or_doubled(server: MailServer) -> None:
    """F1: 400 messages, two senders, six kills at random moments, each resumed within the lease and 5 s."""
    posted = post_many(400)
    dice = random.Random(20261123)
    with senders(server, 2, lease=LEASE) as running:
        for _ in range(6):
            seen = len(server.arrived)
            wait_until(lambda: len(server.arrived) > seen + dice.randrange(30), seconds=30)  # noqa: B023
            running.kill_one(dice)
        assert not nothing_waits(), "all six kills met work"
        wait_until(nothing_waits, seconds=60)
    assert server.times_arrived() == dict.fromkeys(posted, 1)
    assert Message.objects.filter(state="sent").count() == 400
    check_invariants()


def test_cut_replies_and_busy_servers_with_kills(server: MailServer) -> None:
    """F2: 5 % "later", 2 % replies cut after acceptance, two kills; with receipts 0 lost, 0 doubled."""
    posted = post_many(200)
    dice = random.Random(7)
    server.replies["data"] = lambda _: dice.choices(["451 later", "cut", None], [5, 2, 93])[0]
    with senders(server, 2, lease=LEASE) as running:
        for _ in range(2):
            seen = len(server.arrived)
            wait_until(lambda: len(server.arrived) > seen + 20, seconds=30)  # noqa: B023
            running.kill_one(dice)
        until = time.monotonic() + 30
        while not nothing_waits() and time.monotonic() < until:
            hurry()
            time.sleep(0.1)
    assert nothing_waits(), "no row is stranded"
    assert server.times_arrived() == dict.fromkeys(posted, 1)
    check_invariants()


def test_without_receipts_at_most_one_copy_for_each_cut_reply(server: MailServer) -> None:
    """The honest limit of SMTP: what was cut may come twice, under the same Message-ID; nothing is lost."""
    server.is_forgetful = True
    posted = post_many(60)
    cut: Counter[str] = Counter()

    def answer(name: str) -> str | None:
        if int(name[1:9], 16) % 10 == 0 and not cut[name]:
            cut[name] += 1
            return "cut"
        return None

    server.replies["data"] = answer
    with senders(server, 2, lease=0.5):
        wait_until(nothing_waits, seconds=20)
    arrived = server.times_arrived()
    assert set(arrived) == posted
    assert {name for name, times in arrived.items() if times > 1} <= set(cut)
    assert max(arrived.values()) <= 2


def kill_in_each_state(server: MailServer, post: Post, running: Senders) -> dict[str, float]:
    """One message for each way to die; returns how long after the death it was sent."""
    took = {}
    for state, moment in [
        ("leased", ""),
        ("sending", "mail"),
        ("sending", "after_354"),
        ("sending", "accepted"),
    ]:
        act, done = signal_once(running.newest, signal.SIGKILL)
        server.at = {moment: act}
        message = post(recipient=f"participant:{len(took)}", context={} if moment else {"die": True})
        wait_until(done.is_set if moment else lambda: len(running.started) > 1, seconds=10)
        died = Message.objects.get(pk=message.pk)
        assert died.state == state, moment
        Message.objects.filter(context__die=True).update(context={})
        sent = Message.objects.filter(pk=message.pk, state="sent")
        took[moment or "composing"] = wait_until(sent.exists, seconds=LEASE + 5)
    return took


def test_every_state_is_left_when_its_holder_dies(server: MailServer, post: Post) -> None:
    """Kill the holder in each state: the row leaves that state within lease + 5 s, and the letter comes once."""
    with senders(server, 1, lease=LEASE) as running:
        took = kill_in_each_state(server, post, running)
    assert max(took.values()) < LEASE + 5, took
    assert len(server.arrived) == 4
    assert set(server.times_arrived().values()) == {1}
    check_invariants()


def test_frozen_past_its_lease_nothing_goes_twice(server: MailServer, post: Post, settings: Settings) -> None:
    """F3: a sender stops at each point for longer than its lease; this process takes over; then it wakes up."""
    settings.OUTBOX_LEASE_SECONDS = 1.0
    with senders(server, 1, lease=1.0) as running:
        for moment in ("composing", "mail", "before_354", "body", "accepted", "told"):
            server.at = {moment: signal_once(running.newest, signal.SIGSTOP)[0]}
            wish = {"freeze": True} if moment == "composing" else {}
            message = post(recipient=f"participant:{len(server.arrived)}", context=wish)
            wait_until(lambda: is_stopped(running.newest()), seconds=10)
            if wish:
                Message.objects.filter(pk=message.pk).update(context={})
            take_over(message)
            os.kill(running.newest(), signal.SIGCONT)
        server.at = {}
        last = post(recipient="participant:last")
        wait_until(lambda: Message.objects.filter(pk=last.pk, state="sent").exists(), seconds=15)
    assert len(server.times_arrived()) == 7
    assert set(server.times_arrived().values()) == {1}, server.recipients()
    check_invariants()


def test_frozen_while_it_saves_its_lock_is_let_go(server: MailServer, post: Post, settings: Settings) -> None:
    """The letter has gone, and the row that says so is locked by a process that sleeps. PostgreSQL ends its work,
    another sender settles the row by the receipt, and the sleeper wakes up to a lost connection."""
    settings.OUTBOX_LEASE_SECONDS = 1.0
    with senders(server, 1, lease=1.0) as running:
        message = post(context={"freeze_saving": True})
        wait_until(lambda: is_stopped(running.newest()), seconds=10)
        take_over(message)
        os.kill(running.newest(), signal.SIGCONT)
        last = post(recipient="participant:last")
        wait_until(lambda: Message.objects.filter(pk=last.pk, state="sent").exists(), seconds=15)
    assert sorted(server.times_arrived().values()) == [1, 1]
    check_invariants()


def take_over(message: Message) -> None:
    """What a second sender does: as soon as the lease is over it takes the message and settles it."""
    until = time.monotonic() + 30  # of a busy machine; it takes one lease
    while not Message.objects.filter(pk=message.pk, state="sent").exists():
        dispatch.send_due()
        time.sleep(0.05)
        assert time.monotonic() < until, Message.objects.values("state", "error_class", "reason").get(
            pk=message.pk
        )


def is_stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def move_session(post: Post, session: int) -> datetime:
    """What a service does when a session moves; returns when that was committed, at the latest."""
    with transaction.atomic():
        outbox.cancel_pending(by=SYSTEM, session_id=session, reason="The session moved.", is_replaced=True)
        post(kind="drill_notice", session_id=session, recipient=f"participant:{session}")
    return clock.database_now()


def test_moved_while_sending_no_stale_reminder_starts(server: MailServer, post: Post) -> None:
    """F18: no reminder starts after the move is committed; everyone gets the change notice."""
    for session in range(60):
        post(session_id=session, recipient=f"participant:{session}")
    server.at["body"] = lambda _: time.sleep(0.004)
    with senders(server, 2, lease=30):
        wait_until(lambda: bool(server.arrived), seconds=10)
        moved = {session: move_session(post, session) for session in random.Random(3).sample(range(60), 60)}
        wait_until(nothing_waits, seconds=20)
    tries = MessageAttempt.objects.filter(message__kind="drill").select_related("message")
    assert all(one.started_at <= moved[one.message.session_id] for one in tries)
    notices = Message.objects.filter(kind="drill_notice", state="sent")
    assert notices.count() == 60
    stopped = Message.objects.filter(kind="drill", state="superseded").count()
    assert stopped + Message.objects.filter(kind="drill", state="sent").count() == 60
    assert stopped > 0, "some were stopped in time"
    assert set(server.times_arrived().values()) == {1}


@contextmanager
def held_elsewhere(message: Message) -> Iterator[None]:
    """Another connection has this row locked, as a service has it in the middle of its work."""
    locked, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Message.objects.select_for_update().get(pk=message.pk)
            locked.set()
            let_go.wait(20)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait(10)
    yield
    let_go.set()
    holder.join()


def test_a_locked_row_does_not_hold_up_the_others(server: MailServer, post: Post) -> None:
    locked = post()
    post(recipient="participant:2")
    with held_elsewhere(locked):
        assert dispatch.send_due() == {"sent": 1}
    assert dispatch.send_due() == {"sent": 1}
    assert server.recipients() == ["participant-2@example.test", "participant-1@example.test"]
