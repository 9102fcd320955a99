"""Private links: derived, never stored."""

from hypothesis import given
from hypothesis import strategies as st

from accounts import tokens

keys = st.text(min_size=1)


def test_a_nonce_is_never_the_same_twice() -> None:
    assert len({tokens.new_nonce() for _ in range(1000)}) == 1000


@given(key=keys, nonce=st.text())
def test_a_token_is_long_and_safe_in_an_address(key: str, nonce: str) -> None:
    token = tokens.derive(key=key, purpose=tokens.JOIN, nonce=nonce)
    assert len(token) == 32
    assert token.replace("-", "").replace("_", "").isalnum()


@given(key=keys, other=keys, nonce=st.text())
def test_a_token_belongs_to_key_purpose_and_nonce(key: str, other: str, nonce: str) -> None:
    token = tokens.derive(key=key, purpose="join", nonce=nonce)
    assert token == tokens.derive(key=key, purpose="join", nonce=nonce)
    assert token != tokens.derive(key=key, purpose="rsvp", nonce=nonce)
    assert token != tokens.derive(key=key, purpose="join", nonce=nonce + "x")
    assert (token == tokens.derive(key=other, purpose="join", nonce=nonce)) is (key == other)


@given(nonce=st.text())
def test_links_of_the_last_key_still_work(nonce: str) -> None:
    old = tokens.derive(key="old", purpose="join", nonce=nonce)
    found = {"purpose": "join", "nonce": nonce, "expected_digest": tokens.digest(old)}
    assert tokens.matching(keys=["new", "old"], **found) == old
    assert tokens.matching(keys=["new"], **found) is None
    assert old not in tokens.digest(old)
