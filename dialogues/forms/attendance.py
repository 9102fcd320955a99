"""The form that records who came, or how many."""

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Affiliation
from dialogues.forms.base import VersionedForm
from dialogues.models import Participant
from dialogues.summaries.attendance import AttendanceSheet

MOST_PEOPLE = 20_000


class AttendanceForm(VersionedForm):
    """Ticks for those on the list who came, and counts by affiliation for everyone else."""

    marks_optional = False

    came = forms.MultipleChoiceField(
        label=_("Tick who came"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("The list of people changed meanwhile. Look through the ticks again.")
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, sheet: AttendanceSheet, **options: Any
    ) -> None:
        given: dict[str, Any] = {"current": sheet.current(), "version": sheet.version} | options
        super().__init__(data, **given)
        self.sheet, self.options = sheet, {"sheet": sheet}
        self.people = {str(row.participant.pk): row.participant for row in sheet.expected}
        self.fields["came"].choices = [  # type: ignore[attr-defined]
            (str(row.participant.pk), row.label) for row in sheet.expected
        ]
        self.fields["came"].option_hints = {  # type: ignore[attr-defined]
            str(row.participant.pk): row.hint for row in sheet.expected if row.hint
        }
        self.fields |= {f"count_{side}": _count_of(side) for side in Affiliation}

    def clean_came(self) -> list[str]:
        return sorted(self.cleaned_data["came"], key=int)

    def rebased(self) -> Self:
        """Ticks of both people are kept: whoever was seen by one of them has come."""
        form = super().rebased()
        both = {*self.cleaned_data["came"], *self.current["came"]}
        form.data["came"] = sorted(both, key=int)  # type: ignore[index]
        return form

    @property
    def count_fields(self) -> list[forms.BoundField]:
        return [self[f"count_{affiliation}"] for affiliation in Affiliation]

    def counts(self) -> dict[str, int]:
        return {side: self.cleaned_data.get(f"count_{side}") or 0 for side in Affiliation.values}

    def participants(self) -> list[Participant]:
        return [self.people[key] for key in self.cleaned_data["came"]]


def _count_of(side: Affiliation) -> forms.IntegerField:
    whole_number = _("Write a whole number, such as 12.")
    return forms.IntegerField(
        label=side.label,
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        error_messages={
            "invalid": whole_number,
            "min_value": whole_number,
            "max_value": _("Write at most %(limit_value)s people."),
        },
    )
