"""Forms of releases: what is new in one, and for whom a word is given."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.forms.base import RefusableForm
from dialogues.forms.fields import Line


class ReleaseForm(RefusableForm):
    """A release, with a word on what is new."""

    note = Line(
        label=_("What is new"),
        help_text=_("One sentence for those who have the release before this one."),
        max_length=300,
    )


class ConfirmForm(forms.Form):
    """Which member of the design team speaks."""

    member = forms.IntegerField(widget=forms.HiddenInput)
