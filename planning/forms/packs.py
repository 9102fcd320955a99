"""What a print pack is to hold. Presets tick parts beforehand; the ticks are what counts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import PaperSize
from dialogues.forms.base import RefusableForm
from dialogues.forms.fields import Choice
from planning.choices import (
    FOR_PARTICIPANTS,
    PRESETS,
    ROOM_OF_FORMAT,
    SEATS_AT_A_TABLE,
    SEATS_OF_FORMAT,
    TABLES_OF_FORMAT,
    PackLanguage,
    PackPart,
    PackPreset,
    RoomKind,
)
from planning.errors import DraftForTheTeam
from planning.models import Agenda
from planning.models.packs import MOST_TABLES


class PackForm(RefusableForm):
    """Parts, paper, size, language; how the room stands, for the sketch and the table cards.

    Of a working draft (`is_draft`), the parts for the facilitator and the crew only.
    """

    parts = forms.MultipleChoiceField(
        label=_("Parts"),
        choices=PackPart.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one part to print."),
            "invalid_choice": _("Choose from the list."),
        },
    )
    language = Choice(
        label=_("Language"),
        help_text=_(
            "A pack in Spanish is Spanish on every sheet. What the team wrote stays as it is written: what to do and "
            "say, materials, and titles without a Spanish one. With both languages, the team’s sheets are in English."
        ),
        choices=PackLanguage.choices,
        missing=_("Choose a language."),
        hints={},
    )
    paper = Choice(label=_("Paper"), choices=PaperSize.choices, missing=_("Choose a paper size."), hints={})
    is_large = forms.BooleanField(
        label=_("Large print"), required=False, help_text=_("18 point, for people who read large letters.")
    )
    room = Choice(
        label=_("How the chairs stand"), choices=RoomKind.choices, missing=_("Choose a room."), hints={}
    )
    tables = forms.IntegerField(
        label=_("Tables"),
        help_text=_("For the table cards and the sketch."),
        min_value=1,
        max_value=MOST_TABLES,
        error_messages={
            "required": _("Write how many tables there are, such as 6."),
            "invalid": _("Write a whole number, such as 6."),
            "min_value": _("There should be at least one table."),
            "max_value": _("A pack has cards for up to 60 tables."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *given: Any, is_draft: bool = False, **options: Any) -> None:
        super().__init__(*given, **options)
        if is_draft:
            parts = self.fields["parts"]
            parts.choices = [(part.value, part.label) for part in PackPart if part not in FOR_PARTICIPANTS]
            parts.error_messages["invalid_choice"] = DraftForTheTeam.sentence

    @staticmethod
    def initial_for(agenda: Agenda, preset: str) -> dict[str, Any]:
        """What can be filled in: parts of the preset, the agency's paper, room and tables of the format."""
        session = agenda.session
        seats = SEATS_OF_FORMAT.get(agenda.format, SEATS_AT_A_TABLE)
        tables = TABLES_OF_FORMAT.get(agenda.format) or -(-(session.capacity or 48) // seats)
        return {
            "parts": PRESETS.get(preset, PRESETS[PackPreset.ALL]),
            "language": PackLanguage.BOTH if "es" in session.languages else PackLanguage.ENGLISH,
            "paper": session.dialogue.agency.paper_size,
            "room": ROOM_OF_FORMAT.get(agenda.format, RoomKind.CIRCLE),
            "tables": min(tables, MOST_TABLES),
        }
