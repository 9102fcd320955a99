"""The minutes of an item, changed where they stand in the list."""

from typing import Any, ClassVar

from django import forms

from planning.forms.agendas import ChangeItemForm, ItemFields
from planning.models import AgendaBlock


class MinutesForm(forms.Form):
    """New minutes, and those that the page showed (`was`), by which a collision is found."""

    minutes: ClassVar[Any] = ItemFields.base_fields["minutes"]
    was = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def whole_form(block: AgendaBlock, minutes: int, was: int, **options: Any) -> ChangeItemForm:
    """The form of the whole item as if these minutes had been typed there: where two people differ, it shows both."""
    current = ChangeItemForm.current_of(block)
    shown = ChangeItemForm(current=current | {"minutes": was}, version=block.version, **options)
    data = {name: shown.fields[name].prepare_value(value) for name, value in current.items()}
    data |= {"minutes": minutes, "version": block.version, "seen": shown.initial["seen"]}
    return ChangeItemForm(data, current=current, version=block.version, **options)
