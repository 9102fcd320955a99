"""Where in a register the reader is."""

from django import forms

from dialogues.forms.dialogues import MAX_KEY, PlaceInList


class PlaceInRegister(PlaceInList):
    """The same, and the line that was just removed."""

    before = None
    removed = forms.IntegerField(min_value=1, max_value=MAX_KEY, required=False)
