"""Writing down how an exercise went."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Category
from dialogues.forms.fields import Day, Paragraphs
from readiness.choices import CATEGORY_GROUPS, MAP_CATEGORIES, YEAR
from readiness.forms.base import AddEntryForm, ChangeEntryForm, EntryFields
from readiness.models import Entry


class ExerciseFields(EntryFields):
    """A rehearsal: what was played, how many took part from where, what showed."""

    held_on = Day(label=_("When was it?"), missing=_("Say on which day."))
    scenario = Paragraphs(
        label=_("Scenario"),
        help_text=_("The made-up case in a few words. Not a real one: real grief is no exercise."),
        max_length=2000,
        missing=_("Write what was played."),
        rows=4,
    )
    gaps = Paragraphs(
        label=_("Gaps that showed"),
        help_text=_("Numbers that did not answer, people who were missing, steps nobody owned."),
        max_length=2000,
    )
    changes = Paragraphs(label=_("What was changed afterwards"), max_length=2000)
    next_on = Day(label=_("Next exercise by"), help_text=_("A year later, unless you say otherwise."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for category in MAP_CATEGORIES:
            self.fields[field_of(category)] = forms.IntegerField(
                label=category.label,
                min_value=0,
                max_value=1_000,
                required=False,
                error_messages={"invalid": _("Write a number, or leave it empty.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        held_on, next_on = cleaned.get("held_on"), cleaned.get("next_on")
        if held_on and not next_on and "next_on" not in self.errors:
            cleaned["next_on"] = held_on + YEAR
        elif held_on and next_on and next_on <= held_on:
            self.add_error("next_on", _("The next exercise comes after this one. Choose a later day."))
        return cleaned

    def columns(self, values: dict[str, Any]) -> dict[str, Any]:
        """All numbers together are one column; a changed number brings the others along."""
        plain = {name: value for name, value in values.items() if not name.startswith("people_")}
        if len(plain) == len(values):
            return plain
        counts = {category.value: self.cleaned_data.get(field_of(category)) for category in MAP_CATEGORIES}
        return plain | {"counts": {key: number for key, number in counts.items() if number}}

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields for numbers, as the page groups them."""
        return [
            (label, [self[field_of(category)] for category in categories])
            for label, categories in CATEGORY_GROUPS
        ]


class AddExerciseForm(ExerciseFields, AddEntryForm):
    """A new exercise."""


class ChangeExerciseForm(ExerciseFields, ChangeEntryForm):
    """An exercise as it stands."""

    @classmethod
    def current_of(cls, entry: Entry) -> dict[str, Any]:
        counts = getattr(entry, "counts", {})
        return super().current_of(entry) | {
            field_of(category): counts.get(category.value) for category in MAP_CATEGORIES
        }


def field_of(category: Category) -> str:
    return f"people_{category.value}"
