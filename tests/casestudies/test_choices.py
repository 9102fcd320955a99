"""The vocabularies equal those that the files are checked against."""

from casestudies import content
from casestudies.choices import CasePhase, Trigger


def test_choices_are_those_of_the_content() -> None:
    assert set(CasePhase.values) == set(content.PHASES)
    assert set(Trigger.values) == set(content.TRIGGERS)
