"""Which year to show. What makes no sense is ignored: a page has no errors."""

from collections.abc import Mapping
from typing import Any

from django import forms


class YearForm(forms.Form):
    year = forms.IntegerField(min_value=1990, max_value=2098, required=False)

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> int | None:
        form = cls(query)
        form.is_valid()
        year: int | None = form.cleaned_data.get("year")
        return year
