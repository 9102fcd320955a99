"""Scheduling, changing, moving and cancelling a session."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Language
from dialogues.errors import (
    EndsBeforeStart,
    LengthNotSensible,
    NothingMoved,
    ReasonMissing,
    SessionInPast,
    SessionNotOver,
    TimeDoesNotExist,
)
from dialogues.forms.base import OnceForm, RefusableForm, VersionedForm
from dialogues.forms.fields import Clock, Line, Paragraphs
from dialogues.forms.moments import MomentFields
from dialogues.models import Dialogue, Session
from dialogues.timing import Schedule, length_until
from records.errors import Refusal

TIME_ORDER = ("day", "clock", "ends", "ends_next_day", "occurrence", "time_zone", "venue", "address")
SHORTEST, LONGEST = 10, 24 * 60  # minutes of a session, as the database holds it
TIME_REFUSALS: dict[type[Refusal], str] = {
    SessionInPast: "day",
    LengthNotSensible: "ends",
    SessionNotOver: "was_held",
    NothingMoved: "day",
}


class PlaceAndTimeFields(MomentFields, RefusableForm):
    """When and where: the part that people who were asked must hear of."""

    ends = Clock(label=_("Ends at"), missing=_("Say when it ends."))
    ends_next_day = forms.BooleanField(
        label=_("It ends on the next day"),
        help_text=_("For an evening that goes past midnight."),
        required=False,
    )
    venue = Line(
        label=_("Place"),
        help_text=_("The name people know, such as “Riverton Library, Room B”."),
        max_length=160,
    )
    address = Line(label=_("Address"), max_length=300)

    refused_fields: ClassVar[dict[type[Refusal], str]] = TIME_REFUSALS

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now = now
        self.fields["clock"].label = _("Starts at")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_at, ends = self.moment(), cleaned.get("ends")
        if starts_at is not None and self.is_too_early(starts_at):
            self.refuse(SessionInPast())
        if starts_at is None or ends is None:
            return cleaned
        try:
            minutes = length_until(
                starts_at, ends, cleaned["time_zone"], is_next_day=cleaned["ends_next_day"]
            )
        except (EndsBeforeStart, TimeDoesNotExist) as refusal:
            self.add_error("ends", str(refusal.sentence))
            return cleaned
        place = {name: cleaned.get(name, "") for name in ("venue", "address")}
        cleaned["plan"] = Schedule(starts_at, minutes, cleaned["time_zone"], **place)
        if not SHORTEST <= minutes <= LONGEST:
            self.refuse(LengthNotSensible())
        return cleaned

    def is_too_early(self, starts_at: datetime) -> bool:
        """Whether the service would refuse that start: told at once, whatever else is wrong with the form."""
        return starts_at <= self.now

    @staticmethod
    def parts_of_plan(plan: Schedule) -> dict[str, Any]:
        """Time and place as the form shows them."""
        parts = MomentFields.parts_of(plan.starts_at, plan.time_zone)
        last = MomentFields.parts_of(plan.ends_at, plan.time_zone)
        ends = {"ends": last["clock"], "ends_next_day": last["day"] > parts["day"]}
        return parts | ends | {"venue": plan.venue, "address": plan.address}


class DetailFields(forms.Form):
    """What is known of a session beside its time and place."""

    title = Line(
        label=_("Title"),
        help_text=_("It heads the letters to residents, such as “Listening evening at the library”."),
        max_length=160,
        missing=_("Give the session a title."),
    )
    arrival = Paragraphs(
        label=_("Getting there"),
        help_text=_("Entrances, parking, transit, ramps, a quiet way in. Residents see this."),
        max_length=1000,
        rows=3,
    )
    access = Paragraphs(
        label=_("What is provided"),
        help_text=_("Interpreters, captions, childcare, food. Residents see this."),
        max_length=1000,
        rows=3,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in the room"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    capacity = forms.IntegerField(
        label=_("Seats"),
        help_text=_("How many people may come. Leave it empty when there is no limit."),
        min_value=1,
        max_value=100_000,
        required=False,
        error_messages={
            "invalid": _("Write a whole number, such as 40."),
            "min_value": _("There should be at least one seat."),
            "max_value": _("Check the number of seats."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    DETAILS = ("arrival", "access", "languages", "capacity")


class ScheduleSessionForm(DetailFields, PlaceAndTimeFields, OnceForm):
    """A new session."""

    field_order: ClassVar[list[str]] = ["title", *TIME_ORDER, "capacity"]

    was_held = forms.BooleanField(
        label=_("This session was already held"),
        help_text=_("Then its date may lie in the past, and nobody is reminded of it."),
        required=False,
    )

    def is_too_early(self, starts_at: datetime) -> bool:
        return super().is_too_early(starts_at) and not self.cleaned_data.get("was_held")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        plan = cleaned.get("plan")
        if plan is not None and cleaned.get("was_held") and plan.ends_at > self.now:
            self.refuse(SessionNotOver())
        return cleaned

    @staticmethod
    def initial_for(dialogue: Dialogue) -> dict[str, Any]:
        """What can be filled in: the agency's zone, the place of the session before.

        No title: it heads the letters to residents, so a person gives it.
        """
        before = dialogue.sessions.order_by("-starts_at").first()
        known: dict[str, Any] = {"time_zone": dialogue.agency.time_zone}
        if before is not None:
            kept = ("time_zone", "venue", "address", "arrival", "access", "languages", "capacity")
            known |= {name: getattr(before, name) for name in kept}
        return known

    def refuse(self, refusal: Refusal) -> None:
        """A day in the past may be meant: then the tick at the end of the form says so."""
        if isinstance(refusal, SessionInPast):
            refusal = SessionInPast(
                _(
                    "This time has passed. Choose a start in the future, or tick below that it was already held."
                )
            )
        super().refuse(refusal)

    def values(self) -> dict[str, Any]:
        asked = ("title", "plan", "was_held", "form_key")
        details = {name: self.cleaned_data[name] for name in self.DETAILS}
        return {name: self.cleaned_data[name] for name in asked} | {"details": details}


class ChangeSessionForm(DetailFields, VersionedForm):
    """Details of a session as they stand."""

    @staticmethod
    def current_of(session: Session) -> dict[str, Any]:
        return {name: getattr(session, name) for name in ("title", *DetailFields.DETAILS)}


class MoveSessionForm(PlaceAndTimeFields, VersionedForm):
    """Time and place of a session as they stand. Tells what the service would refuse before anyone is asked
    whether the letters may go."""

    field_order: ClassVar[list[str]] = [*TIME_ORDER]

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, now=now, **options)
        self.options |= {"now": now}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        plan = cleaned.get("plan")
        if plan is not None and not self.errors and self.parts_of_plan(plan) == self.current:
            self.refuse(NothingMoved())
        return cleaned

    @staticmethod
    def current_of(session: Session) -> dict[str, Any]:
        return PlaceAndTimeFields.parts_of_plan(session.schedule)


class CancelSessionForm(RefusableForm):
    """Why a session does not take place, for the record."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {ReasonMissing: "reason"}

    reason = Paragraphs(
        label=_("Reason"),
        help_text=_("It stays in the record. No names, nothing confidential."),
        max_length=300,
        missing=_("Write the reason. It stays in the record."),
        rows=2,
    )
