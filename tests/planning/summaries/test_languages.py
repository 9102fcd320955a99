"""Who needs an interpreter follows from the languages that a session names."""

import pytest

from dialogues.models import Session
from planning.summaries.languages import interpreted


@pytest.mark.parametrize(
    ("named", "found"),
    [
        (["en", "es", "ase"], ["es", "ase"]),
        (["es", "vi"], ["es", "vi"]),
        (["es", "ase"], ["ase"]),
        (["es"], []),
        (["en"], []),
        (["ase"], ["ase"]),
        ([], []),
    ],
)
def test_all_but_the_language_in_which_it_is_held(named, found):
    assert interpreted(Session(languages=named)) == found
