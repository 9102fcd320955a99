"""Two people in one agenda at human pace, one on a slow line: nobody’s words go back, away, or to the wrong item."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from planning.models import Agenda, AgendaBlock
from planning.services import items
from tests.browser import Opener, violations
from tests.e2e.test_studio import at, said
from tests.e2e.test_studio_saves import agenda, asks_before_leaving, hold, open_welcome, until_held
from tests.factories.dialogues import seated

__all__ = ["agenda"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def welcome(agenda: Agenda) -> AgendaBlock:
    return agenda.blocks.get(title__startswith="Welcome")


def theirs(agenda: Agenda, **changes: object) -> None:
    """Someone else saves this in “Welcome”."""
    block = welcome(agenda)
    block.agenda = agenda
    items.change_item(by=seated(agenda.session.dialogue), block=block, version=block.version, changes=changes)


def type_in(form: Locator, name: str, words: str) -> Locator:
    field = form.locator(f"[name={name}]")
    field.fill(words)
    return field


def until_stored(page: Page, agenda: Agenda, name: str, value: object) -> None:
    """The save has arrived, and the page has its answer and the clock times after it."""
    for _ in range(100):
        if getattr(welcome(agenda), name) == value:
            break
        page.wait_for_timeout(50)
    assert getattr(welcome(agenda), name) == value
    expect(page.locator("#freshen[data-clock]")).to_have_count(1)


def test_a_second_save_keeps_what_another_and_i_myself_saved_before(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session)
    form = open_welcome(page)
    theirs(agenda, purpose="Theirs", is_for_crew=False)
    type_in(form, "title", "Welcome one").press("Tab")
    until_stored(page, agenda, "title", "Welcome one")
    expect(form.locator("[name=purpose]")).to_have_value("Theirs")  # brought up to date where it stands
    minutes = page.locator(f"#minutes-{welcome(agenda).pk}")
    minutes.fill("25")  # my own, in the list
    minutes.press("Enter")
    expect(form.locator("[name=minutes]")).to_have_value("25")
    type_in(form, "lead", "Me").press("Tab")
    until_stored(page, agenda, "lead", "Me")
    page.locator("#undo").press("Enter")
    said(page, "Undone")
    expect(form.locator("[name=lead]")).not_to_have_value("Me")
    type_in(form, "materials", "Markers").press("Tab")
    until_stored(page, agenda, "materials", "Markers")
    block = welcome(agenda)
    assert (block.title, block.purpose, block.is_for_crew, block.minutes) == (
        "Welcome one",
        "Theirs",
        False,
        25,
    )
    assert block.lead != "Me"


def test_a_text_saved_by_another_while_i_type_over_the_old_one_is_shown_beside_mine(
    agenda: Agenda, opened: Opener
) -> None:
    page = at(opened, agenda.session)
    form, held = open_welcome(page), hold(page, "**/change/")
    type_in(form, "title", "Welcome one").press("Tab")
    until_held(page, held)
    type_in(form, "purpose", "Mine")  # saved by itself after the title
    theirs(agenda, purpose="Theirs")
    held[0].continue_()
    expect(page.get_by_role("heading", name="Someone else saved first")).to_be_visible()
    assert welcome(agenda).purpose == "Theirs"


def test_keep_theirs_gives_up_only_what_both_wrote_and_the_caret_stays_in_its_word(
    agenda: Agenda, opened: Opener
) -> None:
    page = at(opened, agenda.session)
    form, held = open_welcome(page), hold(page, "**/change/")
    theirs(agenda, title="Welcome, theirs")
    type_in(form, "title", "Welcome, mine").press("Tab")
    until_held(page, held)
    type_in(form, "purpose", "For all").press("Tab")  # its save waits for the first
    script = form.locator("[name=script]")
    script.fill("Good ")
    script.focus()
    held[0].continue_()
    expect(page.get_by_role("alert").filter(has_text="Someone else saved first")).to_be_visible()
    page.keyboard.type("evening")
    expect(page.locator(f"#open-{welcome(agenda).pk} [name=script]")).to_have_value("Good evening")
    assert violations(page) == []
    page.get_by_role("button", name="Keep theirs").press("Enter")
    expect(page.get_by_role("button", name="Keep theirs")).to_have_count(0)
    until_stored(page, agenda, "script", "Good evening")
    block = welcome(agenda)
    assert (block.title, block.purpose, block.script) == ("Welcome, theirs", "For all", "Good evening")
    assert not asks_before_leaving(page)


def test_on_a_slow_line_one_save_follows_another_and_nobody_is_blamed(agenda: Agenda, opened: Opener) -> None:
    page, told = at(opened, agenda.session), []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)

    def slowly(route: Route) -> None:
        page.wait_for_timeout(900)
        route.continue_()

    page.route("**/minutes/", slowly)
    minutes, before = page.locator(f"#minutes-{welcome(agenda).pk}"), welcome(agenda).minutes
    minutes.focus()
    for _ in range(4):
        page.keyboard.press("ArrowUp")
        page.wait_for_timeout(650)
    said(page, f"takes {before + 4} minutes.")
    expect(page.locator(".item-edit")).to_have_count(0)
    assert (welcome(agenda).minutes, told) == (before + 4, [])


def removed_by_another(agenda: Agenda, block: AgendaBlock) -> None:
    block.agenda = agenda
    items.remove_item(by=seated(agenda.session.dialogue), block=block)


def test_what_is_typed_in_an_item_that_goes_meanwhile_is_kept_and_put_back_with_it(
    agenda: Agenda, opened: Opener
) -> None:
    page, block = at(opened, agenda.session), welcome(agenda)
    type_in(open_welcome(page), "script", "Typed for long")
    removed_by_another(agenda, block)
    page.locator("[id^=down-]").nth(4).press("Enter")  # leaves the field as well: its save is refused
    kept = page.get_by_role("region", name="What you typed for an item that was removed: “Welcome”")
    expect(kept.locator("[name=script]")).to_have_value("Typed for long")
    said(page, "What you typed for an item that was removed")
    page.locator("[id^=up-]").nth(4).press("Enter")
    said(page, "is now item 4 of 8")
    expect(kept.locator("[name=script]")).to_have_value("Typed for long")
    assert violations(page) == []
    assert asks_before_leaving(page)
    kept.get_by_role("button", name="Put the item back").press("Enter")
    expect(kept).to_have_count(0)
    expect(page.locator(f"#open-{block.pk} [data-close]")).to_be_visible()
    assert (welcome(agenda).script, welcome(agenda).removed_at) == ("Typed for long", None)
    assert not asks_before_leaving(page)


def test_a_new_item_half_typed_under_one_that_goes_is_kept_and_can_be_added(
    agenda: Agenda, opened: Opener
) -> None:
    page, block = at(opened, agenda.session), welcome(agenda)
    page.locator(f"#title-{block.pk}").press("n")
    new = page.locator(f"#open-{block.pk}")
    type_in(new, "title", "A minute of quiet")
    type_in(new, "minutes", "1")
    removed_by_another(agenda, block)
    page.locator("[id^=down-]").nth(4).press("Enter")
    kept = page.locator(".kept")
    expect(kept.locator("[name=title]")).to_have_value("A minute of quiet")
    assert asks_before_leaving(page)
    kept.get_by_role("button", name="Add the item").press("Enter")
    expect(page.get_by_role("heading", name="A minute of quiet")).to_be_focused()
    expect(kept).to_have_count(0)


def test_minutes_that_cannot_be_are_told_beside_their_row_and_stay_as_typed(
    agenda: Agenda, opened: Opener
) -> None:
    page, block = at(opened, agenda.session), welcome(agenda)
    minutes, told = page.locator(f"#minutes-{block.pk}"), page.locator(f"#told-{block.pk}")
    for typed, words in (("0", "at least 1 minute."), ("10000", "at most 1,440 minutes (24 hours).")):
        minutes.fill(typed)
        minutes.press("Enter")
        expect(told).to_have_text(f"“Welcome”: An item takes {words}")
    expect(page.locator("#agenda-sum")).not_to_contain_text("An item takes")
    minutes.press("Alt+ArrowDown")
    said(page, "“Welcome” is now item 3 of 9")
    expect(minutes).to_have_value("10000")
    expect(minutes).to_be_focused()
    expect(minutes).to_have_attribute("aria-invalid", "true")
    expect(told).to_contain_text("at most 1,440")
    assert violations(page) == []
    minutes.fill("12")
    minutes.press("Enter")
    said(page, "takes 12 minutes.")
    expect(told).to_have_text("")
    assert welcome(agenda).minutes == 12


def test_minutes_typed_for_an_item_that_goes_meanwhile_are_told_and_come_back_with_it(
    agenda: Agenda, opened: Opener
) -> None:
    page, block = at(opened, agenda.session), welcome(agenda)
    page.context.set_offline(True)
    minutes = page.locator(f"#minutes-{block.pk}")
    minutes.fill("77")
    minutes.press("Enter")
    expect(page.locator(f"#told-{block.pk}")).to_contain_text("cannot be reached")
    removed_by_another(agenda, block)
    page.context.set_offline(False)
    said(page, "77 minutes that you typed are not saved: “Welcome” was removed.")
    page.get_by_role("button", name="Put back “Welcome”").press("Enter")
    expect(minutes).to_have_value("77")
    until_stored(page, agenda, "minutes", 77)
    assert not asks_before_leaving(page)


def test_after_an_answer_that_is_a_fault_the_next_press_is_sent(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session)
    page.route(
        "**/move/",
        lambda route: route.fulfill(
            status=500, content_type="text/html", body="<!doctype html><main><p class=lead>Broken"
        ),
        times=1,
    )
    down = page.locator("[id^=down-]").nth(1)
    down.press("Enter")
    expect(page.locator("[data-live]")).to_contain_text("Broken")
    down.press("Enter")
    said(page, "is now item 3")
