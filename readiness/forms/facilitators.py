"""Writing down people of the pool and their trainings."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogues.forms.base import RefusableForm
from dialogues.forms.fields import Day, Line
from readiness.errors import DayInFuture, PairedWithSelf
from readiness.forms.base import AddEntryForm, ChangeEntryForm, EntryFields, languages_field
from readiness.models import PoolFacilitator
from records.errors import Refusal


class FacilitatorFields(EntryFields):
    """Someone who facilitates. No private phone number: they are reached through their organization."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {PairedWithSelf: "paired_with"}

    LATER = ("languages", "paired_with", "bias_checked_on", "debriefed_on")

    name = Line(
        label=_("Name"),
        help_text=_("Ask them first. They may see and change what stands here at any time."),
        max_length=120,
        missing=_("Write their name."),
    )
    organization = Line(
        label=_("Organization"),
        help_text=_("Where they are reached. Keep no private numbers here."),
        max_length=160,
    )
    languages = languages_field(_("Languages they facilitate in"))
    background = Line(
        label=_("Background, in their own words"),
        help_text=_("Such as: retired teacher, grew up on the North Side. A pool needs many backgrounds."),
        max_length=300,
    )
    paired_with = forms.ModelChoiceField(
        label=_("Paired with"),
        help_text=_("New with experienced."),
        queryset=PoolFacilitator.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
        error_messages={"invalid_choice": _("Choose someone of the pool.")},
    )
    bias_checked_on = Day(label=_("Last looked at their own bias on"))
    debriefed_on = Day(label=_("Last debrief after a session on"))

    def fill_choices(self) -> None:
        pool = PoolFacilitator.objects.of(self.agency)
        if self.entry is None:
            pool = pool.kept()
        else:  # a partner who left stays until someone else is chosen
            partner = Q(pk=getattr(self.entry, "paired_with_id", None))
            pool = pool.filter(Q(removed_at__isnull=True) | partner).exclude(pk=self.entry.pk)
        field: Any = self.fields["paired_with"]
        field.queryset = pool.in_reading_order()


class AddFacilitatorForm(FacilitatorFields, AddEntryForm):
    """A new member of the pool."""


class ChangeFacilitatorForm(FacilitatorFields, ChangeEntryForm):
    """A member of the pool as they stand."""


class TrainingForm(RefusableForm):
    """A day of training."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {DayInFuture: "trained_on"}

    trained_on = Day(label=_("Day of the training"), missing=_("Say on which day."))
    topic = Line(label=_("What in"), help_text=_("Such as: table facilitation, first hours."), max_length=160)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, initial={"trained_on": today}, **options)
