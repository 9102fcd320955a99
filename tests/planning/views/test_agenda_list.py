"""A long list is not sent again after a move."""

import re

import pytest

from planning.models import AgendaBlock
from planning.views.agenda_list import LONG
from tests.planning.views.test_items import HTMX, address

pytestmark = pytest.mark.django_db


def test_a_long_list_answers_a_move_with_its_order(agenda, facilitator):
    AgendaBlock.objects.bulk_create(
        AgendaBlock(agenda=agenda, position=place, title="x", minutes=1) for place in range(4, LONG + 2)
    )
    block = agenda.blocks.get(title="C")
    answer = facilitator.post(address("item-move", agenda, block.pk), {"to": "1"}, headers=HTMX)
    page = answer.content.decode()
    assert re.search(rf'data-clock data-order="{block.pk}"><span data-item="{block.pk}"', page)
    assert (answer.headers["HX-Reswap"], "agenda-list__title" in page) == ("none", False)
    assert "“C” is now item 1 of 61" in page


def test_a_short_list_comes_whole(agenda, facilitator):
    block = agenda.blocks.get(title="C")
    page = facilitator.post(
        address("item-move", agenda, block.pk), {"to": "1"}, headers=HTMX
    ).content.decode()
    assert "agenda-list__title" in page
