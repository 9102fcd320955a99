"""Undo and redo: one's own changes in turn, whatever they were; never over somebody else's work."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogues.choices import Seat
from planning.errors import ChangedSince, ChangedSinceUndone, NothingToUndo
from planning.models import Agenda, AgendaBlock
from planning.models.agendas import ItemValues
from planning.services import agendas, undo
from planning.services import items as verbs
from tests.factories.dialogues import seated
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, item_values
from tests.planning.services.agenda_looks import kinds, titles

pytestmark = pytest.mark.django_db

CHANGES = {
    "add": lambda by, items: verbs.add_item(
        by=by, agenda=items["A"].agenda, values=item_values(title="new"), after=items["A"].pk
    ),
    "copy": lambda by, items: verbs.copy_item(by=by, block=items["B"]),
    "change": lambda by, items: verbs.change_item(
        by=by,
        block=items["B"],
        version=items["B"].version,
        changes={"title": "B!", "is_for_participants": False},
    ),
    "retime": lambda by, items: verbs.change_item(
        by=by, block=items["B"], version=items["B"].version, changes={"minutes": 99}
    ),
    "move up": lambda by, items: verbs.move_item(by=by, block=items["C"], to=1),
    "move down": lambda by, items: verbs.move_item(by=by, block=items["A"], to=3),
    "remove": lambda by, items: verbs.remove_item(by=by, block=items["A"]),
    "details": lambda by, items: agendas.change_details(
        by=by,
        agenda=items["A"].agenda,
        version=Agenda.objects.get().details_version,
        changes={"welcome": "Come"},
    ),
    "together": lambda by, items: verbs.change_items(
        by=by,
        agenda=items["A"].agenda,
        changes={items["A"].pk: {"minutes": 1}, items["C"].pk: {"minutes": 2}},
        versions={items["A"].pk: items["A"].version, items["C"].pk: items["C"].version},
    ),
}


def state(agenda):
    """All that people see: the items in order with all their values, and the words around them."""
    rows = agenda.blocks.kept().order_by("position")
    row = Agenda.objects.get(pk=agenda.pk)
    return [
        {name: getattr(block, name) for name in ItemValues.__annotations__} for block in rows
    ], row.welcome


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_taken_back_and_made_again(agenda, items, facilitator, name):
    before = state(agenda)
    CHANGES[name](facilitator, items)
    after = state(agenda)
    assert before != after
    for _ in range(2):
        undo.undo(by=facilitator, agenda=agenda)
        assert state(agenda) == before
        undo.redo(by=facilitator, agenda=agenda)
        assert state(agenda) == after
    titles(agenda)
    assert kinds()[1:] == ["agenda_change_undone", "agenda_change_redone"] * 2


def test_nothing_to_undo_or_redo_is_said(agenda, facilitator):
    for turn in (undo.undo, undo.redo):
        with pytest.raises(NothingToUndo):
            turn(by=facilitator, agenda=agenda)


def test_only_my_own_changes_are_taken_back(agenda, items, facilitator):
    verbs.move_item(by=facilitator, block=items["C"], to=1)
    verbs.remove_item(by=seated(agenda.session.dialogue), block=items["B"])
    undo.undo(by=facilitator, agenda=agenda)
    assert titles(agenda) == ["A", "C"]
    with pytest.raises(NothingToUndo):
        undo.undo(by=facilitator, agenda=agenda)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("change", "change"),
        ("move up", "move"),
        ("remove", "restore"),
        ("change", "remove"),
        ("add", "remove new"),
    ],
)
def test_what_someone_changed_since_is_not_lost(agenda, items, facilitator, mine, theirs):
    other = seated(agenda.session.dialogue)
    made = CHANGES[mine](facilitator, items)
    block = AgendaBlock.objects.get(pk=made.pk)
    acts = {
        "change": lambda: verbs.change_item(
            by=other, block=block, version=block.version, changes={"title": "Theirs"}
        ),
        "move": lambda: verbs.move_item(by=other, block=block, to=2),
        "restore": lambda: verbs.restore_item(by=other, block=block),
    }
    acts.get(theirs, lambda: verbs.remove_item(by=other, block=block))()
    seen = state(agenda)
    with pytest.raises(ChangedSince):
        undo.undo(by=facilitator, agenda=agenda)
    assert state(agenda) == seen


def test_what_cannot_be_undone_is_given_up_and_the_change_before_it_is_next(agenda, items, facilitator):
    verbs.change_item(by=facilitator, block=items["A"], version=1, changes={"minutes": 40})
    verbs.change_item(by=facilitator, block=items["B"], version=1, changes={"minutes": 50})
    theirs = AgendaBlock.objects.get(pk=items["B"].pk)
    verbs.change_item(by=seated(agenda.session.dialogue), block=theirs, version=2, changes={"minutes": 55})
    with pytest.raises(ChangedSince):
        undo.undo(by=facilitator, agenda=agenda)
    assert undo.undo(by=facilitator, agenda=agenda).label == "A"
    assert AgendaBlock.objects.get(pk=items["B"].pk).minutes == 55


def test_another_item_changed_meanwhile_is_no_obstacle(agenda, items, facilitator):
    CHANGES["change"](facilitator, items)
    verbs.change_item(
        by=seated(agenda.session.dialogue), block=items["A"], version=1, changes={"title": "Theirs"}
    )
    undo.undo(by=facilitator, agenda=agenda)
    assert titles(agenda) == ["Theirs", "B", "C"]


def test_something_new_gives_up_what_was_undone(agenda, items, facilitator):
    verbs.move_item(by=facilitator, block=items["A"], to=3)
    undo.undo(by=facilitator, agenda=agenda)
    verbs.remove_item(by=facilitator, block=items["B"])
    undo.undo(by=facilitator, agenda=agenda)
    undo.redo(by=facilitator, agenda=agenda)
    assert titles(agenda) == ["A", "C"]
    with pytest.raises(NothingToUndo):
        undo.redo(by=facilitator, agenda=agenda)


def test_what_someone_changed_since_is_not_done_again_and_redo_goes_on(agenda, items, facilitator):
    CHANGES["change"](facilitator, items)
    verbs.move_item(by=facilitator, block=items["A"], to=3)
    for _ in range(2):
        undo.undo(by=facilitator, agenda=agenda)
    theirs = AgendaBlock.objects.select_related("agenda__session__dialogue").get(pk=items["B"].pk)
    values = {"title": "Theirs", "minutes": 55}
    verbs.change_item(
        by=seated(agenda.session.dialogue), block=theirs, version=theirs.version, changes=values
    )
    with pytest.raises(ChangedSinceUndone):
        undo.redo(by=facilitator, agenda=agenda)
    assert titles(agenda) == ["A", "Theirs", "C"]
    undo.redo(by=facilitator, agenda=agenda)
    assert titles(agenda) == ["Theirs", "C", "A"]
    with pytest.raises(NothingToUndo):
        undo.redo(by=facilitator, agenda=agenda)


def test_undoing_a_change_is_a_collision_for_a_form_that_is_open(agenda, items, facilitator):
    CHANGES["change"](facilitator, items)
    undo.undo(by=facilitator, agenda=agenda)
    assert AgendaBlock.objects.get(pk=items["B"].pk).version == 3


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5), st.integers(1, 7)), max_size=8))
def test_as_many_undos_as_changes_lead_back(db, steps):
    agenda = AgendaFactory()
    for position in range(1, 5):
        AgendaBlockFactory(agenda=agenda, title=f"{position}", position=position)
    by, states = seated(agenda.session.dialogue, Seat.FACILITATOR), [state(agenda)]
    for kind, which, place in steps:
        before = agenda.changes.count()
        _do(kind, agenda, by, which, place)
        if agenda.changes.count() > before:
            states.append(state(agenda))
    for earlier in reversed(states[:-1]):
        undo.undo(by=by, agenda=agenda)
        assert state(agenda) == earlier
    for later in states[1:]:
        undo.redo(by=by, agenda=agenda)
        assert state(agenda) == later


def _do(kind, agenda, by, which, place):
    """One of the five changes, to one of the items that are there."""
    kept = list(agenda.blocks.kept().select_related("agenda__session__dialogue").order_by("position"))
    block = kept[which % len(kept)] if kept else None
    if block is None or kind == 0:
        verbs.add_item(
            by=by, agenda=agenda, values=item_values(title=f"new {place} {which}"), after=block and block.pk
        )
    elif kind == 1:
        verbs.move_item(by=by, block=block, to=place)
    elif kind == 2:
        verbs.remove_item(by=by, block=block)
    elif kind == 3:
        verbs.change_item(by=by, block=block, version=block.version, changes={"minutes": place * 80 - which})
    else:
        verbs.copy_item(by=by, block=block)
