"""Forms of the agenda: they clean one request into typed data and write nothing."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dialogues.choices import DialogueFormat
from dialogues.forms.base import OnceForm, RefusableForm, VersionedForm
from dialogues.forms.fields import Choice, Clock, Line, Paragraphs
from planning import content
from planning.choices import BlockKind, Priority, Proposer
from planning.models import Agenda, AgendaBlock
from planning.models.agendas import LONGEST_ITEM, MOST_TRACKS, ItemValues


class StartForm(RefusableForm):
    """Which format to start from. The page shows length, size and sources, those that fit the phase first."""

    format = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": _("Choose one from the list.")}
    )
    accounts_for_promises = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, phase: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.formats = content.formats()
        self.fitting = [chosen for chosen in self.formats if phase in chosen.phases]
        self.others = [chosen for chosen in self.formats if phase not in chosen.phases]
        choices = [(chosen.key, DialogueFormat(chosen.key).label) for chosen in self.formats]
        self.fields["format"].choices = [*choices, ("", _("An empty agenda"))]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the service asks for."""
        return {
            "format_key": self.cleaned_data["format"],
            "accounts_for_promises": self.cleaned_data["accounts_for_promises"],
        }


class Minutes(forms.IntegerField):
    """Whole minutes, each mistake in a sentence. Without `missing` nothing need be typed."""

    def __init__(self, *, least: int = 1, missing: Any = "", **options: Any) -> None:
        errors = {
            "required": missing,
            "invalid": _("Write the minutes as a whole number, such as 15."),
            "min_value": _("An item takes at least 1 minute.") if least else _("Write 0 minutes, or more."),
            "max_value": _("An item takes at most 1,440 minutes (24 hours).")
            if least
            else _("Write 1,440 minutes (24 hours), or less."),
        }
        super().__init__(
            min_value=least,
            max_value=LONGEST_ITEM,
            required=bool(missing),
            error_messages=errors,
            **options,
        )


class MinutesOrNone(Minutes):
    """Minutes that count as 0 where nothing is typed."""

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0


def tracks() -> list[tuple[int, str]]:
    """In the language of the reader, who is known when the form is made."""
    beside = [(n, gettext("Side by side: track %(n)d") % {"n": n}) for n in range(1, MOST_TRACKS + 1)]
    return [(0, gettext("Everyone together")), *beside]


class ItemFields(forms.Form):
    """One agenda item. Minutes are typed, clock times never, but for a time that is fixed from outside.

    `parts` names the fields that the page folds away; a part opens by itself when something in it is set or wrong.
    """

    parts: ClassVar[dict[str, tuple[str, ...]]] = {
        "time": ("least_minutes", "most_minutes", "fixed_at", "track", "priority", "access_minutes"),
        "hard": ("may_be_hard", "lead_in", "settle_minutes"),
        "people": ("proposed_by", "ground_rules", "is_for_participants", "title_es", "is_for_crew"),
    }

    title = Line(
        label=_("Title"),
        help_text=_("Participants read it on their copy."),
        max_length=160,
        missing=_("Give the item a title."),
    )
    minutes = Minutes(label=_("Minutes"), missing=_("Write how many minutes it takes, such as 15."))
    kind = Choice(
        label=_("Kind"), choices=BlockKind.choices, initial=BlockKind.PLENARY, missing=_("Choose a kind.")
    )
    lead = Line(label=_("Who leads"), help_text=_("A role, or a name."), max_length=120)
    purpose = Paragraphs(label=_("Purpose"), max_length=1000, rows=2)
    instructions = Paragraphs(label=_("What to do"), max_length=4000, rows=5)
    script = Paragraphs(label=_("What to say"), max_length=4000, rows=5)
    materials = Line(
        label=_("Materials"),
        help_text=_("With commas between, such as “Markers, Name tags”."),
        max_length=500,
    )
    least_minutes = Minutes(
        label=_("At least, in minutes"),
        help_text=_("It is never made shorter. Without a number: half of its minutes."),
    )
    most_minutes = Minutes(label=_("At most, in minutes"))
    fixed_at = Clock(
        label=_("Must begin at"),
        help_text=_("Only for what cannot move, such as doors or a hearing that the law sets."),
    )
    track = forms.TypedChoiceField(
        label=_("Who takes part at this time"),
        help_text=_("Neighbors with different tracks run side by side. The next item waits for the longest."),
        choices=tracks,
        coerce=int,
        empty_value=0,
        required=False,
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
    priority = Choice(
        label=_("When it runs late"),
        choices=Priority.choices,
        initial=Priority.SHORTEN,
        missing=_("Choose one."),
    )
    access_minutes = MinutesOrNone(
        label=_("Of its minutes, for interpreting and captions"),
        help_text=_("The page “Access and time” works it out."),
        least=0,
    )
    may_be_hard = forms.BooleanField(label=_("It may be hard for some"), required=False)
    lead_in = Paragraphs(
        label=_("What to say before it"),
        help_text=_("What is coming, and how to step out."),
        max_length=1000,
        rows=3,
    )
    settle_minutes = MinutesOrNone(
        label=_("Minutes to settle after it"), help_text=_("They follow the item and count."), least=0
    )
    proposed_by = Choice(
        label=_("Who proposed it"), choices=[("", _("Not noted")), *Proposer.choices], required=False
    )
    ground_rules = Paragraphs(label=_("Ground rules for this item"), max_length=1000, rows=2)
    is_for_participants = forms.BooleanField(
        label=_("Show it on the participants’ copy"), required=False, initial=True
    )
    title_es = Line(
        label=_("Title in Spanish"), help_text=_("For the participants’ copy in Spanish."), max_length=160
    )
    is_for_crew = forms.BooleanField(label=_("Show it on the crew’s cards"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        minutes = cleaned.get("minutes")
        if minutes is None:
            return cleaned
        least, most = cleaned.get("least_minutes"), cleaned.get("most_minutes")
        if least and least > minutes:
            said = _("This is more than the %(n)d minutes of the item. Write fewer, or leave it empty.")
            self.add_error("least_minutes", said % {"n": minutes})
        if most and most < minutes:
            said = _("This is less than the %(n)d minutes of the item. Write more, or leave it empty.")
            self.add_error("most_minutes", said % {"n": minutes})
        if cleaned.get("access_minutes", 0) >= minutes and self.is_share_typed():
            said = _("Keep it below the %(n)d minutes of the item.")
            self.add_error("access_minutes", said % {"n": minutes})
        return cleaned

    def is_share_typed(self) -> bool:
        """Whether a person wrote how many minutes are for access; else they follow the minutes."""
        return True

    def open_parts(self) -> set[str]:
        """Which folded parts stand open: those with a mistake, or with something that is not as usual."""
        return {part for part, names in self.parts.items() if any(self._is_open(name) for name in names)}

    def _is_open(self, name: str) -> bool:
        usual = self.base_fields[name].initial or ""
        return name in self.errors or str(self[name].value() or "") != str(usual)


class AddItemForm(ItemFields, OnceForm):
    """A new item, after another one or at the end."""

    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def values(self) -> ItemValues:
        names = ItemValues.__annotations__
        return ItemValues(**{name: self.cleaned_data[name] for name in names})  # type: ignore[typeddict-item]


class ChangeItemForm(ItemFields, VersionedForm):
    """An item as it stands."""

    needs_marks: ClassVar[bool] = True

    def is_share_typed(self) -> bool:
        return "access_minutes" in self.changes()

    @staticmethod
    def current_of(block: AgendaBlock) -> dict[str, Any]:
        return {name: getattr(block, name) for name in ItemFields.base_fields}

    def shown(self) -> dict[str, list[str]]:
        """Each part as a browser sends it when nobody touches it: a box without a tick sends nothing."""
        return {name: _sent(self[name]) for name in self.current}

    def held(self, version: int) -> Self:
        """The page's own form after a save at `version`: marks of the very values that it sent.

        Of what someone else changed meanwhile the page still shows the old text, and must not count as having seen
        the new one: its next save would put the old text back.
        """
        values = {name: self.cleaned_data[name] for name in self.current}
        return type(self)(current=values, version=version, **self.options)

    def giving_up(self, names: Iterable[str]) -> Self:
        """The same form with the item's values of now in these parts."""
        data = {name: self.data.get(name) for name in self.data}
        for name in self.current.keys() & set(names):
            data[name] = self.fields[name].prepare_value(self.current[name])
        return type(self)(data, current=self.current, version=self.row_version, **self.options)


def _sent(field: forms.BoundField) -> list[str]:
    widget, value = field.field.widget, field.value()
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    shown = widget.format_value(value)
    return shown if isinstance(shown, list) else [str(shown or "")]


class MoveForm(forms.Form):
    """Where an item goes: so many places up (minus) or down, or to a place counted from 1."""

    places = forms.IntegerField(required=False)
    to = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("places") is None and cleaned.get("to") is None:
            raise forms.ValidationError(_("Write the number of the place, such as 3."))
        return cleaned


class DetailsForm(VersionedForm):
    """What stands above and below the items."""

    needs_marks: ClassVar[bool] = True
    marks_optional: ClassVar[bool] = False

    welcome = Paragraphs(
        label=_("A word to participants"),
        help_text=_("Stands at the top of their copy: why you meet, what is recorded, whom to ask."),
        max_length=1000,
        rows=4,
    )
    ground_rules = Paragraphs(
        label=_("Ground rules"),
        help_text=_("One on each line. They are printed on both copies."),
        max_length=4000,
        rows=9,
    )

    @staticmethod
    def current_of(agenda: Agenda) -> dict[str, Any]:
        return {"welcome": agenda.welcome, "ground_rules": agenda.ground_rules}
