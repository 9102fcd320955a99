"""Signing in and passwords."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import EmailField, NewPassword, PasswordField


class SignIn(forms.Form):
    email = EmailField(widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}))
    password = PasswordField(label=_("Password"))


class PasswordForgotten(forms.Form):
    email = EmailField(widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}))


class PasswordChange(NewPassword):
    password = PasswordField(label=_("Password now"))
    field_order = ["password", "new_password", "new_password_again"]
