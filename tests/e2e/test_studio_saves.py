"""What is typed in the agenda studio in a real browser is saved, or stays and says why it is not."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, Route, expect

from dialogues.models import Session
from planning.models import Agenda, AgendaRevision
from planning.services import items
from tests.browser import Opener, violations
from tests.e2e.test_studio import at, item, said, stored
from tests.factories.dialogues import SessionFactory, seated
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


def cancel(agenda: Agenda) -> None:
    Session.objects.filter(pk=agenda.session_id).update(
        status="cancelled", cancelled_at=agenda.changed_at, cancelled_by=agenda.changed_by
    )


def asks_before_leaving(page: Page) -> bool:
    return page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))")


def sign_in_again(page: Page, letter: str = "b") -> None:
    """As from another tab: the check against forged requests has a new secret, and the forms here the old one."""
    put_cookie(page, settings.CSRF_COOKIE_NAME, letter * 32)


def sign_in_as_another(page: Page, agenda: Agenda) -> None:
    """A shared computer: somebody else of the dialogue signs in in another tab."""
    client = Client()
    client.force_login(seated(agenda.session.dialogue), backend="django.contrib.auth.backends.ModelBackend")
    put_cookie(page, settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)


def put_cookie(page: Page, name: str, value: str) -> None:
    """In the place of the one that is there: with the address of the page it would stand beside it."""
    page.context.add_cookies([{"name": name, "value": value, "domain": "localhost", "path": "/"}])


def test_after_signing_in_again_in_another_tab_a_save_and_a_press_arrive_by_themselves(
    agenda: Agenda, opened: Opener
) -> None:
    page = at(opened, agenda.session)
    form = open_welcome(page)
    sign_in_again(page)
    form.get_by_label("Title", exact=True).fill("Typed before")
    page.keyboard.press("Tab")
    expect(page.get_by_role("heading", name="Typed before")).to_be_visible()
    assert ("Typed before", 10) in stored(agenda)
    sign_in_again(page, "c")
    page.locator("[id^=down-]").first.press("Enter")
    said(page, "is now item 2 of 9")


def test_signed_in_twice_while_a_save_goes_again_the_next_one_arrives(agenda: Agenda, opened: Opener) -> None:
    page, sent = at(opened, agenda.session), []
    form = open_welcome(page)

    def sign_in_before_the_second(route: Route) -> None:
        sent.append(route.request)
        if len(sent) == 2:
            sign_in_again(page, "c")
        route.continue_()

    sign_in_again(page)
    page.route("**/change/", sign_in_before_the_second)
    form.get_by_label("Title", exact=True).fill("Typed before")
    page.keyboard.press("Tab")
    expect(form.get_by_text("This form was open since before you last signed in")).to_be_visible()
    form.get_by_role("button", name="Save again").press("Enter")
    expect(page.get_by_role("heading", name="Typed before")).to_be_visible()
    assert len(sent) == 4  # with the token of before, of then, the same once more, and of now
    assert not asks_before_leaving(page)


def test_signed_out_while_typing_the_text_stays_and_is_saved_after_signing_in(
    agenda: Agenda, opened: Opener
) -> None:
    page = at(opened, agenda.session)
    form, here, cookies = open_welcome(page), page.url, page.context.cookies()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    form.get_by_label("Title", exact=True).fill("Typed while signed out")
    page.keyboard.press("Tab")
    expect(form.get_by_text("You are signed out.")).to_be_visible()
    expect(form.get_by_role("link", name="Sign in in a new tab")).to_have_attribute("target", "_blank")
    assert violations(page) == []
    page.keyboard.press("Escape")  # does not close what is not saved
    page.wait_for_timeout(300)
    expect(form.get_by_label("Title", exact=True)).to_have_value("Typed while signed out")
    assert (page.url, asks_before_leaving(page)) == (here, True)
    sign_in_as_another(page, agenda)
    sign_in_again(page)
    form.get_by_role("button", name="Save again").press("Enter")
    expect(form.get_by_text("Someone else is signed in")).to_be_visible()
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    sign_in_again(page, "c")
    form.get_by_role("button", name="Save again").press("Enter")
    expect(page.get_by_role("heading", name="Typed while signed out")).to_be_visible()
    expect(form.get_by_text("You are signed out.")).to_have_count(0)
    assert not asks_before_leaving(page)


def test_a_session_cancelled_meanwhile_takes_no_typed_text_away(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session)
    form = open_welcome(page)
    cancel(agenda)
    form.get_by_label("Title", exact=True).fill("Typed meanwhile")
    page.locator("[id^=down-]").last.focus()
    expect(form.get_by_text("This session is cancelled")).to_be_visible()
    page.locator("[id^=up-]").last.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="This session is cancelled")).to_be_visible()
    expect(page.locator("[id^=up-]").last).to_be_focused()
    expect(form.get_by_label("Title", exact=True)).to_have_value("Typed meanwhile")
    page.locator("[id^=minutes-]").last.fill("44")
    page.keyboard.press("Enter")
    expect(page.locator("#refused")).to_contain_text("What you typed is not saved.")
    assert asks_before_leaving(page)
    assert violations(page) == []


def test_keep_theirs_gives_the_list_their_minutes_and_a_collision_is_sent_and_kept_once(
    agenda: Agenda, opened: Opener
) -> None:
    page, block = at(opened, agenda.session), agenda.blocks.get(title="Welcome")
    items.change_item(by=seated(agenda.session.dialogue), block=block, version=1, changes={"minutes": 33})
    minutes = item(page, "Welcome").locator("[id^=minutes-]")
    minutes.fill("20")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Keep theirs").press("Enter")
    expect(minutes).to_have_value("33")
    expect(page.locator(f"#was-{block.pk}")).to_have_value("33")
    assert not asks_before_leaving(page)
    minutes.fill("34")
    page.keyboard.press("Enter")
    said(page, "takes 34 minutes.")


def test_after_a_choice_the_form_is_plain_again_and_keeps_the_keyboard(
    agenda: Agenda, opened: Opener
) -> None:
    page, sent = at(opened, agenda.session), []
    form, block = open_welcome(page), agenda.blocks.get(title="Welcome")
    items.change_item(by=seated(agenda.session.dialogue), block=block, version=1, changes={"title": "Theirs"})
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    form.get_by_label("Title", exact=True).fill("Mine")
    form.get_by_label("Minutes", exact=True).fill("12")  # leaves the title; its own save waits
    expect(page.get_by_role("heading", name="Someone else saved first")).to_be_visible()
    page.wait_for_timeout(900)
    assert (len(sent), AgendaRevision.objects.count()) == (1, 1)
    page.get_by_role("button", name="Save yours").press("Enter")
    expect(page.get_by_role("heading", name="Someone else saved first")).to_have_count(0)
    expect(page.locator(f"#edit-{block.pk} [data-close]")).to_be_focused()
    expect(page.locator(f"#saved-{block.pk}")).to_contain_text("Saved")
    assert ("Mine", 12) in stored(agenda)
    assert violations(page) == []


def test_what_is_typed_into_a_field_while_its_mistake_is_on_its_way_stays_and_so_does_the_rest(
    agenda: Agenda, opened: Opener
) -> None:
    page = at(opened, agenda.session)
    form = open_welcome(page)
    title = form.get_by_label("Title", exact=True)
    title.fill("")
    form.locator("[name=script]").fill("Typed for long")
    page.keyboard.press("Tab")
    expect(form.get_by_text("Give the item a title.")).to_be_visible()
    for _ in range(2):  # asking twice to close it does not throw the rest away
        form.get_by_role("button", name="Done").press("Enter")
        page.wait_for_timeout(300)
    assert asks_before_leaving(page)
    held = hold(page, "**/change/")
    title.fill(" ")
    page.keyboard.press("Tab")
    until_held(page, held)
    title.fill("Typed meanwhile")
    held[0].continue_()
    page.wait_for_timeout(500)
    expect(title).to_have_value("Typed meanwhile")
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    assert agenda.blocks.get(title="Typed meanwhile").script == "Typed for long"


def test_what_was_typed_into_an_item_comes_before_its_removal(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session)
    form, held = open_welcome(page), hold(page, "**/change/")
    form.get_by_label("Title", exact=True).fill("Typed, then removed")
    item(page, "Welcome").locator("[id^=change-]").focus()
    until_held(page, held)
    page.keyboard.press("Delete")
    page.wait_for_timeout(300)
    held[0].continue_()
    expect(page.get_by_role("button", name="Put back “Typed, then removed”")).to_be_visible()
    assert not AgendaRevision.objects.exists()
