"""A day and a time on the clocks of a zone, read as one moment."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import TimeZone
from dialogues.errors import TimeDoesNotExist, TimeHappensTwice
from dialogues.forms.fields import Choice, Clock, Day
from dialogues.timing import moments, resolve
from records.errors import Refusal
from records.timing import spell_moment


class MomentFields(forms.Form):
    """Refuses a time that the clocks skip; asks which one is meant where they show it twice."""

    day = Day(label=_("Date"), missing=_("Choose the date."))
    clock = Clock(label=_("Time"), missing=_("Say at what time."))
    time_zone = Choice(label=_("Time zone"), choices=TimeZone.choices, missing=_("Choose the time zone."))
    occurrence = forms.ChoiceField(
        label=_("Which of the two?"),
        choices=[("first", _("The first")), ("second", _("The second"))],
        widget=forms.HiddenInput,
        required=False,
    )

    def moment_until(self, now: datetime, refusal: type[Refusal]) -> datetime | None:
        """The moment meant. One that has not come yet is refused at once, whatever else is wrong with the form."""
        moment = self.moment()
        if moment is not None and moment > now:
            self.add_error("clock", str(refusal.sentence))
        return moment

    def moment(self) -> datetime | None:
        """The moment meant, or None after telling beside a field what is wrong. Called from `clean`."""
        day, clock, zone = (self.cleaned_data.get(name) for name in ("day", "clock", "time_zone"))
        if day is None or clock is None or not zone:
            return None
        found = moments(day, clock, zone)
        if len(found) > 1:
            self._show_both(found, zone)
        try:
            return resolve(day, clock, zone, self.cleaned_data.get("occurrence", ""))
        except TimeDoesNotExist as refusal:
            self.add_error("clock", str(refusal.sentence))
        except TimeHappensTwice as refusal:
            self.add_error("occurrence", str(refusal.sentence))
        return None

    def _show_both(self, found: list[datetime], zone: str) -> None:
        field: Any = self.fields["occurrence"]
        field.widget, field.required = forms.RadioSelect(), True
        first, second = (spell_moment(moment, zone) for moment in found)
        field.choices = [
            ("first", _("The first: %(when)s") % {"when": first}),
            ("second", _("The second, after clocks went back: %(when)s") % {"when": second}),
        ]

    @staticmethod
    def parts_of(moment: datetime, zone: str) -> dict[str, Any]:
        """A moment as the form shows it."""
        local = moment.astimezone(ZoneInfo(zone))
        clock = time(local.hour, local.minute)
        twice = len(moments(local.date(), clock, zone)) > 1
        occurrence = ("second" if local.fold else "first") if twice else ""
        return {"day": local.date(), "clock": clock, "time_zone": zone, "occurrence": occurrence}
