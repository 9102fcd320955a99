"""Private links. A token is derived from a secret key, so it can be written into a letter and is never stored.

The database keeps only a digest. A stolen database opens no link; a stolen key without the database opens
none either, because each derivation includes a random nonce kept in the row.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

NONCE_BYTES = 16
JOIN = "join"  # the purpose of an invitation to an agency or a review organization


def new_nonce() -> str:
    """128 random bits, as text."""
    return secrets.token_urlsafe(NONCE_BYTES)


def derive(*, key: str, purpose: str, nonce: str) -> str:
    """The token of `nonce` for one purpose: 192 bits, safe in an address."""
    mac = hmac.new(key.encode(), f"{purpose}\x1f{nonce}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:24]).decode().rstrip("=")


def digest(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def matching(*, keys: Iterable[str], purpose: str, nonce: str, expected_digest: str) -> str | None:
    """The token again, by the first key that still fits; None when the key was changed since."""
    for key in keys:
        token = derive(key=key, purpose=purpose, nonce=nonce)
        if hmac.compare_digest(digest(token), expected_digest):
            return token
    return None
