import pytest
from django.conf import settings

from accounts import tokens as link_tokens
from dialogues import tokens


def test_new_link_keeps_only_a_digest_and_gives_the_token_again():
    link = tokens.new_link(tokens.INVITATION)
    token = tokens.token_again(purpose=tokens.INVITATION, nonce=link.nonce, digest=link.digest)
    assert link_tokens.digest(token) == link.digest
    assert token not in link


def test_token_of_one_purpose_opens_no_other():
    link = tokens.new_link(tokens.INVITATION)
    assert tokens.token_again(purpose=tokens.SURVEY, nonce=link.nonce, digest=link.digest) is None


def test_token_is_found_again_after_the_key_was_changed(settings):
    link = tokens.new_link(tokens.INVITATION)
    settings.LINK_KEY_FALLBACKS, settings.LINK_KEY = [settings.LINK_KEY], "another key, made today"
    assert tokens.token_again(purpose=tokens.INVITATION, nonce=link.nonce, digest=link.digest)
    settings.LINK_KEY_FALLBACKS = []
    assert tokens.token_again(purpose=tokens.INVITATION, nonce=link.nonce, digest=link.digest) is None


def test_tokens_never_repeat():
    assert len({tokens.new_link(tokens.INVITATION) for _ in range(500)}) == 500


def test_stop_token_proves_one_invitation():
    token = tokens.stop_token(12, "nonce")
    number, proof = tokens.invitation_of_stop(token)
    assert number == 12
    assert tokens.is_stop_proof(proof, "nonce")
    assert not tokens.is_stop_proof(proof, "another")
    assert not tokens.is_stop_proof("", "nonce")


@pytest.mark.parametrize("token", ["", "-", "x-y", "12", "٣-abc", "-1-abc", "9" * 30 + "-abc", "1e3-abc"])
def test_stop_token_of_a_wrong_form_is_nothing(token):
    parts = tokens.invitation_of_stop(token)
    assert parts is None or not tokens.is_stop_proof(parts[1], "nonce")


def test_the_key_is_not_the_key_of_sessions():
    assert settings.LINK_KEY != settings.SECRET_KEY
