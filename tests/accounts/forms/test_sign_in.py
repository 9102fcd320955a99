"""Forms for signing in and passwords."""

from accounts.forms.sign_in import PasswordChange, SignIn
from accounts.models import User


def test_password_managers_find_both_fields() -> None:
    page = str(SignIn())
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page


def test_spaces_belong_to_a_password() -> None:
    form = SignIn({"email": "Dana@demo.example", "password": "  two words "})
    assert form.is_valid()
    assert form.cleaned_data == {"email": "dana@demo.example", "password": "  two words "}


def test_the_password_of_now_is_asked_first() -> None:
    assert list(PasswordChange(user=User()).fields) == ["password", "new_password", "new_password_again"]
