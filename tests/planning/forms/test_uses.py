"""Finding a session: endless words are cut, and none mean any."""

import pytest

from planning.forms.uses import FindSessionForm


@pytest.mark.parametrize(
    ("typed", "words"), [({}, ""), ({"q": " forum "}, "forum"), ({"q": "a" * 9000}, "a" * 100)]
)
def test_words_are_cut(typed, words):
    assert FindSessionForm(typed).words()[: len(words) or 1] == words
    assert len(FindSessionForm(typed).words()) < 1000
