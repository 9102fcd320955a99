"""Undo and redo as plain buttons, with and without htmx."""

import re

import pytest

from planning.services import items
from tests.factories.dialogues import seated
from tests.planning.views.test_items import HTMX, address, titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_move_is_undone_and_done_again(agenda, facilitator, headers):
    facilitator.post(address("item-move", agenda, agenda.blocks.get(title="C").pk), {"to": "1"})
    for verb, order, said in (
        ("agenda-undo", "ABC", "Undone: moving “C”."),
        ("agenda-redo", "CAB", "Done again: moving “C”."),
        ("agenda-redo", "CAB", "There is nothing of yours to undo or redo here."),
    ):
        answer = facilitator.post(address(verb, agenda), headers=headers, follow=True)
        assert (titles(agenda), said in answer.content.decode()) == (order, True)


@pytest.mark.parametrize("name", ["item-copy", "item-remove"])
def test_an_item_that_comes_back_gets_the_keyboard(agenda, facilitator, name):
    facilitator.post(address(name, agenda, agenda.blocks.get(title="B").pk))
    comes, goes = ("agenda-redo", "agenda-undo") if name == "item-copy" else ("agenda-undo", "agenda-redo")
    if name == "item-copy":
        facilitator.post(address("agenda-undo", agenda))
    last = agenda.blocks.filter(title="B").latest("pk")
    for verb, has_focus in ((comes, True), (goes, False)):
        page = facilitator.post(address(verb, agenda), headers=HTMX).content.decode()
        focused = re.findall(r'id="title-(\d+)"[^>]* data-focus', page)
        assert focused == [str(last.pk)] * has_focus


def test_what_someone_changed_since_is_told(agenda, facilitator):
    block = agenda.blocks.get(title="C")
    facilitator.post(address("item-move", agenda, block.pk), {"to": "1"})
    items.move_item(by=seated(agenda.session.dialogue), block=block, to=2)
    answer = facilitator.post(address("agenda-undo", agenda), headers=HTMX)
    assert "Someone else changed the same item since" in answer.content.decode()
    assert titles(agenda) == "ACB"


def test_what_someone_changed_since_it_was_undone_is_told(agenda, facilitator):
    block = agenda.blocks.get(title="C")
    facilitator.post(address("item-move", agenda, block.pk), {"to": "1"})
    facilitator.post(address("agenda-undo", agenda), headers=HTMX)
    items.move_item(by=seated(agenda.session.dialogue), block=block, to=2)
    for sentence in ("this cannot be done again", "There is nothing of yours to undo or redo here."):
        answer = facilitator.post(address("agenda-redo", agenda), headers=HTMX)
        assert sentence in answer.content.decode()


def test_strangers_and_readers_undo_nothing(agenda, stranger, neutral):
    assert stranger.post(address("agenda-undo", agenda)).status_code == 404
    assert neutral.post(address("agenda-undo", agenda)).status_code == 403
