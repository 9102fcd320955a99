import pytest

from dialogues.forms.public import FindPagesForm


@pytest.mark.parametrize(
    ("asked", "understood"),
    [
        ({}, {}),
        ({"words": " maple ", "before": "7"}, {"words": "maple", "before": 7}),
        ({"words": "a" * 101, "before": "x"}, {}),
        ({"words": "a\x00b", "before": "99999999999999999999"}, {}),
    ],
)
def test_what_makes_no_sense_is_left_out(asked, understood):
    assert FindPagesForm(asked).asked() == understood
