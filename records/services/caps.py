"""No address gets more than so many letters a day, whichever dialogues they come from.

Somebody could put one address on the lists of many dialogues. The counts stand in the cache under a digest, never the
address; when they are lost or cannot be kept, letters go.
"""

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.utils.crypto import salted_hmac

A_DAY = 24 * 60 * 60


def is_full(*, address: str) -> bool:
    """Whether the address had its letters for today: `MAIL_PER_ADDRESS_A_DAY`, none counted when that is 0."""
    if not settings.MAIL_PER_ADDRESS_A_DAY:
        return False
    try:
        with transaction.atomic():
            return cache.get(_key(address), 0) >= settings.MAIL_PER_ADDRESS_A_DAY
    except (DatabaseError, OSError):
        return False


def count(*, address: str) -> None:
    """One more letter went to the address. The day begins with its first one."""
    try:
        with transaction.atomic():
            if not cache.add(_key(address), 1, timeout=A_DAY):
                cache.incr(_key(address))
    except (ValueError, DatabaseError, OSError):  # it ran out just now, or the cache is away
        return


def _key(address: str) -> str:
    digest = salted_hmac("records.caps", address.strip().lower(), algorithm="sha256").hexdigest()
    return f"letters-to:{digest[:40]}"
