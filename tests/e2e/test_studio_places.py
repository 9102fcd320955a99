"""Keys of the agenda studio: wherever the keyboard can be, each key acts or is not listed for that place."""

import contextlib

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect

from planning.models import Agenda
from tests.browser import Opener
from tests.e2e.test_studio import at, said
from tests.factories.dialogues import SessionFactory
from tests.factories.planning import started_agenda

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

BACK = {"Control+z", "Control+Z+shift", "Control+y"}
MOVE = {"Alt+ArrowUp", "Alt+ArrowDown"}
ITEM = {"ArrowUp", "ArrowDown", "e", "g", "l", "a", "n", "m", "d", "p", "t", "Delete"} | MOVE | BACK
AROUND = {"g", "l", "a", "n", "m"} | BACK
FORM = {"Escape", "Control+Enter"}
# What is listed under “Keys”, by place. The arrows in the minutes are the browser's own.
LISTED = {
    "#title-{b}": ITEM,
    "#change-{b}": ITEM,
    "#up-{b}": ITEM,
    "#more-{b}": ITEM,
    "#minutes-{b}": {"PageUp", "PageDown", "ArrowUp+shift", "ArrowDown+shift", "Escape"} | MOVE | BACK,
    "#copy-{b}": ITEM | {"Escape"},
    "#to-{b}": MOVE | {"Escape"},
    "#undo": AROUND | {"ArrowDown"},
    "#restore": AROUND | {"ArrowUp", "ArrowDown"},
    ".agenda-release a": AROUND,
    ".mix summary": AROUND,
    "#open-{c} [name=title]": FORM,
    "#open-{c} summary": FORM,
    "#open-{c} [data-close]": FORM,
    "#add-last": set(),
    "#keys summary": set(),
    "body": BACK,  # as the page opens
}
KEYS = sorted(set().union(*LISTED.values()) | {"E", "x", "Home", "Enter+alt"})
# Presses each key where the keyboard is, sends nothing, and tells which of them the page took.
PRESS = """([place, keys]) => {
  const ask = htmx.ajax;
  htmx.ajax = () => {};
  const there = document.querySelector(place), taken = [], lost = [];
  for (const name of keys) {
    if (!there.isConnected) break;
    const section = there.closest(".item-edit, .item-more");
    const [key, shift] = name.replace(/^(Control|Alt)\\+/, "").split("+");
    const isAlt = name.startsWith("Alt") || shift === "alt", isControl = name.startsWith("Control");
    const how = {key, shiftKey: shift === "shift", altKey: isAlt, ctrlKey: isControl};
    (there === document.body ? document.activeElement : there)[there === document.body ? "blur" : "focus"]();
    const event = new KeyboardEvent("keydown", {...how, bubbles: true, cancelable: true});
    there.dispatchEvent(event);
    const isShut = section && !section.isConnected;
    if (event.defaultPrevented || isShut || document.activeElement !== there) taken.push(name);
    if (document.activeElement === document.body) lost.push(name);
    const lostAnswer = {bubbles: true, detail: {xhr: {status: 0}}};
    document.getElementById("act").dispatchEvent(new CustomEvent("htmx:afterRequest", lostAnswer));
  }
  htmx.ajax = ask;
  return [taken, lost];
}"""


@pytest.fixture
def agenda() -> Agenda:
    return started_agenda(SessionFactory(minutes=150), format_key="orlando_speaks")


def open_everything(page: Page, agenda: Agenda) -> dict[str, int]:
    """An item removed, what else can be done with one open, the form of another."""
    first, second, third = list(agenda.blocks.order_by("position").values_list("pk", flat=True))[1:4]
    page.locator(f"#change-{first}").press("Delete")
    expect(page.locator("#restore")).to_be_focused()
    page.locator(f"#more-{second}").press("Enter")
    page.locator(f"#change-{third}").press("Enter")
    expect(page.locator(".item-edit")).to_be_visible()
    expect(page.locator(".item-more")).to_be_visible()
    # From here on nothing arrives and nothing changes: no other page, no minutes saved, no list drawn anew.
    page.route("**/agenda/**", lambda route: route.fulfill(status=204))
    return {"b": second, "c": third}


def test_each_key_acts_where_it_is_listed_and_nowhere_else(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session)
    names = open_everything(page, agenda)
    found, lost = {}, {}
    for place in LISTED:
        keys = [key for key in KEYS if key not in FORM]
        found[place], lost[place] = page.evaluate(PRESS, [place.format(**names), keys])
    for place in ("#copy-{b}", "#open-{c} summary", "#minutes-{b}"):
        found[place] += page.evaluate(PRESS, [place.format(**names), ["Escape"]])[0]
    found["#to-{b}"].append("Escape")  # its section is closed by now
    for place in ("#open-{c} [name=title]", "#open-{c} [data-close]"):
        found[place] += FORM
    found["#open-{c} summary"].append("Control+Enter")
    assert {place: set(keys) - {"E"} for place, keys in found.items()} == LISTED
    assert not any(keys for place, keys in lost.items() if place != "body")


# Pressed one after another, from an item's title: what has the keyboard then.
TRAIL = [
    ("d", "title"), ("Alt+ArrowDown", "title"), ("Alt+ArrowUp", "title"), ("Delete", "restore"), ("ArrowUp", "title"),
    ("n", "new"), ("Escape", "title"), ("e", "in"), ("Escape", "change"), ("t", "minutes"), ("PageUp", "minutes"),
    ("Escape", "title"), ("p", "to"), ("Escape", "more"), ("Delete", "restore"), ("Control+z", "title"),
    ("Control+Shift+z", "title"), ("ArrowUp", "title"), ("Delete", "restore"), ("n", "new"), ("Escape", "add-last"),
]  # fmt: skip


def test_the_keyboard_is_never_lost_whatever_is_pressed(agenda: Agenda, opened: Opener) -> None:
    page, found = at(opened, agenda.session), []
    page.locator("[id^=title-]").nth(1).focus()
    for key, name in TRAIL:
        page.keyboard.press(key)
        with contextlib.suppress(PlaywrightError):
            page.wait_for_function(
                "name => document.activeElement.id.startsWith(name)", arg=name, timeout=3000
            )
        page.wait_for_load_state("networkidle")
        found.append((key, page.evaluate("document.activeElement.id").removesuffix("-").split("-")[0]))
    assert found == [(key, name.split("-")[0]) for key, name in TRAIL]
    said(page, "is off the agenda")
