"""Finding the session that a format is to be used for."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from planning.forms.formats import LONGEST_SEARCH


class FindSessionForm(forms.Form):
    """Words of a session or its dialogue. What makes no sense is ignored: a list has no errors."""

    marks_optional: ClassVar[bool] = False

    q = forms.CharField(
        label=_("Words of the session or its dialogue"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def words(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("q", "")[:LONGEST_SEARCH].strip()
