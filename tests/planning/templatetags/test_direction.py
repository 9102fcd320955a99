import pytest

from planning.templatetags.direction import direction


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Welcome", "ltr"),
        ("أهلاً بكم", "rtl"),
        ("ברוכים הבאים", "rtl"),
        ("🌿 6:00 أهلاً", "rtl"),
        ("🌿 6:00 Welcome أهلاً", "ltr"),
        ("123 …", "ltr"),
        ("", "ltr"),
    ],
)
def test_the_first_letter_with_a_direction_decides(text, expected):
    assert direction(text) == expected
