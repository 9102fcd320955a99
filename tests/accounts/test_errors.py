"""Refusals about people, agencies and rights."""

import pytest

from accounts import errors
from records.errors import Refusal

KINDS = (kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Refusal))
REFUSALS = [kind for kind in KINDS if kind is not Refusal]


@pytest.mark.parametrize("refusal", REFUSALS)
def test_each_is_one_or_two_plain_sentences(refusal: type[Refusal]) -> None:
    words = str(refusal().sentence)
    assert words.endswith(".")
    assert "please" not in words.lower()
    assert "!" not in words
    assert len(words) < 220
