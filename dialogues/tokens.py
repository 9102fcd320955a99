"""Private links of this room: what each opens, and how its token is made and found again."""

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings

from accounts import tokens

INVITATION = "invitation"
STOP = "stop"
SURVEY = "survey"


class Link(NamedTuple):
    """What the database keeps of a new link. The token itself is only ever written into a letter."""

    nonce: str
    digest: str


def new_link(purpose: str) -> Link:
    nonce = tokens.new_nonce()
    return Link(nonce, tokens.digest(tokens.derive(key=settings.LINK_KEY, purpose=purpose, nonce=nonce)))


def token_again(*, purpose: str, nonce: str, digest: str) -> str | None:
    """The token of a link, for another letter; None when the key was changed and the old one forgotten."""
    return tokens.matching(keys=_keys(), purpose=purpose, nonce=nonce, expected_digest=digest)


def candidates(*, purpose: str, nonce: str) -> Iterator[str]:
    """The token of `nonce` by every key that is still known, the newest first."""
    return (tokens.derive(key=key, purpose=purpose, nonce=nonce) for key in _keys())


def stop_token(invitation_pk: int, nonce: str) -> str:
    """Opens only the page that stops letters, for one person. It tells nothing and opens no invitation."""
    return f"{invitation_pk}-{tokens.derive(key=settings.LINK_KEY, purpose=STOP, nonce=nonce)}"


def invitation_of_stop(token: str) -> tuple[int, str] | None:
    """Number and proof in a stop token, when it has the right form."""
    number, _, proof = token.partition("-")
    return (int(number), proof) if number.isascii() and number.isdigit() and len(number) < 19 else None


def is_stop_proof(proof: str, nonce: str) -> bool:
    return any(
        tokens.digest(proof) == tokens.digest(known) for known in candidates(purpose=STOP, nonce=nonce)
    )


def _keys() -> tuple[str, ...]:
    return (settings.LINK_KEY, *settings.LINK_KEY_FALLBACKS)
