"""The sheet after a session."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Agreement, Side, SurveyItem
from dialogues.forms.fields import Choice, Paragraphs


class SurveyForm(forms.Form):
    """Seven sentences and room for a thought. Everything may be left out."""

    marks_optional = False

    side = Choice(label=_("I took part as"), choices=Side.choices, widget=forms.RadioSelect, required=False)
    comment = Paragraphs(
        label=_("Anything else"),
        help_text=_("Only the facilitator reads this. Leave out what would tell who you are."),
        max_length=2000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in SurveyItem:
            self.fields[f"item_{item}"] = forms.TypedChoiceField(
                label=item.label,
                choices=Agreement.choices,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
        self.order_fields(["side", *(f"item_{item}" for item in SurveyItem), "comment"])

    def clean(self) -> dict[str, Any]:
        """A sheet sent in by mistake would use up its link."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(
                _("Nothing is filled in yet. Answer one question, or close this page.")
            )
        return cleaned

    def answers(self) -> dict[str, int]:
        """Only what was answered: a question left out stays missing."""
        found = {str(item): self.cleaned_data.get(f"item_{item}") for item in SurveyItem}
        return {item: value for item, value in found.items() if value is not None}
