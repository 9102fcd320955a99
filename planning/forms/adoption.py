"""The form on which a person chooses what to take over from newer guidance."""

from typing import Any

from django import forms

from dialogues.forms.base import RefusableForm

MOST = 500  # differences in one plan
LONGEST = 200


class Marks(forms.Field):
    """Marks of differences, as many as were sent. One that is unknown means nothing and does no harm."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return [mark for mark in list(value or ())[:MOST] if isinstance(mark, str) and len(mark) <= LONGEST]


class AdoptForm(RefusableForm):
    """`shown` is what the page offered, `left_out` what it showed as left out before, `chosen` what is ticked."""

    version = forms.CharField(max_length=20, required=False)
    shown = Marks(required=False)
    left_out = Marks(required=False)
    chosen = Marks(required=False)
