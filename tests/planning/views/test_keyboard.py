"""An agenda by keyboard alone, in a real browser: what is pressed keeps the focus, and what happened is said."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from dialogues.choices import Seat
from planning.models import Agenda, AgendaBlock
from planning.services import items
from tests.browser import DESK, PHONE, Opener, is_too_wide, violations
from tests.factories.dialogues import seated
from tests.factories.planning import started_plan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def page(agenda: Agenda, opened: Opener) -> Page:
    page = opened(seated(agenda.session.dialogue, Seat.FACILITATOR), DESK).new_page()
    page.goto(address(agenda))
    return page


def address(agenda: Agenda) -> str:
    return f"/dialogues/{agenda.session.dialogue_id}/sessions/{agenda.session_id}/agenda/"


def order(page: Page) -> str:
    return "".join(page.locator("li[id^=item-] h2").all_inner_texts())


def button(page: Page, name: str, of: str) -> Locator:
    return page.get_by_role("button", name=re.compile(rf"^{name}\W+{of}\W?$"))


def more(item: Locator) -> Locator:
    return item.get_by_role("link", name=re.compile("^More"))


def test_moving_keeps_the_focus_on_the_button_and_is_said(page: Page) -> None:
    """Also at the end, where the button has nothing left to do and says so."""
    down = button(page, "Down", "A")
    for number, expected in ((2, "BAC"), (3, "BCA"), (3, "BCA")):
        down.press("Enter")
        expect(page.locator("#said")).to_contain_text(f"“A” is now item {number} of 3, at")
        expect(down).to_be_focused()
        expect(down).to_be_in_viewport(ratio=1)
        assert order(page) == expected
    expect(down).to_have_attribute("aria-disabled", "true")


def test_moving_to_a_place_puts_the_focus_on_the_item(page: Page, agenda: Agenda) -> None:
    item = page.locator("li[id^=item-]").nth(2)
    more(item).press("Enter")
    item.get_by_label("Move to place").fill("1")
    item.get_by_label("Move to place").press("Enter")
    expect(page.locator("#said")).to_contain_text("“C” is now item 1 of 3")
    expect(page.locator(f"#title-{agenda.blocks.get(title='C').pk}")).to_be_focused()
    assert order(page) == "CAB"


def test_removing_offers_to_put_it_back(page: Page, agenda: Agenda) -> None:
    item = page.locator("li[id^=item-]").nth(1)
    more(item).press("Enter")
    button(page, "Remove", "B").press("Enter")
    back = button(page, "Put back", "B")
    expect(back).to_be_focused()
    assert order(page) == "AC"
    back.press("Enter")
    expect(page.locator(f"#title-{agenda.blocks.get(title='B').pk}")).to_be_focused()
    assert order(page) == "ABC"


def test_what_someone_else_removed_is_said_and_the_list_is_fresh(page: Page, agenda: Agenda) -> None:
    items.remove_item(by=seated(agenda.session.dialogue), block=agenda.blocks.get(title="B"))
    button(page, "Up", "B").press("Enter")
    expect(page.locator("#said")).to_contain_text("This item was removed from the agenda meanwhile.")
    assert order(page) == "AC"


def test_without_javascript_the_same_buttons_work(agenda: Agenda, opened: Opener) -> None:
    page = opened(seated(agenda.session.dialogue), PHONE, java_script_enabled=False).new_page()
    page.goto(address(agenda))
    button(page, "Down", "A").press("Enter")
    expect(page.get_by_text("“A” is now item 2 of 3")).to_be_visible()
    assert order(page) == "BAC"
    more(page.locator("li[id^=item-]").first).press("Enter")
    expect(page.get_by_role("heading", name="B", level=1)).to_be_visible()
    page.locator(f"#to-{agenda.blocks.get(title='B').pk}").fill("3")
    page.locator(f"#to-{agenda.blocks.get(title='B').pk}").press("Enter")
    assert order(page) == "ACB"


def test_three_hundred_items_can_be_used_on_a_phone(agenda: Agenda, opened: Opener) -> None:
    AgendaBlock.objects.bulk_create(
        AgendaBlock(agenda=agenda, position=place, title=f"Item {place}", minutes=1)
        for place in range(4, 301)
    )
    page = opened(seated(agenda.session.dialogue), PHONE).new_page()
    page.goto(address(agenda), timeout=60_000)
    button(page, "Up", "Item 300").press("Enter")
    expect(page.locator("#said")).to_contain_text("“Item 300” is now item 299 of 300", timeout=30_000)
    expect(page.locator("li[id^=item-] h2").nth(298)).to_have_text("Item 300")
    expect(button(page, "Up", "Item 300")).to_be_focused()
    expect(button(page, "Up", "Item 300")).to_be_in_viewport()
    assert not is_too_wide(page)


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_axe_finds_nothing_with_everything_open(
    page: Page, agenda: Agenda, opened: Opener, size: dict
) -> None:
    plan = started_plan(agenda.session.dialogue)
    page.set_viewport_size(size)
    step = f"/steps/{plan.steps.first().pk}/"
    for path in (address(agenda), f"/dialogues/{plan.dialogue_id}/plan/", step):
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(details => details.open = true)")
        assert violations(page) == []
        assert not is_too_wide(page)


def test_a_tick_is_saved_at_once_and_stays_on_the_keyboard(agenda: Agenda, opened: Opener) -> None:
    plan = started_plan(agenda.session.dialogue)
    step = plan.steps.first()
    page = opened(seated(agenda.session.dialogue)).new_page()
    page.goto(f"/steps/{step.pk}/")
    box = page.get_by_role("checkbox").first
    box.press("Space")
    expect(page.locator("#said")).to_have_text("Saved")
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    page.goto(f"/dialogues/{plan.dialogue_id}/plan/")  # the browser asks nothing: nothing is unsaved
    assert step.tasks.filter(done_at__isnull=False).count() == 1
