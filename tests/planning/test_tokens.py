"""Codes on paper: read back as they were printed, and a misread sign is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.tokens import LETTERS, BadCode, code_of, read_code

KINDS = st.sampled_from("NTS")
NUMBERS = st.integers(min_value=0, max_value=2**40)


@given(KINDS, NUMBERS)
def test_a_code_is_read_back(kind: str, number: int) -> None:
    assert read_code(code_of(kind, number)) == (kind, number)


@given(KINDS, NUMBERS)
def test_as_a_hand_writes_it(kind: str, number: int) -> None:
    written = code_of(kind, number).lower().replace("0", "o").replace("1", "l")
    assert read_code(f"  {written} ") == (kind, number)


@given(KINDS, st.integers(min_value=0, max_value=32**5), st.data())
def test_one_wrong_sign_is_noticed(kind: str, number: int, data: st.DataObject) -> None:
    code = code_of(kind, number)
    place = data.draw(st.integers(min_value=2, max_value=len(code) - 2))
    near = [sign for sign in LETTERS if abs(LETTERS.index(sign) - LETTERS.index(code[place])) in range(1, 29)]
    wrong = code[:place] + data.draw(st.sampled_from(near)) + code[place + 1 :]
    with pytest.raises(BadCode):
        read_code(wrong)


@pytest.mark.parametrize("text", ["", "N", "N-", "N-1", "-0001", "NN-0001", "N-00Ü1", "N-000U", "7"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(BadCode):
        read_code(text)
