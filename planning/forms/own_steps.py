"""Writing steps of one's own: an agency's for its plans, or one for a single plan."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Phase
from dialogues.forms.base import OnceForm, RefusableForm, VersionedForm
from dialogues.forms.fields import Choice, Line, Paragraphs
from planning import content
from planning.choices import Counting
from planning.errors import OwnStepRetired, OwnStepsFull
from planning.models import OwnStep
from planning.models.own_steps import OwnStepValues
from records.errors import Refusal

MOST_TASKS, LONGEST_TASK = 20, 300
MOST_DAYS, DAYS_IN_YEAR = 1000, 366
COME_BACK = (Counting.QUARTERLY, Counting.YEARLY)
AFTER_INCIDENT = (Counting.HOURS_AFTER_INCIDENT, Counting.DAYS_AFTER_INCIDENT)
WORDS = ("title", "why", "tasks", "suggested_owner", "counting", "number", "evidence_name")


class OwnStepFields(RefusableForm):
    """Where the step stands, its words, and when it is due."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {OwnStepsFull: "", OwnStepRetired: ""}

    where = Choice(label=_("Stage"), missing=_("Choose where the step belongs."))
    title = Line(
        label=_("What to do"),
        help_text=_("Begin with a verb: “Call the school district’s safety office.”"),
        max_length=120,
        missing=_("Write in a line what to do."),
    )
    why = Paragraphs(
        label=_("Why"),
        help_text=_("One or two sentences that someone new would understand."),
        max_length=600,
        rows=3,
        missing=_("Write why this step helps."),
    )
    tasks = Paragraphs(
        label=_("Tasks"),
        help_text=_("One on each line. Each can be ticked on its own."),
        max_length=3000,
        rows=5,
        missing=_("Write at least one task."),
    )
    suggested_owner = Line(
        label=_("Who should see to it"),
        help_text=_("An office or a part, not a person’s name: people change."),
        max_length=120,
        missing=_("Write which office or part should see to it."),
    )
    counting = Choice(
        label=_("When it is due"),
        choices=Counting.choices,
        initial=Counting.DAYS_AFTER_START,
        missing=_("Choose what the date is counted from."),
    )
    number = forms.IntegerField(
        label=_("How many hours or days"),
        help_text=_(
            "Write 0 for the same day. For “Every quarter” and “Every year”: how many days after the plan starts "
            "it is due for the first time."
        ),
        min_value=0,
        max_value=MOST_DAYS,
        error_messages={
            "required": _("Write how many."),
            "invalid": _("Write a whole number, such as 3."),
            "min_value": _("Write 0 or more. For days before the session, choose that above."),
            "max_value": _("Write 1,000 or less."),
        },
    )
    evidence_name = Line(
        label=_("Done when"),
        help_text=_("What shows it: “The call list is on file.”"),
        max_length=300,
        missing=_("Write what shows that it is done."),
    )

    def clean_tasks(self) -> str:
        """One task a line, without the marks that people put before a list."""
        lines = [line.strip().lstrip("-•*–").strip() for line in self.cleaned_data["tasks"].split("\n")]
        tasks = list(dict.fromkeys(line for line in lines if line))
        if not tasks:
            raise forms.ValidationError(_("Write at least one task."))
        if len(tasks) > MOST_TASKS:
            raise forms.ValidationError(_("Write at most 20 tasks. Make two steps of it if there are more."))
        if any(len(line) > LONGEST_TASK for line in tasks):
            raise forms.ValidationError(_("A task has at most 300 characters. Split the long one in two."))
        return "\n".join(tasks)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        counting, number = cleaned.get("counting"), cleaned.get("number")
        if counting == Counting.HOURS_AFTER_INCIDENT and number == 0:
            self.add_error("number", _("Write 1 or more hours."))
        if counting in COME_BACK and number is not None and number > DAYS_IN_YEAR:
            self.add_error("number", _("The first time lies within a year: write 366 or less."))
        if counting in AFTER_INCIDENT and cleaned.get("where", "").startswith(f"{Phase.PRE_CRISIS}:"):
            self.add_error(
                "counting",
                _(
                    "Before a crisis there is no incident to count from. Choose another start, or another stage."
                ),
            )
        return cleaned

    def values(self) -> OwnStepValues:
        return {name: self.cleaned_data[name] for name in WORDS}  # type: ignore[return-value]

    def place(self) -> dict[str, str]:
        """The phase and the stage by their keys."""
        phase, _colon, stage = self.cleaned_data["where"].partition(":")
        return {"phase": phase, "stage": stage}

    def _offer_stages(self, *phases: str) -> None:
        self.fields["where"].choices = stage_choices(*phases)  # type: ignore[attr-defined]


class WriteOwnStepForm(OnceForm, OwnStepFields):
    """A new own step of an agency."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer_stages(*Phase.values)


class ChangeOwnStepForm(VersionedForm, OwnStepFields):
    """An own step as it stands, aware of others' changes."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer_stages(*Phase.values)

    @staticmethod
    def current_of(own: OwnStep) -> dict[str, Any]:
        return {"where": f"{own.phase}:{own.stage}"} | {name: getattr(own, name) for name in WORDS}

    def row_changes(self) -> dict[str, Any]:
        """What this person changed, by the columns of the row."""
        changed = self.changes()
        return (self.place() if changed.pop("where", None) else {}) | changed


class AddStepForm(OnceForm, OwnStepFields):
    """A step for one plan. Who writes the agency's own steps may keep it for future plans as well."""

    is_for_future = forms.BooleanField(
        label=_("Also for our future plans"),
        help_text=_("It joins your agency’s own steps. Plans that start from now on take it."),
        required=False,
    )

    def __init__(self, *args: Any, phase: str, may_keep: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer_stages(phase)
        if phase == Phase.PRE_CRISIS:
            known = [choice for choice in Counting.choices if choice[0] not in AFTER_INCIDENT]
            self.fields["counting"].choices = known  # type: ignore[attr-defined]
        if not may_keep:
            del self.fields["is_for_future"]


def stage_choices(*phases: str) -> list[tuple[str, str]]:
    """Every stage of these phases; with several, each says its phase first."""
    return [
        (f"{phase}:{stage.key}", f"{Phase(phase).label} · {stage.title}" if len(phases) > 1 else stage.title)
        for phase in phases
        for stage in content.guidance(phase).stages
    ]
