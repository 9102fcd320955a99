"""What a pack is to hold: filled in from the agenda, refused in a sentence."""

import pytest

from dialogues.choices import DialogueFormat
from planning import content
from planning.choices import PRESETS, PackPart, PackPreset, RoomKind
from planning.forms.packs import PackForm
from tests.factories.dialogues import SessionFactory
from tests.factories.planning import AgendaFactory

pytestmark = pytest.mark.django_db
GOOD = {"parts": ["agenda"], "language": "en", "paper": "a4", "room": "circle", "tables": "6"}


def test_what_can_be_known_is_filled_in() -> None:
    session = SessionFactory(capacity=50, languages=["en", "es"])
    agenda = AgendaFactory(session=session, format=DialogueFormat.WORLD_CAFE)
    initial = PackForm.initial_for(agenda, PackPreset.CREW)
    assert initial["parts"] == PRESETS[PackPreset.CREW]
    assert (initial["tables"], initial["room"], initial["language"]) == (10, RoomKind.ROUND_TABLES, "both")


@pytest.mark.parametrize("key", ["spcp_day", "city_spirit"])
def test_tables_are_as_many_as_the_format_says(key: str) -> None:
    assert "seven" in content.format(key).room.en
    agenda = AgendaFactory(session=SessionFactory(capacity=40), format=key)
    assert PackForm.initial_for(agenda, PackPreset.ALL)["tables"] == 7


@pytest.mark.parametrize("preset", [*PRESETS, "no-such"])
def test_every_preset_holds_known_parts(preset: str) -> None:
    parts = PackForm.initial_for(AgendaFactory(), preset)["parts"]
    assert parts
    assert set(parts) <= set(PackPart.values)


def test_presets_together_leave_nothing_out() -> None:
    chosen = set(PRESETS[PackPreset.FACILITATOR] + PRESETS[PackPreset.CREW] + PRESETS[PackPreset.ROOM])
    assert chosen == set(PackPart.values) == set(PRESETS[PackPreset.ALL])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"parts": []}, "Choose at least one part"),
        ({"parts": ["napkins"]}, "Choose from the list"),
        ({"tables": "0"}, "at least one table"),
        ({"tables": "-5"}, "at least one table"),
        ({"tables": "10000"}, "up to 60 tables"),
        ({"tables": "many"}, "whole number"),
        ({"tables": ""}, "how many tables"),
        ({"paper": "napkin"}, "Choose one from the list"),
        ({"language": "xx"}, "Choose one from the list"),
        ({"room": ""}, "Choose a room"),
    ],
)
def test_what_is_wrong_is_said(wrong, said) -> None:
    form = PackForm(GOOD | wrong)
    assert not form.is_valid()
    assert said in str(form.errors)
    assert PackForm(GOOD).is_valid()
