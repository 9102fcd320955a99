"""Forms of the agenda: they clean one request into typed data and write nothing."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices import DialogueFormat
from dialogues.forms.base import OnceForm, RefusableForm, VersionedForm
from dialogues.forms.fields import Choice, Line, Paragraphs
from planning import content
from planning.choices import BlockKind
from planning.models import Agenda, AgendaBlock
from planning.models.agendas import ItemValues


class StartForm(RefusableForm):
    """Which format to start from. The page shows length, size and sources, those that fit the phase first."""

    format = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": _("Choose one from the list.")}
    )
    accounts_for_promises = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, phase: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.formats = content.formats()
        self.fitting = [chosen for chosen in self.formats if phase in chosen.phases]
        self.others = [chosen for chosen in self.formats if phase not in chosen.phases]
        choices = [(chosen.key, DialogueFormat(chosen.key).label) for chosen in self.formats]
        self.fields["format"].choices = [*choices, ("", _("An empty agenda"))]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the service asks for."""
        return {
            "format_key": self.cleaned_data["format"],
            "accounts_for_promises": self.cleaned_data["accounts_for_promises"],
        }


class ItemFields(forms.Form):
    """One agenda item. Minutes are typed, clock times never."""

    title = Line(
        label=_("Title"),
        help_text=_("Participants read it on their copy."),
        max_length=160,
        missing=_("Give the item a title."),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=600,
        error_messages={
            "required": _("Write how many minutes it takes, such as 15."),
            "invalid": _("Write the minutes as a whole number, such as 15."),
            "min_value": _("An item takes at least 1 minute."),
            "max_value": _("An item takes at most 600 minutes (10 hours)."),
        },
    )
    kind = Choice(
        label=_("Kind"), choices=BlockKind.choices, initial=BlockKind.PLENARY, missing=_("Choose a kind.")
    )
    lead = Line(label=_("Who leads"), help_text=_("A role, or a name."), max_length=120)
    purpose = Paragraphs(label=_("Purpose"), max_length=1000, rows=2)
    instructions = Paragraphs(label=_("What to do"), max_length=4000, rows=5)
    script = Paragraphs(label=_("What to say"), max_length=4000, rows=5)
    materials = Line(
        label=_("Materials"),
        help_text=_("With commas between, such as “Markers, Name tags”."),
        max_length=500,
    )
    title_es = Line(
        label=_("Title in Spanish"), help_text=_("For the participants’ copy in Spanish."), max_length=160
    )
    is_for_participants = forms.BooleanField(
        label=_("Show it on the participants’ copy"), required=False, initial=True
    )


class AddItemForm(ItemFields, OnceForm):
    """A new item, after another one or at the end."""

    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def values(self) -> ItemValues:
        names = ItemValues.__annotations__
        return ItemValues(**{name: self.cleaned_data[name] for name in names})  # type: ignore[typeddict-item]


class ChangeItemForm(ItemFields, VersionedForm):
    """An item as it stands."""

    @staticmethod
    def current_of(block: AgendaBlock) -> dict[str, Any]:
        return {name: getattr(block, name) for name in ItemFields.base_fields}


class MoveForm(forms.Form):
    """Where an item goes: so many places up (minus) or down, or to a place counted from 1."""

    places = forms.IntegerField(required=False)
    to = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("places") is None and cleaned.get("to") is None:
            raise forms.ValidationError(_("Write the number of the place, such as 3."))
        return cleaned


class DetailsForm(VersionedForm):
    """What stands above and below the items."""

    marks_optional: ClassVar[bool] = False

    welcome = Paragraphs(
        label=_("A word to participants"),
        help_text=_("Stands at the top of their copy: why you meet, what is recorded, whom to ask."),
        max_length=1000,
        rows=4,
    )
    ground_rules = Paragraphs(
        label=_("Ground rules"),
        help_text=_("One on each line. They are printed on both copies."),
        max_length=4000,
        rows=9,
    )

    @staticmethod
    def current_of(agenda: Agenda) -> dict[str, Any]:
        return {"welcome": agenda.welcome, "ground_rules": agenda.ground_rules}
