"""What the forms of all registers share: they know their agency, and answer with columns of a row."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from dialogues.choices import Language
from dialogues.forms.base import OnceForm, VersionedForm
from readiness.models import Entry


class EntryFields(forms.Form):
    """Fields named like the columns of a register. `fill_choices` offers what the agency has.

    `LATER` names the fields that can wait: on a phone at midnight, only the others are asked for.
    """

    LATER: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, agency: Agency, entry: Entry | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.agency, self.entry = agency, entry
        self.fill_choices()

    def fill_choices(self) -> None:
        """Most registers offer nothing of their own."""

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.LATER]

    @property
    def later_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name in self.LATER]

    def columns(self, values: dict[str, Any]) -> dict[str, Any]:
        """Cleaned values as columns; the same for most registers."""
        return values


class AddEntryForm(EntryFields, OnceForm):
    """A new line."""

    def values(self) -> dict[str, Any]:
        return self.columns({name: value for name, value in self.cleaned_data.items() if name != "form_key"})


class ChangeEntryForm(EntryFields, VersionedForm):
    """A line as it stands, aware of others."""

    def __init__(self, *args: Any, agency: Agency, entry: Entry | None = None, **options: Any) -> None:
        super().__init__(*args, agency=agency, entry=entry, **options)
        self.options = {"agency": agency, "entry": entry}

    @classmethod
    def current_of(cls, entry: Entry) -> dict[str, Any]:
        names = [name for name in cls.base_fields if name not in {"version", "seen"}]
        return {name: getattr(entry, name) for name in names}

    def entry_changes(self) -> dict[str, Any]:
        return self.columns(self.changes())


def languages_field(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
