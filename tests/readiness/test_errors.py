"""Every refusal says why and what to do instead."""

import inspect

import pytest

from readiness import errors
from records.errors import Refusal

REFUSALS = [
    value
    for _name, value in inspect.getmembers(errors, inspect.isclass)
    if issubclass(value, Refusal) and value is not Refusal
]


@pytest.mark.parametrize("refusal", REFUSALS)
def test_it_says_why_and_what_to_do(refusal):
    assert len(str(refusal().sentence).split(". ")) >= 2
    assert str(refusal().sentence) != str(Refusal().sentence)
