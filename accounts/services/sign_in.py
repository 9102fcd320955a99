"""Signing in and out, and what happens around passwords."""

import hashlib
from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from accounts.choices import AuditKind
from accounts.models import User
from records.actors import SYSTEM
from records.services import audit, outbox

ONE_LETTER_IN = timedelta(minutes=30)
LETTER_WAITS_AT_MOST = timedelta(hours=1)
NOBODY = 0


def take_turn(*, email: str, address: str) -> bool:
    """Let tries for one account from one address come one after the other, so that each sees the count of the last.

    Part of the request's transaction. False when too many wait already.
    """
    number = int.from_bytes(hashlib.sha256(f"{email}\x1f{address}".encode()).digest()[:8], signed=True)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
    except OperationalError:  # lock_timeout
        return False
    return True


@transaction.atomic
def note_sign_in(*, by: User) -> None:
    audit.record(by=by, kind=AuditKind.SIGNED_IN, subject=by)


@transaction.atomic
def note_sign_out(*, by: User) -> None:
    audit.record(by=by, kind=AuditKind.SIGNED_OUT, subject=by)


@transaction.atomic
def note_refusal(*, email: str) -> None:
    """Record a refused try, with the same work whether or not the address has an account."""
    audit.record(by=SYSTEM, kind=AuditKind.SIGN_IN_REFUSED, subject=_account_of(email))


@transaction.atomic
def ask_password_reset(*, email: str, now: datetime) -> None:
    """Leave a letter with a link to set a new password, at most one in half an hour for each address.

    For an address without an account the same rows are written and the letter is dropped when it is due.
    Whoever asks learns nothing, and cannot keep the owner from a link: the letter already sent holds one.
    """
    user = _account_of(email)
    message = outbox.post(
        by=SYSTEM,
        kind="password_reset",
        key=f"password_reset:{_mark(email)}:{int(now.timestamp() // ONE_LETTER_IN.total_seconds())}",
        recipient=f"user:{user.pk if user else NOBODY}",
        context={},
        expires_at=now + LETTER_WAITS_AT_MOST,
    )
    if message is not None:
        audit.record(by=SYSTEM, kind=AuditKind.PASSWORD_RESET_ASKED, subject=user)


@transaction.atomic
def reset_password(*, by: User, password: str, now: datetime) -> None:
    """Set a new password by the link of a letter; every browser still signed in is signed out."""
    _set_password(by, password)
    audit.record(by=by, kind=AuditKind.PASSWORD_RESET, subject=by)
    _tell_of_new_password(by, now)


@transaction.atomic
def change_password(*, by: User, password: str, now: datetime) -> None:
    """Set a new password while signed in; every other browser is signed out."""
    _set_password(by, password)
    audit.record(by=by, kind=AuditKind.PASSWORD_CHANGED, subject=by)
    _tell_of_new_password(by, now)


@transaction.atomic
def sign_out_elsewhere(*, by: User) -> None:
    """End every sign-in of this person. The view keeps its own alive."""
    User.objects.filter(pk=by.pk).update(sign_in_version=F("sign_in_version") + 1)
    by.refresh_from_db(fields=["sign_in_version"])
    audit.record(by=by, kind=AuditKind.SIGNED_OUT_ELSEWHERE, subject=by)


def forget_ended() -> None:
    """Remove what is left of sign-ins that have ended, with whatever was typed and never fetched."""
    call_command("clearsessions")


# --- parts ------------------------------------------------------------------------------------------


def _account_of(email: str) -> User | None:
    return User.objects.filter(email=email.strip().lower()).first()


def _mark(email: str) -> str:
    """Tells addresses apart in the outbox without holding one."""
    return salted_hmac("accounts.password_reset", email.strip().lower(), algorithm="sha256").hexdigest()[:32]


def _set_password(user: User, password: str) -> None:
    user.set_password(password)
    user.sign_in_version += 1
    user.save(update_fields=["password", "sign_in_version"])


def _tell_of_new_password(user: User, now: datetime) -> None:
    outbox.post(
        by=user,
        kind="password_changed",
        key=f"password_changed:{user.pk}:{user.sign_in_version}",
        recipient=f"user:{user.pk}",
        context={},
        expires_at=now + timedelta(days=1),
    )
