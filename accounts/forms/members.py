"""Inviting, joining, roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import EmailField, NameField, NewPassword
from accounts.models import User
from accounts.roles import ROLE_DESCRIPTIONS, Role


class RolesField(forms.MultipleChoiceField):
    """One or more roles, each with what it allows."""

    option_hints = ROLE_DESCRIPTIONS

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=Role.choices,
            label=_("Roles"),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one role.")},
            **kwargs,
        )


class Invite(forms.Form):
    full_name = NameField(label=_("Name"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = EmailField(
        help_text=_("The letter goes to this address, and only its owner can join."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    roles = RolesField()


class Roles(forms.Form):
    roles = RolesField()


class JoinWithNewAccount(NewPassword):
    full_name = NameField(
        label=_("Your name"),
        help_text=_("Shown to the people you work with, and kept in the record of what you do."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["full_name", "new_password", "new_password_again"]

    def clean_full_name(self) -> str:
        name = self.cleaned_data["full_name"]
        self.user = User(email=self.user.email, full_name=name)
        return name
