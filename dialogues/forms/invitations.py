"""Choosing whom to invite, and the small forms around an invitation."""

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Answer, Category
from dialogues.formats import MOST_INVITED_AT_ONCE

MAX_KEY = 2**63 - 1


class WhoForm(forms.Form):
    """Narrowing the list of people not invited yet. What makes no sense is ignored: a list has no errors."""

    marks_optional = False

    category = forms.ChoiceField(
        label=_("Stakeholder category"),
        choices=[("", _("All categories")), *Category.choices],
        required=False,
    )

    @property
    def chosen(self) -> str:
        return self.cleaned_data.get("category", "") if self.is_valid() else ""


class ChosenPeople:
    """The people ticked on one page, or everyone the page stands for, as they come back from a browser."""

    def __init__(self, keys: list[int], *, everyone: bool, category: str) -> None:
        self.keys, self.everyone, self.category = keys, everyone, category

    @classmethod
    def read(cls, data: MultiValueDict[str, str]) -> Self:
        ticked = [key for text in data.getlist("people") for key in text.split(",")]
        who = WhoForm({"category": data.get("category", "")})
        return cls(
            [
                int(key)
                for key in ticked[:MOST_INVITED_AT_ONCE]
                if key.isascii() and key.isdigit() and len(key) < 19
            ],
            everyone="everyone" in data,
            category=who.chosen,
        )


class SendAgainForm(forms.Form):
    """Carries how many letters the person looking saw, so that a second click sends nothing."""

    letters = forms.IntegerField(min_value=0, max_value=32767, widget=forms.HiddenInput)


class AnswerFilter(forms.Form):
    """Which answers to show, and where in the list. What makes no sense is ignored."""

    answer = forms.ChoiceField(choices=[("", _("All")), *Answer.choices], required=False)
    after = forms.IntegerField(min_value=1, max_value=MAX_KEY, required=False)

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> dict[str, Any]:
        form = cls(query)
        form.is_valid()
        return {"answer": form.cleaned_data.get("answer") or "", "after": form.cleaned_data.get("after")}
