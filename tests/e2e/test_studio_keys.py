"""Undo, redo and the key of the methods in a real browser: the keys work all over the studio, and focus stays in it."""

import re

import pytest
from playwright.sync_api import expect

from planning.models import Agenda
from tests.browser import Opener
from tests.e2e.test_studio import address, at, item, said, stored
from tests.factories.dialogues import SessionFactory
from tests.factories.planning import started_agenda

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def agenda() -> Agenda:
    return started_agenda(SessionFactory(minutes=150), format_key="orlando_speaks")


def test_undo_and_redo_by_keys_and_buttons_even_after_a_reload(agenda: Agenda, opened: Opener) -> None:
    page, before = at(opened, agenda.session), stored(agenda)
    page.locator("[id^=down-]").first.press("Enter")
    said(page, "is now item 2 of 9")
    page.locator("[id^=minutes-]").first.focus()
    page.keyboard.press("PageUp")
    said(page, "minutes.")
    after = stored(agenda)
    page.reload()
    page.get_by_role("button", name=re.compile(r"^Undo\W+new minutes for")).press("Enter")
    said(page, "Undone: new minutes for")
    page.locator("[id^=up-]").first.focus()
    page.keyboard.press("Control+z")
    said(page, "Undone: moving")
    assert stored(agenda) == before
    for what in ("moving", "new minutes for"):
        page.get_by_role("button", name=re.compile(rf"^Redo\W+{what}")).press("Enter")
        said(page, f"Done again: {what}")
    assert stored(agenda) == after
    expect(page.locator("#redo")).to_have_attribute("aria-disabled", "true")


def test_undo_keys_stay_out_of_fields_in_which_somebody_types(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session)
    page.locator("[id^=down-]").first.press("Enter")
    said(page, "is now item 2 of 9")
    page.locator("[id^=minutes-]").first.press("4")
    page.keyboard.press("Control+z")
    item(page, "Welcome").get_by_role("link", name=re.compile("^More")).press("Enter")
    item(page, "Welcome").get_by_label("Move to place").press("Control+z")
    item(page, "Welcome").get_by_role("link", name=re.compile("^Change")).press("Enter")
    page.get_by_role("region", name="Change “Welcome”").get_by_label("Title", exact=True).press("Control+z")
    page.wait_for_timeout(300)
    assert not agenda.changes.exclude(undone_at=None).exists()


def test_minutes_set_by_keys_are_undone_by_keys_in_the_same_field(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session)
    minutes = item(page, "Welcome").get_by_label("Minutes", exact=False).first
    minutes.press("ArrowUp")
    said(page, "takes 11 minutes.")
    page.keyboard.press("Control+z")
    said(page, "Undone: new minutes for “Welcome”.")
    expect(minutes).to_have_value("10")
    expect(minutes).to_be_focused()
    page.keyboard.press("Control+Shift+z")
    said(page, "Done again: new minutes for “Welcome”.")
    expect(minutes).to_have_value("11")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+z")  # before it is saved: the save comes first
    said(page, "Undone: new minutes for “Welcome”.")
    expect(minutes).to_have_value("11")
    assert ("Welcome", 11) in stored(agenda)


def test_what_was_asked_before_an_undo_and_comes_after_it_changes_nothing(
    agenda: Agenda, opened: Opener
) -> None:
    """The clock times that follow a save may be on a slow line while the person goes on."""
    page, held = at(opened, agenda.session), []
    page.route("**/agenda/items/", lambda route: held.append((route, route.fetch())))
    minutes = item(page, "Welcome").get_by_label("Minutes").first
    minutes.press("ArrowUp")
    said(page, "takes 11 minutes.")
    while not held:
        page.wait_for_timeout(20)
    page.keyboard.press("Control+z")
    said(page, "Undone: new minutes for “Welcome”.")
    expect(minutes).to_have_value("10")
    for route, response in held:
        route.fulfill(response=response)
    page.wait_for_timeout(200)
    expect(minutes).to_have_value("10")
    expect(page.locator("#agenda-sum")).to_contain_text("150 of 150 min")


HOLD_WHAT_ARRIVED = """() => addEventListener("htmx:load", (event) => {
  if (window.late || !("clock" in event.target.dataset)) return;
  window.late = event.target;
  event.stopImmediatePropagation();
}, true)"""
LET_IT_GO = """() => {
  document.body.append(window.late);
  window.late.dispatchEvent(new CustomEvent("htmx:load", {bubbles: true}));
}"""


def test_what_arrived_before_an_undo_and_is_worked_in_after_it_changes_nothing(
    agenda: Agenda, opened: Opener
) -> None:
    """On a busy machine a newer list comes between the two."""
    page = at(opened, agenda.session)
    page.evaluate(HOLD_WHAT_ARRIVED)
    minutes = item(page, "Welcome").get_by_label("Minutes").first
    minutes.press("ArrowUp")
    said(page, "takes 11 minutes.")
    expect(page.locator("#freshen[data-clock]")).to_have_count(1)
    page.keyboard.press("Control+z")
    said(page, "Undone: new minutes for “Welcome”.")
    page.evaluate(LET_IT_GO)
    expect(minutes).to_have_value("10")
    expect(page.locator("#agenda-sum")).to_contain_text("150 of 150 min")


def test_undo_and_redo_work_where_an_item_can_be_put_back(agenda: Agenda, opened: Opener) -> None:
    page, before = at(opened, agenda.session), stored(agenda)
    item(page, "Welcome").get_by_role("link", name=re.compile("^Change")).focus()
    page.keyboard.press("Delete")
    expect(page.get_by_role("button", name="Put back “Welcome”")).to_be_focused()
    page.keyboard.press("Control+z")
    said(page, "Undone: removing “Welcome”.")
    expect(page.get_by_role("heading", name="Welcome", exact=True)).to_be_focused()
    assert stored(agenda) == before
    page.keyboard.press("Control+Shift+z")
    said(page, "Done again: removing “Welcome”.")
    expect(page.get_by_role("heading", name=before[2][0], exact=True)).to_be_focused()
    page.locator("#undo").focus()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("heading", name="Welcome", exact=True)).to_be_visible()
    expect(page.locator("#undo")).to_be_focused()


def test_after_an_undo_that_removes_an_item_its_neighbour_has_the_keyboard(
    agenda: Agenda, opened: Opener
) -> None:
    page, last = at(opened, agenda.session), stored(agenda)[-1][0]
    for title, neighbour in (("Welcome", stored(agenda)[2][0]), (last, stored(agenda)[-2][0])):
        item(page, title).get_by_role("link", name=re.compile("^Change")).focus()
        page.keyboard.press("Delete")
        expect(page.get_by_role("button", name=f"Put back “{title}”")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_focused()
        page.keyboard.press("Control+z")
        expect(page.get_by_role("heading", name=neighbour, exact=True)).to_be_focused()
        page.keyboard.press("Control+Shift+z")
        said(page, "Done again: putting back")
        expect(page.get_by_role("heading", name=title, exact=True)).to_have_count(1)


def test_methods_are_one_key_or_one_link_away(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session)
    expect(page.get_by_role("link", name="Add from a method", exact=True)).to_be_visible()
    item(page, "Welcome").get_by_role("link", name=re.compile("^Change")).press("m")
    page.wait_for_url(f"**/agenda/methods/?after={agenda.blocks.get(title='Welcome').pk}#id_q")
    for key, place in (("l", "late"), ("a", "access")):
        page.goto(address(agenda.session))
        page.locator("[id^=title-]").nth(1).press(key)
        page.wait_for_url(f"**/agenda/{place}/")


def test_undoing_the_only_item_leaves_the_keyboard_in_the_studio(agenda: Agenda, opened: Opener) -> None:
    agenda.blocks.all().delete()
    page = at(opened, agenda.session)
    expect(page.get_by_role("link", name="Add from a method", exact=True)).to_be_visible()
    page.locator("#add-first").press("Enter")
    page.get_by_label("Title", exact=True).fill("Alone")
    page.get_by_label("Minutes", exact=True).fill("5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Alone")).to_be_focused()
    page.keyboard.press("Control+z")
    said(page, "Undone: adding “Alone”.")
    expect(page.locator("#undo")).to_be_focused()
    page.keyboard.press("Control+Shift+z")
    expect(page.get_by_role("heading", name="Alone")).to_be_visible()


def test_a_copy_that_is_made_again_has_the_keyboard_and_not_its_neighbour(
    agenda: Agenda, opened: Opener
) -> None:
    page, before = at(opened, agenda.session), stored(agenda)
    page.locator("[id^=title-]").nth(1).press("d")
    said(page, "A copy of")
    for key, words in (("Control+z", "Undone: copying"), ("Control+Shift+z", "Done again: copying")):
        page.keyboard.press(key)
        said(page, words)
    copy = agenda.blocks.latest("pk")
    expect(page.locator(f"#title-{copy.pk}")).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.locator("#restore")).to_be_focused()
    assert stored(agenda) == before


def test_on_arrival_the_keys_of_the_item_and_undo_work(agenda: Agenda, opened: Opener) -> None:
    page, before = at(opened, agenda.session), stored(agenda)
    page.locator("[id^=title-]").nth(1).press("m")
    page.get_by_label("Words").fill("talk")
    page.get_by_role("button", name="Show methods").click()
    page.wait_for_url("**q=talk**")
    page.locator("#found h2 a").first.click()
    page.get_by_role("link", name="Choose another method").click()
    expect(page.get_by_label("Words")).to_have_value("talk")
    page.locator("#found h2 a").first.click()
    page.get_by_role("button", name="Add it to the agenda").click()
    expect(page.locator(f"#title-{agenda.blocks.latest('pk').pk}")).to_be_focused()
    page.goto(page.url.partition("#")[0])
    page.keyboard.press("Control+z")
    said(page, "Undone: adding")
    assert stored(agenda) == before
