"""Writing on the facts board, taking a line off it, and printing the handout."""

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import PaperSize
from dialogues.choices.incidents import (
    REACH_EXPLANATIONS,
    STANDING_EXPLANATIONS,
    Reach,
    Standing,
)
from dialogues.errors import FactReplaced, FactUnchanged, MomentInFuture, ReasonMissing, UnsaidNeedsWhy
from dialogues.forms.base import OnceForm, RefusableForm
from dialogues.forms.fields import Choice, Clock, Day, Line, Paragraphs
from dialogues.forms.moments import MomentFields
from dialogues.forms.redaction import NameAwareForm
from dialogues.models import Fact, Incident
from dialogues.timing import moments
from records.errors import Refusal


class FactForm(MomentFields, NameAwareForm, OnceForm):
    """One line of the board. Changing a line is writing a new one, so the same form does both."""

    looked_at = ("text", "why", "until_words")
    refused_fields: ClassVar[dict[type[Refusal], str]] = {
        MomentInFuture: "clock",
        UnsaidNeedsWhy: "why",
        FactReplaced: "text",
        FactUnchanged: "text",
    }
    field_order = (
        "standing",
        "text",
        "why",
        "until_on",
        "until_words",
        "is_checked",
        "reach",
        "day",
        "clock",
        "occurrence",
    )

    standing = Choice(
        label=_("Which column?"),
        choices=Standing.choices,
        hints=STANDING_EXPLANATIONS,
        missing=_("Choose a column."),
    )
    text = Paragraphs(
        label=_("What is said"),
        help_text=_("One thing in plain words. No names, no case numbers, no verdict, no one’s past."),
        max_length=2000,
        rows=4,
        missing=_("Write what is said."),
    )
    why = Line(label=_("Why it cannot be said"), max_length=300)
    until_on = Day(label=_("It can be said from"))
    until_words = Line(
        label=_("Or, until what has happened"),
        help_text=_("Such as “the family has been told”."),
        max_length=160,
    )
    reach = Choice(
        label=_("Who may read it?"),
        choices=Reach.choices,
        hints=REACH_EXPLANATIONS,
        initial=Reach.TEAM,
        missing=_("Choose who may read it."),
    )

    def __init__(
        self, *args: Any, incident: Incident, now: datetime, fact: Fact | None = None, **options: Any
    ) -> None:
        local = now.astimezone(ZoneInfo(incident.time_zone))
        initial = {"day": local.date(), "clock": local.time().replace(second=0, microsecond=0)}
        names = ("standing", "text", "why", "until_on", "until_words", "reach")
        initial |= {name: getattr(fact, name) for name in names} if fact else {}
        initial |= {"time_zone": incident.time_zone} | options.pop("initial", {})
        super().__init__(*args, initial=initial, **options)
        self.now = now
        self.fields["time_zone"].widget = forms.HiddenInput()
        self.fields["day"].label = _("Day")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["as_of_at"] = self.moment_until(self.now, MomentInFuture)
        if cleaned.get("standing") == Standing.CANNOT_BE_SAID:
            if not cleaned.get("why") and "why" not in self.errors:
                self.add_error("why", _("Say why. Without a reason, people fill the gap themselves."))
            has_until = cleaned.get("until_on") or cleaned.get("until_words")
            if not has_until and not {"until_on", "until_words"}.intersection(self.errors):
                self.add_error("until_words", _("Give a date or words: until when can it not be said?"))
        return cleaned

    def saying(self) -> dict[str, Any]:
        asked = ("standing", "text", "as_of_at", "reach", "why", "until_on", "until_words")
        return {name: self.cleaned_data[name] for name in asked}


class WithdrawFactForm(RefusableForm):
    """Why a line is taken off the board."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {ReasonMissing: "reason"}

    reason = Line(
        label=_("Why is it withdrawn?"),
        help_text=_("Such as “It was wrong” or “Said too early”. It stays in the history."),
        max_length=300,
        missing=_("Write why. It stays in the history."),
    )


class HandoutForm(forms.Form):
    """How the handout is printed. It is asked by its address, so the page can show exactly what will stand on it."""

    language = Choice(
        label=_("Headings"),
        choices=[("en", _("English")), ("es", _("Spanish"))],
        initial="en",
        missing=_("Choose a language."),
        hints={"es": _("The facts stay as you wrote them. Have them translated before you hand them out.")},
    )
    paper = Choice(label=_("Paper"), choices=PaperSize.choices, missing=_("Choose a paper size."), hints={})
    next_day = Day(label=_("Day"))
    next_clock = Clock(label=_("Time"))
    contact = Line(
        label=_("One office to ask"),
        help_text=_("An office and its phone number, not a person’s own."),
        max_length=160,
        missing=_("Say which office people can ask."),
    )

    def __init__(self, *args: Any, incident: Incident, **options: Any) -> None:
        agency = incident.agency
        given = {"paper": agency.paper_size, "contact": agency.public_contact or agency.name}
        super().__init__(*args, initial=given, **options)
        self.zone = incident.time_zone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, clock = cleaned.get("next_day"), cleaned.get("next_clock")
        cleaned["next_at"] = None
        if (day is None and clock is None) or {"next_day", "next_clock"}.intersection(self.errors):
            return cleaned
        if day is None or clock is None:
            name = "next_day" if day is None else "next_clock"
            self.add_error(name, _("Give both the day and the time, or leave both empty."))
        elif found := moments(day, clock, self.zone):
            cleaned["next_at"] = found[0]
        else:
            self.add_error("next_clock", _("This time does not exist: clocks go forward that night."))
        return cleaned

    def values(self) -> dict[str, Any]:
        asked = ("language", "paper", "next_at", "contact")
        return {name: self.cleaned_data[name] for name in asked}
