"""Forms around formats: finding one, starting from one, keeping an agenda as one."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Phase
from dialogues.forms.base import OnceForm, VersionedForm
from dialogues.forms.dialogues import MAX_KEY
from dialogues.forms.fields import Choice, Line, Paragraphs
from planning.choices import FormatLevel
from planning.errors import FormatElsewhere, FormatEmpty, FormatRetired
from planning.forms.agendas import StartForm
from planning.models import OwnFormat
from planning.models.formats import FormatValues
from planning.summaries.formats import AskedVersion, Wanted
from records.errors import Refusal

LONGEST_SEARCH = 100
MOST_PEOPLE, MOST_MINUTES, MAX_VERSION = 1_000, 1_440, 2**31 - 1
ABOUT = ("name", "purpose", "phases", "smallest_group", "largest_group", "room", "warnings")


class FindForm(forms.Form):
    """A search among a library. What makes no sense is ignored: a list has no errors."""

    marks_optional: ClassVar[bool] = False

    q = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    size = forms.IntegerField(label=_("How many people"), required=False, min_value=1, max_value=MOST_PEOPLE)
    minutes = forms.IntegerField(
        label=_("Minutes you have"), required=False, min_value=1, max_value=MOST_MINUTES
    )

    def known(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name)

    def words(self) -> str:
        """What was typed; endless words are cut."""
        return (self.known("q") or "")[:LONGEST_SEARCH].strip()


class FindFormatsForm(FindForm):
    """Words, phase, group size, time available, the place in the list, and the session that a format is looked for."""

    phase = Choice(label=_("Phase"), choices=[("", _("Any phase")), *Phase.choices])
    session = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=MAX_KEY)

    field_order: ClassVar[list[str]] = ["q", "phase", "size", "minutes", "session"]

    def wanted(self) -> Wanted:
        return Wanted(
            words=self.words(),
            phase=self.known("phase") or "",
            size=self.known("size"),
            minutes=self.known("minutes"),
        )


class ShowFormatForm(forms.Form):
    """The session that a format is looked at for, and which version. What makes no sense is ignored."""

    session = forms.IntegerField(required=False, min_value=1, max_value=MAX_KEY)
    version = forms.IntegerField(required=False, min_value=1, max_value=MAX_VERSION)
    before = forms.IntegerField(required=False, min_value=1, max_value=MAX_VERSION)

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> tuple[int | None, AskedVersion]:
        """The session's id, if one was named, and what was asked of the versions."""
        form = cls(query)
        form.is_valid()
        asked = form.cleaned_data
        return asked.get("session"), AskedVersion(asked.get("version"), asked.get("before"))


class StartAgendaForm(StartForm):
    """Which format to start from, those of the files and those that were kept in the program."""

    def __init__(self, *args: Any, own: list[OwnFormat], **options: Any) -> None:
        super().__init__(*args, **options)
        self.own = own
        field: Any = self.fields["format"]
        field.choices = [*field.choices, *((one.key, one.name) for one in own)]

    def chosen_own(self) -> OwnFormat | None:
        """The own format that was chosen, if one was."""
        return next((one for one in self.own if one.key == self.cleaned_data["format"]), None)


class AboutFields(forms.Form):
    """What a format says of itself."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {
        FormatEmpty: "",
        FormatRetired: "",
        FormatElsewhere: "",
    }

    name = Line(
        label=_("Name of the format"),
        help_text=_("By what others will know it, such as “Our evening at the library”."),
        max_length=120,
        missing=_("Give the format a name."),
    )
    purpose = Paragraphs(
        label=_("What it is for"),
        help_text=_("When you would use it, and when not. One or two sentences."),
        max_length=600,
        rows=3,
        missing=_("Write what the format is for."),
    )
    phases = forms.MultipleChoiceField(
        label=_("For which phase"),
        choices=Phase.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one phase."),
            "invalid_choice": _("Choose one from the list."),
        },
    )
    smallest_group = forms.IntegerField(
        label=_("From how many people"),
        min_value=2,
        max_value=MOST_PEOPLE,
        error_messages={
            "required": _("Write the smallest group it works for, such as 8."),
            "invalid": _("Write a whole number, such as 8."),
            "min_value": _("A group has at least 2 people."),
            "max_value": _("Write 1,000 or less."),
        },
    )
    largest_group = forms.IntegerField(
        label=_("To how many people"),
        min_value=2,
        max_value=MOST_PEOPLE,
        error_messages={
            "required": _("Write the largest group it works for, such as 30."),
            "invalid": _("Write a whole number, such as 30."),
            "min_value": _("A group has at least 2 people."),
            "max_value": _("Write 1,000 or less."),
        },
    )
    room = Paragraphs(label=_("The room"), max_length=600, rows=2)
    warnings = Paragraphs(
        label=_("What to look out for"),
        help_text=_("One on each line. What did you learn when you held it?"),
        max_length=2000,
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        smallest, largest = cleaned.get("smallest_group"), cleaned.get("largest_group")
        if smallest and largest and smallest > largest:
            self.add_error("largest_group", _("The largest group is smaller than the smallest one."))
        return cleaned

    def values(self) -> FormatValues:
        return {name: self.cleaned_data[name] for name in ABOUT}  # type: ignore[return-value]


class LevelField(Choice):
    """For whom a format is kept; with the right to keep it for the agency, both are offered."""

    HINTS: ClassVar[dict[str, str | Promise]] = {
        FormatLevel.PERSONAL: _("Nobody else finds it."),
        FormatLevel.AGENCY: _("Every member of the agency finds it and may start from it."),
    }

    def __init__(self) -> None:
        super().__init__(
            label=_("Who uses it"),
            choices=FormatLevel.choices,
            hints=self.HINTS,
            initial=FormatLevel.PERSONAL,
            missing=_("Choose who uses it."),
        )


class LeveledForm(OnceForm):
    level = LevelField()

    def offer_levels(self, *, may_keep_for_agency: bool) -> None:
        if not may_keep_for_agency:
            field: Any = self.fields["level"]
            field.choices = [choice for choice in FormatLevel.choices if choice[0] == FormatLevel.PERSONAL]


class KeepFormatForm(AboutFields, LeveledForm):
    """An agenda as a new format. Leads that someone typed come along only when they are ticked."""

    field_order: ClassVar[list[str]] = ["name", "level", *ABOUT[1:], "leads"]

    leads = forms.MultipleChoiceField(
        label=_("Leads that are roles"),
        help_text=_("Someone typed these. Tick the roles. A name stays behind."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )

    def __init__(self, *args: Any, typed_leads: list[str], may_keep_for_agency: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_levels(may_keep_for_agency=may_keep_for_agency)
        field: Any = self.fields["leads"]
        field.choices = [(lead, lead) for lead in typed_leads]
        if not typed_leads:
            del self.fields["leads"]

    def chosen_leads(self) -> list[str]:
        """The typed leads that were ticked, also when the rest of the form was left empty."""
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get("leads") or []


class ChangeOwnFormatForm(AboutFields, VersionedForm):
    """What a format says of itself, aware of others' changes."""

    @staticmethod
    def current_of(own: OwnFormat) -> dict[str, Any]:
        return {name: getattr(own, name) for name in ABOUT}


class CopyFormatForm(LeveledForm):
    """A copy of a format under a name of its own."""

    name = Line(label=_("Name of the copy"), max_length=120, missing=_("Give the format a name."))

    field_order: ClassVar[list[str]] = ["name", "level"]

    def __init__(self, *args: Any, may_keep_for_agency: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_levels(may_keep_for_agency=may_keep_for_agency)
