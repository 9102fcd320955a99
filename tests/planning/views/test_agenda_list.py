"""A long list is light, and is not sent again after a move."""

import re

import pytest

from planning.models import AgendaBlock
from planning.views.agenda_list import LONG
from tests.planning.views.test_items import HTMX, address

pytestmark = pytest.mark.django_db
MOST_BYTES = 400_000  # of a page with 300 items: four seconds where 3G is all there is, before it is packed


def fill(agenda, count):
    AgendaBlock.objects.bulk_create(
        AgendaBlock(
            agenda=agenda,
            position=place,
            title=f"Item {place}",
            purpose="Hear" * 6,
            script="Say " * 50,
            minutes=1,
        )
        for place in range(4, count + 1)
    )


def test_three_hundred_items_are_a_light_page_without_a_form_for_each(agenda, facilitator):
    fill(agenda, 300)
    page = facilitator.get(address("agenda-show", agenda)).content.decode()
    assert page.count("clock-list__item") == 300
    assert len(page.encode()) < MOST_BYTES
    assert page.count("csrfmiddlewaretoken") < 10
    assert "Say Say" not in page


def test_a_long_list_answers_a_move_with_its_order(agenda, facilitator):
    fill(agenda, LONG + 1)
    block = agenda.blocks.get(title="C")
    answer = facilitator.post(address("item-move", agenda, block.pk), {"to": "1"}, headers=HTMX)
    page = answer.content.decode()
    assert re.search(rf'data-clock data-order="{block.pk}">\s*<span data-item="{block.pk}"', page)
    assert (answer.headers["HX-Reswap"], "agenda-list__title" in page) == ("none", False)
    assert "“C” is now item 1 of 61" in page


def test_a_short_list_comes_whole(agenda, facilitator):
    block = agenda.blocks.get(title="C")
    page = facilitator.post(
        address("item-move", agenda, block.pk), {"to": "1"}, headers=HTMX
    ).content.decode()
    assert "agenda-list__title" in page


def test_put_back_knows_the_item_above_the_gap(agenda, facilitator):
    for title, above in (("B", agenda.blocks.get(title="A").pk), ("A", "")):
        block = agenda.blocks.get(title=title)
        page = facilitator.post(address("item-remove", agenda, block.pk), headers=HTMX).content.decode()
        assert f'id="restore" data-after="{above}"' in page
