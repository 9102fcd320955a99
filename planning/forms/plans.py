"""Forms of the plan: they clean one request into typed data and write nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.models import DesignTeamMember


class EvidenceForm(forms.Form):
    """What shows that the step is done."""

    evidence = forms.CharField(
        label=_("What shows it"),
        help_text=_("In a sentence: where the document is, or what was agreed. No names of residents."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SkipForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you skip it"),
        help_text=_("The reason stays in the record."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AssignForm(forms.Form):
    """Who sees to the step and by when. An empty date follows the guidance."""

    member = forms.ChoiceField(label=_("Who sees to it"), required=False)
    name = forms.CharField(label=_("Or someone else"), max_length=120, required=False)
    due_on = forms.DateField(
        label=_("Due date"),
        help_text=_(
            "Leave it empty to follow the guidance: the date then moves with the session or incident."
        ),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, members: list[DesignTeamMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in members}
        choices = [("", _("Nobody yet"))]
        choices += [(key, member.name) for key, member in self.members.items()]
        self.fields["member"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("member") and cleaned.get("name"):
            self.add_error("name", _("Choose a person from the list or write a name, not both."))
        chosen = self.members.get(cleaned.get("member", ""))
        cleaned["owner"] = chosen.user if chosen else None
        cleaned["owner_name"] = chosen.name if chosen else cleaned.get("name", "")
        return cleaned
