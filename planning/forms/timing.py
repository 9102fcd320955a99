"""Forms of the pages “Running late” and “Access and time”: they clean one request and write nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dialogues.forms.base import RefusableForm, VersionedForm
from dialogues.forms.fields import Choice
from planning.choices import Spoken
from planning.models import Agenda, AgendaBlock
from planning.models.agendas import AccessValues
from planning.summaries.access import Ticked
from planning.summaries.wording import title_here
from planning.timing import schedule
from planning.timing.late import Way
from records.timing import spell_time_from

MOST_LATE = 240
ON_TIME = "on_time"
SHOW = "show"  # not a way yet: the new end of what is ticked


class LateForm(RefusableForm):
    """How late, and since when. `after` is an item that ran over; without one, the start is late.

    `gone` are the items ticked to be dropped; they count once somebody could tick them (`is_chosen`).
    """

    marks_optional: ClassVar[bool] = False

    minutes = forms.IntegerField(
        label=_("Minutes late"),
        min_value=1,
        max_value=MOST_LATE,
        error_messages={
            "required": _("Write by how many minutes you are late, such as 20."),
            "invalid": _("Write the minutes as a whole number, such as 20."),
            "min_value": _("Write at least 1 minute."),
            "max_value": _("Write at most 240 minutes (4 hours)."),
        },
    )
    after = forms.TypedChoiceField(
        label=_("What happened"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("This item is not on the agenda any more. Choose another.")},
    )
    gone = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.MultipleHiddenInput)
    is_chosen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, agenda: Agenda, blocks: Sequence[AgendaBlock]
    ) -> None:
        super().__init__(data)
        self.blocks = blocks
        self.fields["gone"].choices = [(block.pk, str(block.pk)) for block in blocks]  # type: ignore[attr-defined]
        over, zone = gettext("%(clock)s “%(item)s” ran over"), agenda.session.zone
        starts = [span.starts_at for span in schedule(agenda.starts_at, blocks, zone).spans()]
        choices = [
            (
                block.pk,
                over
                % {
                    "clock": spell_time_from(begins, agenda.session.starts_at, zone),
                    "item": title_here(block),
                },
            )
            for block, begins in zip(blocks, starts, strict=True)
        ]
        self.fields["after"].choices = [("", gettext("We start late")), *choices]  # type: ignore[attr-defined]

    def index(self) -> int | None:
        """The place of the item that ran over, from 0. Call after `is_valid`."""
        chosen = self.cleaned_data["after"]
        return next((index for index, block in enumerate(self.blocks) if block.pk == chosen), None)

    def gone_ids(self) -> list[int] | None:
        """What was ticked; None before anyone could. Call after `is_valid`."""
        return self.cleaned_data["gone"] if self.cleaned_data["is_chosen"] else None

    def gone_rows(self) -> list[int] | None:
        """The same as places, from 0."""
        chosen = self.gone_ids()
        return chosen and [index for index, block in enumerate(self.blocks) if block.pk in chosen]

    def query(self) -> str:
        """The address of the page with these times, after the question mark."""
        pairs = [("minutes", self.cleaned_data["minutes"]), ("after", self.cleaned_data["after"] or "")]
        chosen = self.gone_ids()
        if chosen is not None:
            pairs += [("is_chosen", "on"), *(("gone", pk) for pk in chosen)]
        return urlencode(pairs)


class GoOnForm(LateForm):
    """The way that was chosen, for the agenda as it was shown."""

    way = forms.ChoiceField(choices=[(way.value, way.value) for way in Way])
    version = forms.IntegerField(min_value=1)

    def values(self) -> dict[str, Any]:
        """What the service asks for."""
        return {
            "way": Way(self.cleaned_data["way"]),
            "version": self.cleaned_data["version"],
            "minutes": self.cleaned_data["minutes"],
            "after": self.cleaned_data["after"],
            "gone": self.gone_ids(),
        }


class VersionForm(forms.Form):
    """Which state of the agenda was shown."""

    version = forms.IntegerField(min_value=1)

    def shown(self) -> int:
        """A version that never was, 0, when the form is mangled."""
        known: int = self.cleaned_data.get("version", 0) if self.is_valid() else 0
        return known


class ChoiceForm(forms.Form):
    """Which items get their time, and after which of them a break is put in; `offered` are the breaks that could be
    ticked. They count once somebody could tick them (`is_chosen`)."""

    items = forms.TypedMultipleChoiceField(coerce=int, required=False)
    breaks = forms.TypedMultipleChoiceField(coerce=int, required=False)
    offered = forms.TypedMultipleChoiceField(coerce=int, required=False)
    is_chosen = forms.BooleanField(required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, known: Sequence[int]) -> None:
        super().__init__(data)
        for name in ("items", "breaks", "offered"):
            self.fields[name].choices = [(pk, str(pk)) for pk in known]  # type: ignore[attr-defined]

    def choice(self) -> Ticked | None:
        """What is ticked; None before anyone could, or when it names what is gone: then all is."""
        if not self.is_valid() or not self.cleaned_data["is_chosen"]:
            return None
        return Ticked(*(self.cleaned_data[name] for name in ("items", "breaks", "offered")))

    def query(self) -> str:
        """The address of the page with this choice, after the question mark; empty without one."""
        choice = self.choice()
        if choice is None:
            return ""
        return urlencode({"is_chosen": "on", **asdict(choice)}, doseq=True)


class ItemsForm(ChoiceForm, VersionForm):
    """The choice, for the agenda as it was shown."""

    def values(self) -> dict[str, Any]:
        """What the service asks for; a version that never was when the form is mangled."""
        known = self.cleaned_data if self.is_valid() else {}
        return {
            "version": known.get("version", 0),
            "items": known.get("items", []),
            "breaks": known.get("breaks", []),
        }


class Number(forms.IntegerField):
    """A whole number between two others; each mistake in the same sentence."""

    def __init__(self, *, least: int, most: int, **options: Any) -> None:
        said = _("Write a whole number from %(least)d to %(most)d.") % {"least": least, "most": most}
        errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), said)
        super().__init__(min_value=least, max_value=most, error_messages=errors, **options)


class AccessForm(VersionedForm):
    """What is provided, and the factors that the minutes are worked out with."""

    needs_marks: ClassVar[bool] = True
    marks_optional: ClassVar[bool] = False
    factors: ClassVar[tuple[str, ...]] = (
        "sign_percent",
        "simultaneous_percent",
        "consecutive_percent",
        "captions_percent",
        "team_after_minutes",
        "switch_minutes",
        "break_minutes",
    )

    has_sign_language = forms.BooleanField(label=_("Sign language"), required=False)
    spoken_interpreting = Choice(
        label=_("Another spoken language"),
        choices=[("", _("No interpreter")), *Spoken.choices],
        required=False,
    )
    has_captions = forms.BooleanField(label=_("Live captions"), required=False)
    interpreters = Number(
        label=_("Interpreters for each language"),
        help_text=_("0 while you do not know."),
        least=0,
        most=20,
    )
    sign_percent = Number(label=_("Sign language: percent more time"), least=0, most=300)
    simultaneous_percent = Number(label=_("Simultaneous: percent more time"), least=0, most=300)
    consecutive_percent = Number(label=_("Consecutive: percent more time"), least=0, most=300)
    captions_percent = Number(label=_("Captions: percent more time"), least=0, most=300)
    team_after_minutes = Number(label=_("Two interpreters beyond, in minutes"), least=1, most=600)
    switch_minutes = Number(label=_("Interpreters change places every, in minutes"), least=5, most=120)
    break_minutes = Number(label=_("A break at least every, in minutes"), least=10, most=240)

    @staticmethod
    def current_of(agenda: Agenda) -> dict[str, Any]:
        return {name: getattr(agenda, name) for name in AccessValues.__annotations__}

    def is_open(self) -> bool:
        """Whether the folded factors stand open: one of them is wrong."""
        return any(name in self.errors for name in self.factors)
