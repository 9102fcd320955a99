"""Whether reminders go on."""

from django import forms

RESUME, STAY = "resume", "stay"


class DecisionForm(forms.Form):
    """One decision: for the pause that is named, or for all."""

    what = forms.ChoiceField(choices=[(RESUME, RESUME), (STAY, STAY)])
    pause = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)

    @property
    def is_resuming(self) -> bool:
        return bool(self.cleaned_data["what"] == RESUME)

    def chosen(self) -> list[int] | None:
        """The one pause that is named; None means all."""
        pause = self.cleaned_data.get("pause")
        return [pause] if pause else None
