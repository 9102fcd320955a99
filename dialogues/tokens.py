"""Private links of this room: what each opens, and how its token is made and found again."""

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.core import signing

from accounts import tokens

INVITATION = "invitation"
STOP = "stop"
SURVEY = "survey"
SEAT_SALT = "dialogues.seat"


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


def seat_token(member_pk: int, user_pk: int) -> str:
    """Says that a seat was offered to an account. It opens nothing without that account being signed in."""
    return signing.Signer(salt=SEAT_SALT).sign_object([member_pk, user_pk])


def seat_of(token: str) -> tuple[int, int] | None:
    """Seat and account of an offer, when it is one of ours."""
    try:
        member_pk, user_pk = signing.Signer(salt=SEAT_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return member_pk, user_pk


def _keys() -> tuple[str, ...]:
    return (settings.LINK_KEY, *settings.LINK_KEY_FALLBACKS)
