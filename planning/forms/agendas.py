"""Forms of the agenda: they clean one request into typed data and write nothing."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices import DialogueFormat
from planning import content
from planning.choices import BlockKind
from planning.models.agendas import ItemValues


class StartForm(forms.Form):
    """Which format to start from; each with its length and size."""

    format = forms.ChoiceField(
        label=_("Start from a format"),
        help_text=_("You can change every item afterwards. The formats come from documented practice."),
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, phase: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.formats = sorted(content.formats(), key=lambda chosen: phase not in chosen.phases)
        choices = [(chosen.key, DialogueFormat(chosen.key).label) for chosen in self.formats]
        self.fields["format"].choices = [*choices, ("", _("An empty agenda"))]  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """One agenda item. Minutes are typed, clock times never."""

    title = forms.CharField(label=_("Title"), max_length=160)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=600,
        error_messages={
            "required": _("Write how many minutes it takes, for example 15."),
            "invalid": _("Write the minutes as a whole number, for example 15."),
            "min_value": _("An item takes at least 1 minute."),
            "max_value": _("An item takes at most 600 minutes (10 hours)."),
        },
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=BlockKind.choices, initial=BlockKind.PLENARY)
    lead = forms.CharField(label=_("Who leads"), max_length=120, required=False)
    purpose = forms.CharField(
        label=_("Purpose"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    instructions = forms.CharField(
        label=_("What to do"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    script = forms.CharField(
        label=_("What to say"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    materials = forms.CharField(label=_("Materials"), max_length=500, required=False)
    title_es = forms.CharField(
        label=_("Title in Spanish"),
        help_text=_("For the participants’ copy in Spanish."),
        max_length=160,
        required=False,
    )
    is_for_participants = forms.BooleanField(
        label=_("Show on the participants’ copy"), required=False, initial=True
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def values(self) -> ItemValues:
        names = ItemValues.__annotations__
        return ItemValues(**{name: self.cleaned_data[name] for name in names})  # type: ignore[typeddict-item]


class DetailsForm(forms.Form):
    """What stands above and beside the items."""

    ground_rules = forms.CharField(
        label=_("Ground rules"),
        help_text=_("One on each line. They are printed on both copies."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    welcome = forms.CharField(
        label=_("A word to participants"),
        help_text=_("Stands at the top of their copy: why you meet, what is recorded, whom to ask."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
