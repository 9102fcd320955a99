"""Opening and changing a dialogue, and finding one in a list."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from dialogues.choices import FORMAT_EXPLANATIONS, PHASE_EXPLANATIONS, DialogueFormat, Phase
from dialogues.errors import IncidentElsewhere, IncidentWithdrawn
from dialogues.forms.base import OnceForm, VersionedForm
from dialogues.forms.fields import Choice, Line, Paragraphs
from dialogues.models import Dialogue, Incident
from records.errors import Refusal

MAX_KEY = 2**63 - 1


class DesignFields(forms.Form):
    """What a dialogue is about."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {
        IncidentElsewhere: "incident",
        IncidentWithdrawn: "incident",
    }

    title = Line(
        label=_("Title"),
        help_text=_("What people will call it, such as “Riverton after-school listening sessions”."),
        max_length=160,
        missing=_("Give the dialogue a title."),
    )
    phase = Choice(
        label=_("Where do you stand?"),
        choices=Phase.choices,
        hints=PHASE_EXPLANATIONS,
        missing=_("Choose the phase that fits best. You can change it later."),
    )
    incident = forms.ModelChoiceField(
        label=_("Incident"),
        help_text=_("Where the dialogue follows something that happened."),
        queryset=Incident.objects.none(),
        required=False,
        empty_label=_("None"),
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
    purpose = Paragraphs(
        label=_("Purpose"),
        help_text=_("Why you meet. One sentence is best: it stands at the top of every page."),
        max_length=2000,
        missing=_("Write why you meet, in one sentence."),
        rows=3,
    )
    goals = Paragraphs(
        label=_("Goals"),
        help_text=_("One to three, each on its own line. What should be true afterwards?"),
        max_length=2000,
    )
    may_change = Paragraphs(
        label=_("What may change as a result"),
        help_text=_("Decisions that are open to influence. People come when something can change."),
        max_length=2000,
    )
    off_limits = Paragraphs(
        label=_("What is off the table"),
        help_text=_("Open investigations, discipline of persons. Saying it early avoids broken promises."),
        max_length=2000,
    )
    conveners = Line(
        label=_("Conveners"),
        help_text=_("Who calls people together, police and community."),
        max_length=300,
    )
    neutral_provider = Line(
        label=_("Neutral provider"),
        help_text=_("Who leads the talk without a stake in it, such as a mediation center."),
        max_length=200,
    )
    format = Choice(
        label=_("Format"),
        choices=[("", _("Not decided yet")), *DialogueFormat.choices],
        hints=FORMAT_EXPLANATIONS,
        required=False,
    )

    DETAILS = ("goals", "may_change", "off_limits", "conveners", "neutral_provider", "format")


class OpenDialogueForm(DesignFields, OnceForm):
    """A new dialogue for one of the agencies in which the person is liaison."""

    agency = forms.ModelChoiceField(
        label=_("Agency"),
        queryset=Agency.objects.none(),
        error_messages={"required": _("Choose the agency that opens the dialogue.")},
    )

    field_order: ClassVar[list[str]] = ["agency", "title"]

    def __init__(self, *args: Any, agencies: list[Agency], **options: Any) -> None:
        super().__init__(*args, **options)
        keys = [agency.pk for agency in agencies]
        _choices(self, "agency", Agency.objects.filter(pk__in=keys).order_by("name"))
        _choices(self, "incident", _incidents(keys))
        if len(agencies) == 1:
            self.fields["agency"].widget = forms.HiddenInput()
            self.fields["agency"].initial = agencies[0].pk

    @staticmethod
    def initial_for(incident: Incident | None, phase: str = "") -> dict[str, Any]:
        """What can be filled in for a person who comes from an incident, or has said what brings them here."""
        if incident is None:
            return {"phase": phase} if phase in Phase.values else {}
        title = _("After: %(incident)s") % {"incident": incident.title}
        return {
            "agency": incident.agency_id,
            "incident": incident.pk,
            "phase": Phase.POST_INCIDENT,
            "title": str(title)[:160],
        }

    def values(self) -> dict[str, Any]:
        """What the service asks for."""
        asked = ("agency", "title", "phase", "purpose", "incident", "form_key")
        details = {name: self.cleaned_data[name] for name in self.DETAILS}
        return {name: self.cleaned_data[name] for name in asked} | {"details": details}


class ChangeDialogueForm(DesignFields, VersionedForm):
    """What a dialogue is about, as it stands, with its ground rules."""

    ground_rules = Paragraphs(
        label=_("Ground rules"),
        help_text=_("What the group agreed on how to talk. One on each line."),
        max_length=4000,
        rows=6,
    )

    def __init__(self, *args: Any, agency: Agency, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.options |= {"agency": agency, "by": by}
        seen = Incident.objects.visible_to(by)
        _choices(self, "incident", _incidents([agency.pk], kept=self.current["incident"], among=seen))

    @staticmethod
    def current_of(dialogue: Dialogue) -> dict[str, Any]:
        """The values of a dialogue, as the form shows them."""
        names = [name for name in ChangeDialogueForm.base_fields if name not in {"version", "seen"}]
        return {name: getattr(dialogue, name) for name in names}


class PlaceInList(forms.Form):
    """Where in a long list the reader is. What makes no sense is ignored: a list has no errors."""

    before = forms.IntegerField(min_value=1, max_value=MAX_KEY, required=False)
    after = forms.IntegerField(min_value=1, max_value=MAX_KEY, required=False)

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> dict[str, int]:
        form = cls(query)
        form.is_valid()
        return {name: value for name, value in form.cleaned_data.items() if value}


class PlaceAmongLetters(forms.Form):
    """The same for letters, which have long numbers."""

    after = forms.UUIDField(required=False)

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> UUID | None:
        form = cls(query)
        form.is_valid()
        return form.cleaned_data.get("after")


class FindDialogueForm(forms.Form):
    """Words, and the place in the list. What makes no sense is ignored: a list has no errors."""

    marks_optional = False

    q = forms.CharField(
        label=_("Find in my dialogues"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    show = forms.ChoiceField(choices=[("", _("Open")), ("closed", _("Closed"))], required=False)
    before = forms.IntegerField(min_value=1, max_value=MAX_KEY, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        defaults = {"q": "", "show": "", "before": None}
        return {name: cleaned.get(name) or empty for name, empty in defaults.items()}


def _incidents(agency_keys: list[int], kept: Incident | None = None, among: Any = None) -> Any:
    """The newest of the agencies; a list of all would be too long to choose from."""
    known = Incident.objects.all() if among is None else among
    newest = known.standing().filter(agency__in=agency_keys).order_by("-id").values("pk")[:100]
    wanted = Q(pk__in=newest) | Q(pk=kept.pk) if kept else Q(pk__in=newest)
    return Incident.objects.filter(wanted).order_by("-id")


def _choices(form: forms.Form, name: str, queryset: Any) -> None:
    form.fields[name].queryset = queryset  # type: ignore[attr-defined]
