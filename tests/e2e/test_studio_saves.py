"""What is typed in the agenda studio in a real browser is saved, or stays and says why it is not."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from planning.models import Agenda
from tests.browser import Opener
from tests.e2e.test_studio import at, item
from tests.factories.dialogues import SessionFactory
from tests.factories.planning import started_agenda

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def agenda() -> Agenda:
    return started_agenda(SessionFactory(minutes=150), format_key="orlando_speaks")


def open_welcome(page: Page) -> Locator:
    item(page, "Welcome").get_by_role("link", name=re.compile("^Change")).press("Enter")
    form = page.get_by_role("region", name="Change “Welcome”")
    expect(form.get_by_label("Title", exact=True)).to_be_focused()
    return form


def hold(page: Page, address: str) -> list[Route]:
    """The first request to this address waits until it is let go by hand; the others pass."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(address, keep)
    return held


def until_held(page: Page, held: list[Route]) -> None:
    while not held:
        page.wait_for_timeout(20)


def test_a_box_unticked_while_an_earlier_save_is_on_its_way_is_saved(agenda: Agenda, opened: Opener) -> None:
    agenda.blocks.filter(title="Welcome").update(is_for_crew=True)
    page = at(opened, agenda.session)
    form, held = open_welcome(page), hold(page, "**/change/")
    form.locator("details").first.evaluate("part => { part.open = true }")
    form.get_by_label("Title", exact=True).fill("Welcome to all")
    form.locator("[name=is_for_crew]").focus()
    until_held(page, held)
    page.keyboard.press("Space")
    held[0].continue_()
    expect(page.get_by_role("heading", name="Welcome to all")).to_be_visible()
    page.wait_for_timeout(900)
    assert not agenda.blocks.get(title="Welcome to all").is_for_crew
