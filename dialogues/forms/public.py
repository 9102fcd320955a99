"""Finding a public page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.forms.dialogues import MAX_KEY


class FindPagesForm(forms.Form):
    """Words, and the place in the list. What makes no sense is ignored: a list has no errors."""

    marks_optional = False

    words = forms.CharField(
        label=_("Town, agency or topic"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    before = forms.IntegerField(min_value=1, max_value=MAX_KEY, required=False, widget=forms.HiddenInput)

    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
