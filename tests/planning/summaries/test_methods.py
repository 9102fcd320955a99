"""The method library: what fits, and a method as an agenda item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning import content
from planning.models import Agenda
from planning.models.agendas import AgendaBlock, ItemValues
from planning.summaries.methods import MethodLibrary, WantedMethod, item_values, kinds


def found(**wanted):
    return [card.method.key for card in MethodLibrary.of(WantedMethod(**wanted)).cards]


def test_without_a_wish_all_methods_fit_in_their_order():
    assert found() == [method.key for method in content.methods()]


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("fishbowl", "fishbowl"),
        ("questions names", "question_cards"),
        ("puntos", "dot_vote"),
        ("objeto de la palabra", "talking_piece"),
        ("silence", "moment_of_silence"),
        ("tissues", "listening_circle_with_officer"),
    ],
)
def test_the_best_match_comes_first(words, best):
    assert found(words=words)[0] == best


@given(minutes=st.integers(1, 120), size=st.integers(1, 1000))
def test_only_what_fits_is_shown(minutes, size):
    for key in found(minutes=minutes, size=size):
        method = content.method(key)
        assert method.least_minutes <= minutes
        assert method.smallest_group <= size <= method.largest_group


def test_each_kind_finds_its_methods():
    shown = [key for kind in kinds() for key in found(kind=kind)]
    assert sorted(shown) == sorted(found())
    assert kinds()[0].label == "Welcome"


@pytest.mark.parametrize("method", content.methods(), ids=lambda method: method.key)
def test_every_method_has_room_in_an_agenda_item(method):
    values = item_values(method, method.most_minutes)
    assert set(values) == set(ItemValues.__annotations__)
    item = AgendaBlock(agenda=Agenda(), position=1, **values)
    item.clean_fields(exclude=["agenda", "form_key", "removed_at"])
    assert item.minutes == method.most_minutes
    assert item.instructions.splitlines()[-1] == f"{len(method.steps)}. {method.steps[-1]}"
