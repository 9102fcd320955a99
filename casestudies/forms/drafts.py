"""Writing a case study, part by part. A part may be saved with gaps: the draft's page says what is missing."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import State
from accounts.models import Agency, ReviewOrganization
from casestudies.choices import CasePhase, Part, Setting, Trigger
from casestudies.content import Body
from casestudies.errors import YearAhead
from casestudies.forms.fields import Lines, Numbers, Several, plain
from dialogues.choices import PHASE_EXPLANATIONS, DialogueFormat
from dialogues.forms.base import OnceForm, VersionedForm
from dialogues.forms.fields import Choice, Line, Paragraphs

LAST_YEAR = 2100  # of what can be a year at all; years after this one are refused below
NOT_CHOSEN = ("", _("Not chosen yet"))


class PartForm(VersionedForm):
    """One part of a case over the draft as it stands."""

    marks_optional = False
    names: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def current_of(cls, body: Body) -> dict[str, Any]:
        return {name: body.get(name) for name in cls.names}

    def values(self) -> Body:
        """The part as the service keeps it."""
        return {name: self.cleaned_data[name] for name in self.names}


class AboutForm(PartForm):
    names = (
        "place", "state", "setting", "first_year", "last_year", "situation", "phases", "trigger", "trigger_kinds",
    )  # fmt: skip

    place = Line(
        label=_("Place"), help_text=_("City, town, county or nation."), max_length=120, validators=[plain]
    )
    state = Choice(label=_("State"), choices=[NOT_CHOSEN, *State.choices], required=False)
    setting = Choice(label=_("Kind of place"), choices=Setting.choices, hints={}, required=False)
    first_year = forms.IntegerField(
        label=_("Year in which it began"), min_value=1950, max_value=LAST_YEAR, required=False
    )
    last_year = forms.IntegerField(
        label=_("Year in which it ended"),
        help_text=_("Leave it empty if it goes on."),
        min_value=1950,
        max_value=LAST_YEAR,
        required=False,
    )
    situation = Paragraphs(
        label=_("The situation in one sentence"),
        help_text=_("What happened, what was done, what came of it. It stands in the list of cases."),
        max_length=300,
        rows=3,
        validators=[plain],
    )
    phases = Several(label=_("Phase"), choices=CasePhase.choices, hints=dict(PHASE_EXPLANATIONS))
    trigger = Line(
        label=_("What set it off"),
        help_text=_(
            "Such as “Use of force in 2024”. The public name of an incident may stand, with respect."
        ),
        max_length=200,
        validators=[plain],
    )
    trigger_kinds = Several(label=_("What kind of trigger that was"), choices=Trigger.choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._refuse_years_ahead(cleaned)
        first, last = cleaned.get("first_year"), cleaned.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The end lies before the beginning. Change one of the years."))
        return cleaned

    def _refuse_years_ahead(self, cleaned: dict[str, Any]) -> None:
        for name in ("first_year", "last_year"):
            if (cleaned.get(name) or 0) > timezone.localdate().year:
                self.add_error(name, str(YearAhead.sentence))

    def values(self) -> Body:
        return super().values() | {"situation": " ".join(self.cleaned_data["situation"].split())}


class WorkForm(PartForm):
    names = ("conveners", "format", "formats", "people", "numbers", "done")

    conveners = Lines(
        label=_("Who convened"),
        help_text=_("Offices and groups, not persons. One on each line."),
        most=8,
        longest=160,
        rows=3,
    )
    format = Line(
        label=_("Format in a few words"),
        help_text=_("Such as “Four evenings at small tables”."),
        max_length=200,
        validators=[plain],
    )
    formats = Several(
        label=_("Which known formats that was"),
        help_text=_("None, if it was something else."),
        choices=DialogueFormat.choices,
    )
    people = forms.IntegerField(
        label=_("People, in all or at the largest session"),
        help_text=_("From 5 on. Fewer people could be recognized."),
        min_value=5,
        max_value=100_000,
        required=False,
        error_messages={"min_value": _("Leave out a number below 5: so few people could be recognized.")},
    )
    numbers = Numbers(
        label=_("Numbers"),
        help_text=_("One on each line: the figure, a colon, what it counts. Such as “6: sessions held”."),
        most=8,
        longest=200,
        rows=4,
    )
    done = Lines(
        label=_("What was done"),
        help_text=_("One step on each line, in time order."),
        most=15,
        longest=400,
        rows=8,
    )

    @classmethod
    def current_of(cls, body: Body) -> dict[str, Any]:
        told = [f"{row['figure']}: {row['meaning']}" for row in body.get("numbers", ())]
        return super().current_of(body) | {"numbers": told}

    def values(self) -> Body:
        rows = [line.partition(":") for line in self.cleaned_data["numbers"]]
        numbers = [{"figure": figure.strip(), "meaning": meaning.strip()} for figure, _colon, meaning in rows]
        return super().values() | {"numbers": numbers}


class LessonsForm(PartForm):
    names = ("difficulties", "lessons")

    difficulties = Lines(
        label=_("What was hard, and what did not work"),
        help_text=_("One on each line. Others learn most from this, so a case needs at least one."),
        most=10,
        longest=300,
        rows=6,
    )
    lessons = Lines(
        label=_("What others can take from it"),
        help_text=_("One on each line, as you would say it to a colleague."),
        most=10,
        longest=300,
        rows=6,
    )


class StartForm(OnceForm):
    """For whom the case is written."""

    writer = Choice(label=_("For whom do you write?"), hints={}, missing=_("Choose for whom you write."))

    def __init__(
        self,
        *args: Any,
        agencies: Iterable[Agency],
        organizations: Iterable[ReviewOrganization],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.writers: dict[str, Agency | ReviewOrganization] = {
            f"{type(one).__name__.lower()}:{one.pk}": one for one in (*agencies, *organizations)
        }
        self.fields["writer"].choices = [  # type: ignore[attr-defined]
            (key, one.name) for key, one in self.writers.items()
        ]
        self.fields["writer"].initial = next(iter(self.writers), "")

    @property
    def chosen(self) -> Agency | ReviewOrganization:
        return self.writers[self.cleaned_data["writer"]]


class DialogueStartForm(OnceForm):
    """Starting a case from a dialogue: nothing to fill in, and created once."""


SIMPLE_PARTS: dict[str, type[PartForm]] = {
    Part.ABOUT: AboutForm,
    Part.WORK: WorkForm,
    Part.LESSONS: LessonsForm,
}
