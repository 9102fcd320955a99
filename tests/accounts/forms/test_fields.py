"""Fields that several forms of this room share."""

import pytest
from django import forms

from accounts.forms.fields import EmailField, NameField, NewPassword
from accounts.models import User

GOOD = "seven quiet lanterns"


@pytest.mark.parametrize("typed", ["Dana@Demo.EXAMPLE", "  dana@demo.example\t"])
def test_addresses_are_kept_in_one_spelling(typed: str) -> None:
    assert EmailField().clean(typed) == "dana@demo.example"


@pytest.mark.parametrize(
    "typed", ["", "dana", "dana@", "a b@demo.example", "dana@demo.example\nBcc: x@y.example"]
)
def test_what_is_no_address_is_told_with_an_example(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match=r"name@example\.org"):
        EmailField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Dana   Demo ", "Dana Demo"),
        ("Dana\r\nDemo", "Dana Demo"),
        ("عمر الديمو", "عمر الديمو"),
        ("🕯️", "🕯️"),
    ],
)
def test_names_are_one_line_in_any_script(typed: str, kept: str) -> None:
    assert NameField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\n", "x" * 121, "a\x00b"])
def test_what_is_no_name_is_told(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        NameField().clean(typed)


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        (GOOD, GOOD, set()),
        (GOOD, GOOD + " ", {"new_password_again"}),
        ("short", "short", {"new_password"}),
        ("dana.demo@demo.example", "dana.demo@demo.example", {"new_password"}),
        ("", "", {"new_password", "new_password_again"}),
        ("x" * 1001, "x" * 1001, {"new_password", "new_password_again"}),
    ],
)
def test_a_new_password_is_long_unlike_its_owner_and_typed_twice(
    first: str, second: str, wrong: set[str]
) -> None:
    person = User(email="dana.demo@demo.example", full_name="Dana Demo")
    form = NewPassword({"new_password": first, "new_password_again": second}, user=person)
    assert set(form.errors) == wrong


def test_passwords_are_not_sent_back() -> None:
    form = NewPassword({"new_password": GOOD, "new_password_again": "other"}, user=User())
    assert GOOD not in str(form)
    assert str(form).count('autocomplete="new-password"') == 2
