"""Formats and methods in a real browser: by keyboard alone, without a script, and looked at by axe in each state."""

import re

import pytest
from playwright.sync_api import Page, expect

from dialogues.choices import Seat
from dialogues.models import Session
from planning.models import Agenda
from tests.browser import DESK, PHONE, Opener, is_too_wide, violations
from tests.factories.dialogues import seated
from tests.factories.planning import kept_format, started_agenda

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def at(session: Session, more: str = "") -> str:
    return f"/dialogues/{session.dialogue_id}/sessions/{session.pk}/agenda/{more}"


def press_on(page: Page, role: str, name: str) -> None:
    """Reached with the tab key alone, then Enter."""
    wanted = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    for _step in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the tab key does not reach {name}")


def test_the_list_follows_what_is_typed_and_the_count_is_told(opened: Opener, session: Session) -> None:
    page = opened(seated(session.dialogue), DESK).new_page()
    page.goto("/methods/")
    page.get_by_label("Words").press_sequentially("fishb")
    expect(page.locator("#found-count")).to_contain_text("1 method")
    expect(page.get_by_label("Words")).to_be_focused()
    expect(page.locator("#found h2")).to_have_text("Fishbowl")
    expect(page).to_have_url(re.compile(r"q=fishb"))


def test_what_was_searched_for_is_asked_once_and_leaves_the_keyboard_in_the_list(
    opened: Opener, session: Session
) -> None:
    page, asked = opened(seated(session.dialogue), DESK).new_page(), []
    page.goto("/methods/")
    page.on("request", lambda request: asked.append(request.url) if "q=" in request.url else None)
    words, count = page.get_by_label("Words"), page.locator("#found-count")
    words.press_sequentially("fishb")
    words.press("Enter")
    expect(count).to_contain_text("1 method")
    page.locator("#found a").first.focus()  # which also leaves the field
    page.wait_for_timeout(700)  # longer than the pause of typing that asks by itself
    expect(page.locator("#found a").first).to_be_focused()
    assert len(asked) == 1
    words.press("Enter")  # anew, because somebody wants it
    page.wait_for_timeout(200)
    assert len(asked) == 2


def test_a_search_that_did_not_arrive_can_be_asked_again(opened: Opener, session: Session) -> None:
    page = opened(seated(session.dialogue), DESK).new_page()
    page.goto("/methods/")
    page.context.set_offline(True)
    words = page.get_by_label("Words")
    words.fill("fishb")
    words.press("Enter")
    expect(page.locator("[data-live]")).not_to_be_empty()
    page.context.set_offline(False)
    words.press("Enter")
    expect(page.locator("#found-count")).to_contain_text("1 method")


def test_a_format_for_a_session_by_keyboard_alone(opened: Opener, session: Session) -> None:
    page = opened(seated(session.dialogue, Seat.FACILITATOR), DESK).new_page()
    page.goto(at(session))
    press_on(page, "link", "Find a format by phase, size, time or words")
    press_on(page, "link", "Peace circle")
    press_on(page, "link", "Use this format")
    press_on(page, "button", "Start the agenda")
    expect(page.get_by_role("heading", name="Opening and talking piece")).to_be_visible()
    assert Agenda.objects.get(session=session).format == "peace_circle"


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}], ids=["script", "no script"])
def test_a_method_joins_the_agenda_by_keyboard_alone(
    opened: Opener, agenda: Agenda, options: dict[str, bool]
) -> None:
    page = opened(seated(agenda.session.dialogue, Seat.FACILITATOR), PHONE, **options).new_page()
    page.goto(at(agenda.session, f"methods/?after={agenda.blocks.get(title='A').pk}"))
    page.get_by_label("Words").fill("go-round")
    page.get_by_label("Words").press("Enter")
    page.wait_for_url(re.compile(r"q=go-round"))
    press_on(page, "link", "Go-round")
    press_on(page, "button", "Add it to the agenda")
    page.wait_for_url(re.compile(r"/agenda/#title-\d+$"))
    titles = page.locator("li[id^=item-] h2").all_inner_texts()
    assert titles[:3] == ["A", "Each of us in turn", "B"]


def test_axe_finds_nothing_in_the_states_that_the_sweep_does_not_reach(
    opened: Opener, session: Session
) -> None:
    agenda = started_agenda(format_key="orlando_speaks")
    by = seated(agenda.session.dialogue)
    seated(session.dialogue, user=by)
    agenda.blocks.filter(position=1).update(lead="City clerk")
    own = kept_format(agenda, by)
    page = opened(by, PHONE).new_page()
    found = []
    for address in (
        "/formats/?q=zebra", f"/formats/peace_circle/?session={session.pk}",
        f"/formats/?session={session.pk}&size=20", f"/own-formats/{own.pk}/", "/methods/?q=zebra", at(session),
        at(agenda.session, "methods/?q=circle"), at(agenda.session, "methods/?method=role_swap"),
    ):  # fmt: skip
        page.goto(address)
        found += violations(page) + ([f"{address}: wider than the screen"] if is_too_wide(page) else [])
    assert found == []


def test_what_is_missing_is_told_in_place(opened: Opener) -> None:
    agenda = started_agenda(format_key="town_hall")
    page = opened(seated(agenda.session.dialogue), PHONE).new_page()
    page.goto(at(agenda.session, "keep/"))
    page.get_by_role("button", name="Keep the format").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_contain_text("Give the format a name.")
    assert violations(page) == []
