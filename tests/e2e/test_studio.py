"""The agenda studio in a real browser: built by keyboard alone, undone, collided over, dragged, saved again."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from dialogues.choices import Seat
from dialogues.models import Session
from planning.models import Agenda
from planning.services import items
from tests.browser import DESK, PHONE, Opener, violations
from tests.factories.dialogues import SessionFactory, seated
from tests.factories.planning import started_agenda

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def session() -> Session:
    return SessionFactory(minutes=150)


@pytest.fixture
def agenda(session: Session) -> Agenda:
    return started_agenda(session, format_key="orlando_speaks")


def address(session: Session) -> str:
    return f"/dialogues/{session.dialogue_id}/sessions/{session.pk}/agenda/"


def at(
    opened: Opener,
    session: Session,
    seat: str = Seat.FACILITATOR,
    size: dict[str, int] = DESK,
    **options: object,
) -> Page:
    page = opened(seated(session.dialogue, seat), size, **options).new_page()
    page.goto(address(session))
    return page


def titles(page: Page) -> list[str]:
    return page.locator(".agenda-list__title").all_inner_texts()


def item(page: Page, title: str) -> Locator:
    return page.locator(".agenda-list > li").filter(has=page.get_by_role("heading", name=title, exact=True))


def said(page: Page, words: str) -> None:
    expect(page.locator("#said")).to_contain_text(words)


def stored(agenda: Agenda) -> list[tuple[str, int]]:
    return list(agenda.blocks.kept().order_by("position").values_list("title", "minutes"))


def start_by_keyboard(page: Page, key: str) -> None:
    """Tab to the list of formats, choose one with the arrow keys, and start."""
    chosen = page.locator(f"#format-{key}")
    chosen.focus()
    page.keyboard.press("Space")
    expect(chosen).to_be_checked()
    page.get_by_role("button", name="Start the agenda").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".agenda-list")).to_be_visible()


def test_an_orlando_speaks_evening_is_built_and_shaped_by_keyboard_alone(
    session: Session, opened: Opener
) -> None:
    page, keys = (page := at(opened, session)), page.keyboard
    start_by_keyboard(page, "orlando_speaks")
    assert len(titles(page)) == 9
    minutes = item(page, "How we treat each other").get_by_label("Minutes")
    minutes.focus()
    for key in ("ArrowDown", "ArrowDown", "Shift+ArrowUp", "PageUp", "ArrowDown"):
        keys.press(key)
    said(page, "takes 27 minutes.")
    expect(page.locator("#agenda-sum")).to_contain_text("167 of 150 min")
    keys.press("Alt+ArrowUp")
    said(page, "“How we treat each other” is now item 2 of 9")
    expect(minutes).to_be_focused()
    page.locator("[id^=change-]").nth(1).focus()
    keys.press("ArrowDown")
    expect(page.locator("[id^=change-]").nth(2)).to_be_focused()
    keys.press("n")
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    keys.type("A minute of quiet")
    keys.press("Tab")
    keys.type("1")
    keys.press("Enter")
    said(page, "“A minute of quiet” is on the agenda.")
    expect(page.get_by_role("heading", name="A minute of quiet")).to_be_focused()
    keys.press("d")
    said(page, "A copy of “A minute of quiet” stands right after it.")
    keys.press("Delete")
    said(page, "“A minute of quiet” is off the agenda.")
    assert titles(page)[1:4] == ["How we treat each other", "Welcome", "A minute of quiet"]


def test_a_field_is_saved_as_it_is_left_and_the_clock_follows(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session)
    item(page, "Welcome").get_by_role("link", name=re.compile("^Change")).press("Enter")
    form = page.get_by_role("region", name="Change “Welcome”")
    expect(form.get_by_label("Title", exact=True)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" to all")
    page.keyboard.press("Tab")
    expect(form.get_by_text(re.compile(r"^Saved \d+:\d\d [ap]m"))).to_be_visible()
    expect(page.get_by_role("heading", name="Welcome to all")).to_be_visible()
    before = item(page, "What we take from it").locator("[id^=at-]").inner_text()
    form.get_by_label("Minutes", exact=True).fill("25")
    page.keyboard.press("Tab")
    expect(item(page, "What we take from it").locator("[id^=at-]")).not_to_have_text(before)
    assert ("Welcome to all", 25) in stored(agenda)
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(item(page, "Welcome to all").get_by_role("link", name=re.compile("^Change"))).to_be_focused()


def test_what_must_be_mended_is_said_at_its_field_and_goes_when_it_is(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session)
    item(page, "Welcome").get_by_role("link", name=re.compile("^Change")).press("Enter")
    form = page.get_by_role("region", name="Change “Welcome”")
    title = form.get_by_label("Title", exact=True)
    title.fill("")
    page.keyboard.press("Tab")
    expect(form.get_by_text("Give the item a title.")).to_be_visible()
    assert violations(page) == []
    title.fill("Hello")
    page.keyboard.press("Tab")
    expect(form.get_by_text("Give the item a title.")).to_have_count(0)
    expect(page.get_by_role("heading", name="Hello")).to_be_visible()
    minutes = page.locator("[id^=minutes-]").first
    minutes.fill("10000")
    minutes.press("Enter")
    said(page, "An item takes at most 1,440 minutes")
    assert ("Hello", 10) in stored(agenda)


def test_a_held_key_is_one_save(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session)
    page.locator("[id^=minutes-]").first.focus()
    for _ in range(12):
        page.keyboard.press("ArrowUp")
    said(page, "takes 37 minutes.")
    assert agenda.changes.count() == 1


def test_of_two_browsers_the_later_sees_both_and_chooses(agenda: Agenda, opened: Opener) -> None:
    mine, theirs = at(opened, agenda.session), at(opened, agenda.session, Seat.LIAISON)
    for page in (mine, theirs):
        item(page, "Welcome").get_by_role("link", name=re.compile("^Change")).press("Enter")
    for page, words in ((theirs, "Their welcome"), (mine, "My welcome")):
        page.get_by_label("Title", exact=True).fill(words)
        page.keyboard.press("Tab")
        if page is theirs:
            expect(page.get_by_role("heading", name=words)).to_be_visible()  # saved before mine is sent
    collision = mine.get_by_role("table", name="Yours and theirs")
    expect(collision).to_contain_text("Their welcome")
    expect(collision).to_contain_text("My welcome")
    expect(mine.get_by_label("Title", exact=True)).to_have_value("My welcome")
    assert violations(mine) == []
    mine.get_by_label("Title", exact=True).press("Tab")  # reading on is no choice, and neither is leaving
    mine.keyboard.press("Escape")
    mine.wait_for_timeout(300)
    assert ("Their welcome", 10) in stored(agenda)
    mine.get_by_role("button", name="Save yours").press("Enter")
    expect(mine.get_by_role("heading", name="My welcome")).to_be_visible()
    assert ("My welcome", 10) in stored(agenda)


def test_two_people_in_different_fields_both_have_their_way(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session)
    item(page, "Welcome").get_by_role("link", name=re.compile("^Change")).press("Enter")
    block = agenda.blocks.get(title="Welcome")
    items.change_item(by=seated(agenda.session.dialogue), block=block, version=1, changes={"minutes": 33})
    page.get_by_label("Title", exact=True).fill("Mine")
    page.keyboard.press("Tab")
    expect(page.get_by_role("heading", name="Mine")).to_be_visible()
    assert ("Mine", 33) in stored(agenda)


def test_minutes_that_someone_else_set_meanwhile_open_the_item_with_both(
    agenda: Agenda, opened: Opener
) -> None:
    page, block = at(opened, agenda.session), agenda.blocks.get(title="Welcome")
    items.change_item(by=seated(agenda.session.dialogue), block=block, version=1, changes={"minutes": 33})
    item(page, "Welcome").locator("[id^=minutes-]").fill("20")
    page.keyboard.press("Enter")
    collision = page.get_by_role("table", name="Yours and theirs")
    expect(collision).to_contain_text("33")
    page.get_by_role("button", name="Keep theirs").press("Enter")
    expect(collision).to_have_count(0)
    assert ("Welcome", 33) in stored(agenda)


def test_a_lost_network_loses_nothing(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session)
    item(page, "Welcome").get_by_role("link", name=re.compile("^Change")).press("Enter")
    form = page.get_by_role("region", name="Change “Welcome”")
    expect(form).to_be_visible()

    def cut(route: Route) -> None:
        route.abort()

    page.route("**/change/", cut)
    form.get_by_label("Title", exact=True).fill("Over a bad network")
    page.keyboard.press("Tab")
    expect(form.get_by_text("Not saved yet: Convene cannot be reached.")).to_be_visible()
    assert violations(page) == []
    page.unroute("**/change/", cut)
    expect(page.get_by_role("heading", name="Over a bad network")).to_be_visible(timeout=10_000)
    assert ("Over a bad network", 10) in stored(agenda)


def test_a_form_stays_open_while_the_order_changes(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session)
    item(page, "Welcome").get_by_role("link", name=re.compile("^Change")).press("Enter")
    page.locator("[id^=in-][id$=-script]").fill("Typed before another item moved")
    page.locator("[id^=up-]").last.press("Enter")
    # What is said may be of the words that were saved at the same time; the list is not.
    expect(page.locator(".agenda-list__title").nth(7)).to_contain_text("Survey and contacts")
    expect(page.locator("[id^=in-][id$=-script]")).to_have_value("Typed before another item moved")
    expect(page.get_by_role("region", name="Change “Welcome”")).to_be_visible()
    page.wait_for_timeout(300)
    assert agenda.blocks.get(title="Welcome").script == "Typed before another item moved"


def test_a_double_click_is_one_copy(agenda: Agenda, opened: Opener) -> None:
    page, before = at(opened, agenda.session), len(stored(agenda))
    page.locator("[id^=more-]").first.click()
    page.locator("[id^=copy-]").dblclick()
    said(page, "A copy of “Sign-in, food and seats” stands right after it.")
    page.wait_for_load_state("networkidle")
    assert len(stored(agenda)) == before + 1


def test_an_item_is_dragged_by_its_handle_with_a_mouse(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session, size={"width": 1280, "height": 2400})
    page.emulate_media(reduced_motion="no-preference")
    page.reload()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.locator(".item-grip").first.wait_for()
    start, end = (page.locator(".item-grip").nth(place).bounding_box() for place in (0, 2))
    assert start
    assert end
    page.mouse.move(start["x"] + 10, start["y"] + 20)
    page.mouse.down()
    for part in range(1, 11):
        page.mouse.move(start["x"] + 10, start["y"] + 20 + (end["y"] + 60 - start["y"]) * part / 10)
    # The others slide into their places; only then is the hand taken away.
    page.wait_for_function(
        "document.querySelector('#agenda-list > :nth-child(3)').textContent.includes('Sign-in, food')"
    )
    page.mouse.up()
    said(page, "“Sign-in, food and seats” is now item 3 of 9")
    assert stored(agenda)[2][0] == "Sign-in, food and seats"
    assert [text for text in told if "inline style" in text] == []  # what dragging leaves is not copied anew


class Finger:
    """One finger on the glass: it goes down, slides while its owner watches, and leaves."""

    def __init__(self, page: Page, x: float, y: float) -> None:
        self.page, self.x, self.y = page, x, y
        self.glass = page.context.new_cdp_session(page)
        self.touch("touchStart", [{"x": x, "y": y}])

    def touch(self, kind: str, points: list[dict[str, float]]) -> None:
        self.glass.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        self.page.wait_for_timeout(60)  # the list looks where the finger is every 50 ms

    def slide(self, step: float, until: str) -> None:
        """Slides on by `step` px a time until what the page shows answers `until`."""
        for _ in range(60):
            self.y += step
            self.touch("touchMove", [{"x": self.x, "y": self.y}])
            if self.page.evaluate(until):
                break

    def leave(self) -> None:
        self.touch("touchEnd", [])


def test_a_finger_drags_an_item_by_its_handle_and_scrolls_elsewhere(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session, size=PHONE, has_touch=True)
    page.locator(".item-grip").first.evaluate("grip => scrollTo(0, grip.getBoundingClientRect().top - 260)")
    before, grip = page.evaluate("scrollY"), page.locator(".item-grip").first.bounding_box()
    assert grip
    finger = Finger(page, grip["x"] + 10, grip["y"] + 20)
    finger.slide(
        12, "document.querySelector('#agenda-list > :nth-child(2)').textContent.includes('Sign-in, food')"
    )
    finger.leave()
    said(page, "“Sign-in, food and seats” is now item 2 of 9")
    assert stored(agenda)[1][0] == "Sign-in, food and seats"
    assert page.evaluate("scrollY") == before
    finger = Finger(page, 200, 600)  # over the words of an item
    finger.slide(-12, f"scrollY > {before} + 100")
    finger.leave()
    page.wait_for_function("before => scrollY > before + 100", arg=before)
    assert stored(agenda)[1][0] == "Sign-in, food and seats"


def test_without_javascript_everything_is_done_on_pages(session: Session, opened: Opener) -> None:
    page = at(opened, session, size=PHONE, java_script_enabled=False)
    start_by_keyboard(page, "orlando_speaks")
    item(page, "Welcome").get_by_role("link", name=re.compile("^More")).press("Enter")
    page.get_by_role("button", name=re.compile("^Duplicate")).press("Enter")
    expect(page.get_by_text("A copy of “Welcome” stands right after it.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Undo")).press("Enter")
    expect(page.get_by_text("Undone: copying “Welcome”.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Redo")).press("Enter")
    expect(page.get_by_text("Done again: copying “Welcome”.")).to_be_visible()
    page.get_by_role("link", name=re.compile(r"^Change\W+Welcome")).first.press("Enter")
    page.get_by_label("Title", exact=True).fill("Welcome again")
    page.get_by_label("Minutes", exact=True).fill("35")
    page.get_by_role("button", name="Save the item").press("Enter")
    assert titles(page)[1:3] == ["Welcome again", "Welcome"]
    expect(page.locator("#agenda-sum")).to_contain_text("185 of 150 min")


def test_a_release_is_made_read_and_confirmed_by_keyboard(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session, Seat.LIAISON)
    page.get_by_role("link", name="Release the agenda").press("Enter")
    page.get_by_label("What is new").fill("For the room")
    page.get_by_role("button", name="Make the first release").press("Enter")
    expect(page.get_by_role("heading", name="Release 1 of the agenda")).to_be_visible()
    page.get_by_role("button", name="Confirm: designed together").press("Enter")
    expect(page.get_by_text("It is on record that this release was designed together.")).to_be_visible()
    assert violations(page) == []
    page.goto(address(agenda.session))
    expect(page.get_by_text("Release 1 is what stands here.")).to_be_visible()
    page.locator("[id^=down-]").first.press("Enter")
    expect(page.get_by_text("There is one change since release 1.")).to_be_visible()
