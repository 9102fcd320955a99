"""Fields that several forms of this room share."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from accounts.models import User

EXAMPLE = _("Enter an e-mail address such as name@example.org.")


class EmailField(forms.EmailField):
    """An address as accounts keep it: without spaces around it, in lower case."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("E-mail address"))
        mistakes = dict.fromkeys(["required", "invalid"], EXAMPLE)
        super().__init__(max_length=254, error_messages=mistakes, **kwargs)

    def clean(self, value: Any) -> str:
        return super().clean(value).lower()


class NameField(forms.CharField):
    """A name in one line, however it was pasted."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, error_messages={"required": _("Enter a name.")}, **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class PasswordField(forms.CharField):
    """A password as typed: not trimmed, and never sent back to the page."""

    def __init__(self, *, is_new: bool = False, **kwargs: Any) -> None:
        autocomplete = "new-password" if is_new else "current-password"
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        mistakes = {"required": _("Enter a password.") if is_new else _("Enter your password.")}
        super().__init__(strip=False, max_length=1000, widget=widget, error_messages=mistakes, **kwargs)


class NewPassword(forms.Form):
    """A new password, typed twice because it cannot be seen."""

    new_password = PasswordField(
        is_new=True,
        label=_("New password"),
        help_text=_(
            "At least 15 characters. A few words that only you would put together are easy to remember "
            "and hard to guess."
        ),
    )
    new_password_again = PasswordField(is_new=True, label=_("New password again"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new_password_again(self) -> str:
        again = self.cleaned_data["new_password_again"]
        if again != self.cleaned_data.get("new_password", again):
            raise forms.ValidationError(_("The two passwords differ. Type both again."))
        return again

    def clean_new_password(self) -> str:
        password = self.cleaned_data["new_password"]
        password_validation.validate_password(password, self.user)
        return password
