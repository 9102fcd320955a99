"""The form that records who came, or how many."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Affiliation
from dialogues.forms.base import RefusableForm
from dialogues.models import Participant
from dialogues.summaries.attendance import AttendanceSheet

MOST_PEOPLE = 20_000


class AttendanceForm(RefusableForm):
    """Counts by affiliation for everyone without a name here, and ticks for those on the list who came."""

    came = forms.MultipleChoiceField(
        label=_("Who came, of those you invited"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, sheet: AttendanceSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.people = {str(row.participant.pk): row.participant for row in sheet.expected}
        self.fields["came"].choices = [  # type: ignore[attr-defined]
            (str(row.participant.pk), f"{row.participant.called} · {row.participant.get_category_display()}")
            for row in sheet.expected
        ]
        self.initial.setdefault("came", [str(row.participant.pk) for row in sheet.expected if row.has_come])
        for affiliation in Affiliation:
            self.fields[f"count_{affiliation}"] = forms.IntegerField(
                label=affiliation.label,
                required=False,
                min_value=0,
                max_value=MOST_PEOPLE,
                initial=sheet.counts.get(affiliation),
                error_messages={
                    "invalid": _("Write a whole number, for example 12."),
                    "max_value": _("Write at most %(limit_value)s people."),
                },
            )

    @property
    def count_fields(self) -> list[forms.BoundField]:
        return [self[f"count_{affiliation}"] for affiliation in Affiliation]

    def counts(self) -> dict[str, int]:
        return {side: self.cleaned_data.get(f"count_{side}") or 0 for side in Affiliation.values}

    def participants(self) -> list[Participant]:
        return [self.people[key] for key in self.cleaned_data["came"]]
