"""Signing in and out, and what happens around passwords."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.services import sign_in as services
from records.models import AuditEvent, Message
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "nine wooden boats in the rain"


class TestPasswordReset:
    def test_posts_a_letter_that_names_nobody(self, stranger: User, now: datetime) -> None:
        services.ask_password_reset(email=stranger.email.upper(), now=now)
        message = Message.objects.get()
        assert (message.kind, message.recipient) == ("password_reset", f"user:{stranger.pk}")
        assert stranger.email not in str(Message.objects.values())
        assert AuditEvent.objects.get().kind == "password_reset_asked"

    def test_does_the_same_work_for_an_unknown_address(self, stranger: User, now: datetime) -> None:
        statements = []
        for email in (stranger.email, "nobody@demo.example"):
            with CaptureQueriesContext(connection) as captured:
                services.ask_password_reset(email=email, now=now)
            statements.append([query["sql"].split()[0] for query in captured])
        assert statements[0] == statements[1]
        assert Message.objects.count() == AuditEvent.objects.count() == 2

    def test_one_letter_in_half_an_hour(self, stranger: User, now: datetime) -> None:
        start = now.replace(minute=30, second=0)
        for minutes in (0, 5, 29, 31):
            services.ask_password_reset(email=stranger.email, now=start + timedelta(minutes=minutes, days=1))
        assert Message.objects.count() == AuditEvent.objects.count() == 2

    def test_new_password_ends_every_sign_in_and_tells_the_owner(
        self, stranger: User, now: datetime, kinds: Callable[[], list[str]]
    ) -> None:
        token, before = default_token_generator.make_token(stranger), stranger.get_session_auth_hash()
        services.reset_password(by=stranger, password=NEW, now=now)
        stranger.refresh_from_db()
        assert stranger.check_password(NEW)
        assert stranger.get_session_auth_hash() != before
        assert not default_token_generator.check_token(stranger, token)
        assert kinds() == ["password_reset"]
        assert Message.objects.get().kind == "password_changed"


def test_changing_the_password_is_recorded_and_told(
    stranger: User, now: datetime, kinds: Callable[[], list[str]]
) -> None:
    services.change_password(by=stranger, password=NEW, now=now)
    assert User.objects.get(pk=stranger.pk).check_password(NEW)
    assert kinds() == ["password_changed"]
    assert Message.objects.get().recipient == f"user:{stranger.pk}"


def test_a_failed_change_leaves_the_password(
    stranger: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_facts: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(services.audit, "record", fail)
    with pytest.raises(RuntimeError):
        services.change_password(by=stranger, password=NEW, now=now)
    assert User.objects.get(pk=stranger.pk).check_password(PASSWORD)


def test_signing_out_elsewhere_changes_what_every_browser_holds(
    stranger: User, kinds: Callable[[], list[str]]
) -> None:
    before = stranger.get_session_auth_hash()
    services.sign_out_elsewhere(by=stranger)
    assert stranger.get_session_auth_hash() != before
    assert kinds() == ["signed_out_elsewhere"]


@pytest.mark.parametrize("email", ["PERSON@demo.example", "nobody@demo.example"])
def test_a_refused_try_is_one_event_for_known_and_unknown(email: str) -> None:
    UserFactory(email="person@demo.example")
    with CaptureQueriesContext(connection) as captured:
        services.note_refusal(email=email)
    assert AuditEvent.objects.get().kind == "sign_in_refused"
    assert email.lower() not in str(AuditEvent.objects.values())
    assert len(captured) == 4  # savepoint, account, event, release


def test_coming_and_going_are_recorded(stranger: User, kinds: Callable[[], list[str]]) -> None:
    services.note_sign_in(by=stranger)
    services.note_sign_out(by=stranger)
    assert kinds() == ["signed_in", "signed_out"]


def test_only_what_ended_is_forgotten(
    stranger: User, liaison: User, sign_in: Callable[[User], Client]
) -> None:
    sign_in(liaison)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_session SET expire_date = now() - interval '1 second'")
        sign_in(stranger)
        services.forget_ended()
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_tries_for_one_account_wait_for_each_other() -> None:
    order: list[str] = []
    holding = threading.Event()

    def second() -> None:
        holding.wait()
        with transaction.atomic():
            assert services.take_turn(email="a@demo.example", address="192.0.2.1")
            order.append("second")
        connection.close()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        assert services.take_turn(email="a@demo.example", address="192.0.2.1")
        holding.set()
        thread.join(timeout=0.3)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


@pytest.mark.django_db(transaction=True)
def test_a_try_that_waits_too_long_is_told_so() -> None:
    holding, told = threading.Event(), []

    def second() -> None:
        holding.wait()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = 50")
            told.append(services.take_turn(email="a@demo.example", address="192.0.2.1"))
        connection.close()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        services.take_turn(email="a@demo.example", address="192.0.2.1")
        holding.set()
        thread.join()
    assert told == [False]
