"""What a reviewer asks for. Every field may stay empty; a wrong one is told and left out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import State
from dialogues.choices import DialogueStatus, Phase
from history.summaries import Wanted


class SearchForm(forms.Form):
    marks_optional = False

    q = forms.CharField(label=_("Words"), max_length=200, required=False, strip=True)
    phase = forms.ChoiceField(
        label=_("Phase"), choices=[("", _("Any phase")), *Phase.choices], required=False
    )
    status = forms.ChoiceField(
        label=_("Status"), choices=[("", _("Open or closed")), *DialogueStatus.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("Any state")), *State.choices], required=False
    )
    agency = forms.CharField(
        label=_("Agency"),
        max_length=160,
        required=False,
        strip=True,
        widget=forms.TextInput(attrs={"list": "agency-names", "autocomplete": "off"}),
    )
    opened_from = forms.DateField(
        label=_("Opened from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    opened_until = forms.DateField(
        label=_("Opened until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("opened_from"), cleaned.get("opened_until")
        if first and last and first > last:
            self.add_error("opened_until", _("The second day lies before the first. Change one of them."))
        return cleaned

    def wanted(self) -> Wanted:
        """What was asked, without the fields that have to be mended."""
        values = self.cleaned_data if self.is_bound else {}
        return Wanted(
            words=values.get("q") or "",
            phase=values.get("phase") or "",
            status=values.get("status") or "",
            state=values.get("state") or "",
            agency=values.get("agency") or "",
            opened_from=values.get("opened_from"),
            opened_until=values.get("opened_until"),
        )
