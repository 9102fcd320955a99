"""What can be taken back is said in words, in one query."""

import pytest

from planning.choices import ChangeKind, Together
from planning.models import AgendaChange
from planning.services import items, undo
from planning.summaries.changes import MyChanges, are_own, words_of
from tests.factories.dialogues import seated
from tests.factories.planning import AgendaBlockFactory, AgendaFactory

pytestmark = pytest.mark.django_db


def test_undo_and_redo_name_the_change(django_assert_num_queries):
    agenda = AgendaFactory()
    block, by = AgendaBlockFactory(agenda=agenda, title="Welcome"), seated(agenda.session.dialogue)
    assert (MyChanges.of(agenda, by).undo_words, MyChanges.of(agenda, by).redo_words) == ("", "")
    items.change_item(by=by, block=block, version=1, changes={"minutes": 7})
    assert MyChanges.of(agenda, by).undo_words == "new minutes for “Welcome”"
    undo.undo(by=by, agenda=agenda)
    with django_assert_num_queries(1):
        mine = MyChanges.of(agenda, by)
    assert (mine.undo, mine.redo_words) == (None, "new minutes for “Welcome”")
    assert AgendaChange.objects.count() == 1


@pytest.mark.parametrize("why", ["", *Together])
def test_what_was_done_in_one_go_says_what_it_was(why):
    change = AgendaChange(kind=ChangeKind.TOGETHER, label=why)
    assert words_of(change) == (Together(why).label if why else "changing several items")


@pytest.mark.parametrize(
    ("values", "words"),
    [({"interpreters": 2, "has_captions": True}, "what is provided for access"),
     ({"welcome": "Come"}, "changing ground rules and welcome")],
)  # fmt: skip
def test_access_is_not_called_ground_rules(values, words):
    change = AgendaChange(kind=ChangeKind.DETAILS, parts=[{"block": None, "before": {}, "after": values}])
    assert words_of(change) == words


def test_whose_the_last_change_of_each_part_is():
    agenda = AgendaFactory()
    block = AgendaBlockFactory(agenda=agenda, title="Welcome")
    by, other = (seated(agenda.session.dialogue) for _ in range(2))
    block = items.change_item(by=by, block=block, version=1, changes={"minutes": 7, "title": "Mine"})
    assert are_own(block, ["minutes", "title"], by)
    block = items.change_item(by=other, block=block, version=2, changes={"minutes": 8})
    assert not are_own(block, ["minutes", "title"], by)
    assert (are_own(block, ["title"], by), are_own(block, ["minutes"], other)) == (True, True)
    assert (are_own(block, [], by), are_own(block, ["lead"], by)) == (False, False)
