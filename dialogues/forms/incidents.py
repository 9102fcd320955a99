"""Saying that something happened."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Membership, User
from dialogues.choices import IncidentKind
from dialogues.errors import IncidentInFuture, NotOfAgency, ReasonMissing, SpeaksForOthers
from dialogues.forms.base import OnceForm, RefusableForm, VersionedForm
from dialogues.forms.fields import Choice, Line
from dialogues.forms.moments import MomentFields
from dialogues.models import Incident
from dialogues.querysets.incidents import fit_for_team
from records.errors import Refusal

LONG_AGO = timedelta(days=730)
MOST_OFFERED = 40


class IncidentFields(MomentFields):
    """A time, a kind, a neutral name and an area; no field asks for a person."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {IncidentInFuture: "clock"}
    field_order: ClassVar[list[str]] = ["agency", "day", "clock", "occurrence", "is_long_ago", "time_zone"]

    kind = Choice(
        label=_("What kind?"), choices=IncidentKind.choices, hints={}, missing=_("Choose what comes closest.")
    )
    title = Line(
        label=_("What to call it"),
        help_text=_("Short and neutral, without names of persons, such as “Shooting on Maple Street”."),
        max_length=160,
        missing=_("Give it a short, neutral name."),
    )
    area = Line(label=_("Area"), help_text=_("A neighborhood or district, not an address."), max_length=160)
    is_long_ago = forms.BooleanField(
        label=_("Yes, this was more than two years ago"), widget=forms.HiddenInput, required=False
    )

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now = now
        self.fields["day"].label = _("Day")
        self.fields["clock"].label = _("Time")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        known_at = cleaned["known_at"] = self.moment_until(self.now, IncidentInFuture)
        if known_at is not None and known_at < self.now - LONG_AGO:
            self.fields["is_long_ago"].widget = forms.CheckboxInput()
            if not cleaned.get("is_long_ago"):
                self.add_error("is_long_ago", _("Check the year, or say that it is right."))
        return cleaned


class OpenIncidentForm(IncidentFields, OnceForm):
    """A new incident for one of the agencies in which the person is liaison."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {
        IncidentInFuture: "clock",
        NotOfAgency: "team",
        SpeaksForOthers: "team",
    }

    agency = forms.ModelChoiceField(
        label=_("Agency"),
        queryset=Agency.objects.none(),
        error_messages={"required": _("Choose the agency it concerns.")},
    )

    team = forms.ModelMultipleChoiceField(
        label=_("Who works on it?"),
        help_text=_("They see the incident. What each of them does can be said later. Nobody is written to."),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": NotOfAgency.sentence, "invalid_pk_value": NotOfAgency.sentence},
    )

    def __init__(self, *args: Any, agencies: list[Agency], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["clock"].help_text = _("Now, unless you change it.")
        self.fields["team"].queryset = _members(agencies, self.initial.get("team", ()))  # type: ignore[attr-defined]
        self.fields["team"].label_from_instance = str  # type: ignore[attr-defined]
        field: Any = self.fields["agency"]
        field.queryset = Agency.objects.filter(pk__in=[agency.pk for agency in agencies]).order_by("name")
        if len(agencies) == 1:
            field.widget, field.initial = forms.HiddenInput(), agencies[0].pk

    @staticmethod
    def initial_for(agencies: list[Agency], now: datetime, *, by: User) -> dict[str, Any]:
        """Now, to the minute, on the clocks of the person's agency, with the person as the first of the team."""
        return MomentFields.parts_of(now, agencies[0].time_zone) | {"team": [by.pk]}

    def values(self) -> dict[str, Any]:
        asked = ("agency", "title", "kind", "known_at", "time_zone", "area", "team", "form_key")
        return {name: self.cleaned_data[name] for name in asked}


class ChangeIncidentForm(IncidentFields, VersionedForm):
    """An incident as it stands."""

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, now=now, **options)
        self.options |= {"now": now}

    @staticmethod
    def current_of(incident: Incident) -> dict[str, Any]:
        names = ("title", "kind", "area")
        parts = MomentFields.parts_of(incident.known_at, incident.time_zone)
        return {name: getattr(incident, name) for name in names} | parts

    def incident_changes(self) -> dict[str, Any]:
        """Changes as columns: day, time and zone together are the moment."""
        changes = self.changes()
        if {"day", "clock", "time_zone", "occurrence"}.intersection(changes):
            moment = {"known_at": self.cleaned_data["known_at"], "time_zone": self.cleaned_data["time_zone"]}
            changes |= moment
        return {name: value for name, value in changes.items() if name not in {"day", "clock", "occurrence"}}


class WithdrawIncidentForm(RefusableForm):
    """Why an incident is withdrawn."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {ReasonMissing: "reason"}

    reason = Line(
        label=_("What was the mistake?"),
        help_text=_("Such as “Opened twice” or “A practice run”. It stays in the record. No names."),
        max_length=300,
        missing=_("Write what the mistake was. It stays in the record."),
    )


def _members(agencies: list[Agency], ticked: Iterable[int]) -> Any:
    """The people of these agencies who may join a team, by name.

    A list too long to tick is cut, never before those who are ticked; others can be added on the team's page.
    """
    members = fit_for_team(Membership.objects.filter(agency__in=agencies, user__is_active=True))
    found = members.order_by("user__full_name", "user").values_list("user", flat=True)
    keys = list(dict.fromkeys(found[: MOST_OFFERED * 2]))[:MOST_OFFERED]
    keys.extend(found.filter(user__in=list(ticked)))
    return User.objects.filter(pk__in=keys).order_by("full_name", "pk")
