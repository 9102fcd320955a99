"""Who the family hears from, and when. No field asks what was said."""

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.errors import MomentInFuture, PartOfInvestigation, PromiseNotAhead
from dialogues.forms.base import OnceForm
from dialogues.forms.fields import Clock, Day, Line
from dialogues.forms.moments import MomentFields
from dialogues.models import Incident
from dialogues.timing import moments
from records.errors import Refusal


class NameContactForm(OnceForm):
    """One named person or office, with the confirmation that matters most."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {PartOfInvestigation: "is_outside_investigation"}

    name = Line(
        label=_("Name or office"),
        help_text=_("Whom the family hears from, such as “Chaplain’s office”. Not a name of the family."),
        max_length=120,
        missing=_("Write who keeps in touch with the family."),
    )
    reach = Line(
        label=_("How the team reaches them"),
        help_text=_("A phone number or an e-mail address of the contact, never of the family."),
        max_length=160,
    )
    is_outside_investigation = forms.BooleanField(
        label=_("I confirm: they have no part in the investigation"),
        error_messages={"required": PartOfInvestigation.sentence},
    )

    def values(self) -> dict[str, Any]:
        asked = ("name", "reach", "is_outside_investigation", "form_key")
        return {name: self.cleaned_data[name] for name in asked}


class LogTalkForm(MomentFields, OnceForm):
    """When somebody was in contact, and when the family will hear again; both on the clocks of the incident."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {
        MomentInFuture: "clock",
        PromiseNotAhead: "next_day",
    }
    field_order = ("day", "clock", "occurrence", "next_day", "next_clock")

    next_day = Day(label=_("Day of the next update"))
    next_clock = Clock(label=_("Time of the next update"))

    def __init__(self, *args: Any, incident: Incident, now: datetime, **options: Any) -> None:
        local = now.astimezone(ZoneInfo(incident.time_zone))
        here = {"day": local.date(), "clock": local.time().replace(second=0, microsecond=0)}
        super().__init__(*args, initial=here | {"time_zone": incident.time_zone}, **options)
        self.now = now
        self.fields["time_zone"].widget = forms.HiddenInput()
        self.fields["day"].label = _("Day of the contact")
        self.fields["clock"].label = _("Time of the contact")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        talked_at = cleaned["talked_at"] = self.moment_until(self.now, MomentInFuture)
        next_at = cleaned["next_promised_at"] = self._next()
        if talked_at is not None and next_at is not None and next_at <= talked_at:
            self.refuse(PromiseNotAhead())
        return cleaned

    def values(self) -> dict[str, Any]:
        asked = ("talked_at", "next_promised_at", "form_key")
        return {name: self.cleaned_data[name] for name in asked}

    def _next(self) -> datetime | None:
        """The promised moment; where clocks show a time twice, the first of the two."""
        day, clock, zone = (self.cleaned_data.get(name) for name in ("next_day", "next_clock", "time_zone"))
        if (
            {"next_day", "next_clock"}.intersection(self.errors)
            or not zone
            or (day is None and clock is None)
        ):
            return None
        if day is None or clock is None:
            name = "next_day" if day is None else "next_clock"
            self.add_error(name, _("Give both the day and the time, or leave both empty."))
            return None
        found = moments(day, clock, zone)
        if not found:
            self.add_error("next_clock", _("This time does not exist: clocks go forward that night."))
        return found[0] if found else None
