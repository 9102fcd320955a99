"""The content of the planning room as other rooms and floors meet it."""

import subprocess
import sys

import pytest

from dialogues.choices import DialogueFormat, Phase
from planning import content


def test_keys_are_those_that_dialogues_store() -> None:
    assert set(content.PHASES) == set(Phase.values)
    assert set(content.FORMAT_KEYS) == set(DialogueFormat.values)


def test_it_needs_neither_django_nor_a_database() -> None:
    asked = (
        "import sys, planning.content as p, casestudies.content as c; p.check(); c.check(); "
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_it_is_read_once() -> None:
    assert content.formats()[0] is content.formats()[0]
    assert content.guidance("pre_crisis") is content.guidance("pre_crisis")


def test_nothing_of_it_can_be_changed() -> None:
    with pytest.raises(AttributeError):
        content.guidance("pre_crisis").title = "Other"  # type: ignore[misc]


def test_numbers_that_other_pages_rely_on() -> None:
    assert [len(content.guidance(phase).steps) for phase in content.PHASES] == [13, 14, 13]
    assert len(content.formats()) == 13
