from dataclasses import fields, replace

import pytest

from dialogues.evidence.four_tests import DialogueFacts, four_tests

NAMES = [field.name for field in fields(DialogueFacts)]
ALL = DialogueFacts(**dict.fromkeys(NAMES, True))
NONE = DialogueFacts(**dict.fromkeys(NAMES, False))


def test_all_four_are_met_when_everything_is_recorded():
    assert [test.is_met for test in four_tests(ALL)] == [True] * 4


def test_nothing_recorded_says_everything_that_is_missing():
    assert [len(test.missing) for test in four_tests(NONE)] == [3, 3, 3, 2]


@pytest.mark.parametrize("name", NAMES)
def test_each_fact_breaks_exactly_one_test(name):
    tests = four_tests(replace(ALL, **{name: False}))
    assert sum(not test.is_met for test in tests) == 1
    assert sum(len(test.missing) for test in tests) == 1
