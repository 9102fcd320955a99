"""Writing down whom to call, and how a test of it went."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from dialogues.forms.base import OnceForm
from dialogues.forms.fields import Choice, Day, Line
from readiness.choices import CallPart
from readiness.errors import CallTreeEmpty, DayInFuture
from readiness.forms.base import AddEntryForm, ChangeEntryForm, EntryFields
from readiness.models import CallTreeEntry
from records.errors import Refusal

PHONE = forms.TextInput(attrs={"type": "tel"})


class CallFields(EntryFields):
    """An official or office, their number, and who stands in."""

    part = Choice(label=_("Part"), choices=CallPart.choices, missing=_("Choose what they are there for."))
    name = Line(
        label=_("Name or office"),
        help_text=_("Officials of the agency and the city, and offices that help. No private persons."),
        max_length=160,
        missing=_("Write the name or the office."),
    )
    phone = Line(
        label=_("Phone"),
        help_text=_("The one that is answered at night."),
        max_length=40,
        missing=_("Write the number that is answered at night."),
        widget=PHONE,
    )
    backup = Line(label=_("Backup"), help_text=_("Who is called when they do not answer."), max_length=160)
    backup_phone = Line(label=_("Phone of the backup"), max_length=40, widget=PHONE)
    note = Line(
        label=_("When to call, what to ask"),
        help_text=_("Such as: only when someone was hurt."),
        max_length=300,
    )


class AddCallForm(CallFields, AddEntryForm):
    """A new place at the end of the call tree."""


class ChangeCallForm(CallFields, ChangeEntryForm):
    """A place in the call tree as it stands."""


class CallTreeTestForm(OnceForm):
    """Everyone was called; tick who was not reached."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {
        DayInFuture: "held_on",
        CallTreeEmpty: "not_reached",
    }

    held_on = Day(label=_("When did you call everyone?"), missing=_("Say on which day."))
    not_reached = forms.ModelMultipleChoiceField(
        label=_("Who was not reached?"),
        help_text=_(
            "Tick those who did not answer and whose backup did not answer. None is the best answer."
        ),
        queryset=CallTreeEntry.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    note = Line(
        label=_("What did you change afterwards?"),
        help_text=_("Such as: new number of counsel, a backup for the manager."),
        max_length=500,
    )

    def __init__(self, *args: Any, agency: Agency, today: date, **options: Any) -> None:
        super().__init__(*args, initial={"held_on": today}, **options)
        field: Any = self.fields["not_reached"]
        field.queryset = CallTreeEntry.objects.of(agency).kept().in_reading_order()
