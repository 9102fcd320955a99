"""Two minutes before the end of a sign-in the page says so, and a button puts the end off (WCAG 2.2, 2.2.1)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings

from accounts.models import User
from tests.browser import PHONE, Opener, is_too_wide, violations
from tests.factories.accounts import UserFactory

STAY = "/sign-in/stay/"


@pytest.mark.django_db
class TestStay:
    def test_it_starts_the_hour_anew(self, stranger: User, sign_in: Callable[..., Client]) -> None:
        client, start = sign_in(stranger), timezone.now()
        with time_machine.travel(start + timedelta(minutes=59)):
            answer = client.post(STAY)
            assert (answer.status_code, answer.content) == (204, b"")
        with time_machine.travel(start + timedelta(minutes=59 + 59)):
            assert client.get("/account/").status_code == 200

    def test_it_works_within_the_minute_in_which_a_click_was_written_down(
        self, stranger: User, sign_in: Callable[..., Client]
    ) -> None:
        client, start = sign_in(stranger), timezone.now()
        with time_machine.travel(start + timedelta(seconds=50), tick=False):
            assert client.get("/account/")["Signed-In-For"].split()[0] in {"3549", "3550"}
            assert client.post(STAY)["Signed-In-For"].split()[0] == "3600"

    def test_it_does_not_put_off_the_twelve_hours(
        self, stranger: User, sign_in: Callable[..., Client]
    ) -> None:
        client, start = sign_in(stranger), timezone.now()
        for half_hours in range(1, 24):
            with time_machine.travel(start + timedelta(minutes=30 * half_hours), tick=False):
                answer = client.post(STAY)
        assert int(answer["Signed-In-For"].split()[1]) <= 30 * 60
        with time_machine.travel(start + timedelta(hours=12, seconds=5)):
            assert client.post(STAY).status_code == 403

    def test_the_signed_out_hear_so_and_nothing_is_kept(self, client: Client) -> None:
        answer = client.post(STAY)
        assert (answer.status_code, "Signed-In-For" in answer.headers) == (403, False)
        assert client.get(STAY).status_code == 405
        assert "sid" not in client.cookies

    def test_the_footer_says_it_without_a_script(
        self, stranger: User, client: Client, sign_in: Callable[..., Client], settings: Settings
    ) -> None:
        words = b"You are signed out after 60 minutes without a click."
        assert words in sign_in(stranger).get("/account/").content
        assert words not in client.get("/privacy/").content


def bar(page: Page) -> Locator:
    return page.locator(".time-out")


def wait_for_the_warning(page: Page) -> None:
    """The clock of the browser goes on by 58 of the 60 minutes; the server, which counts them, stands still."""
    expect(bar(page)).to_have_count(0)
    page.clock.fast_forward("58:01")
    expect(bar(page)).to_be_visible()


@pytest.mark.django_db(transaction=True)
@pytest.mark.browser
class TestWarning:
    @pytest.fixture
    def page(self, opened: Opener) -> Page:
        page = opened(UserFactory(), PHONE).new_page()
        page.clock.install()
        page.goto("/account/change/")
        return page

    def test_it_is_said_while_typing_goes_on_and_is_next_by_keyboard(self, page: Page) -> None:
        name = page.get_by_label("Name")
        name.fill("")
        wait_for_the_warning(page)
        page.keyboard.type("Nia Demo")
        expect(name).to_be_focused()
        expect(name).to_have_value("Nia Demo")
        expect(page.get_by_role("alert")).to_contain_text("You will be signed out at")
        assert violations(page) == []
        assert not is_too_wide(page)
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("You stay signed in until")
        expect(name).to_be_focused()
        expect(bar(page).get_by_role("button", name="Stay signed in")).to_have_count(0)
        page.clock.fast_forward("00:11")  # long enough to be read
        wait_for_the_warning(page)  # of the next hour

    def test_a_click_in_one_tab_silences_the_others(self, page: Page) -> None:
        wait_for_the_warning(page)
        other = page.context.new_page()
        other.goto("/account/")
        expect(bar(page)).to_have_count(0)

    def test_staying_in_one_tab_reaches_the_others(self, page: Page) -> None:
        other = page.context.new_page()
        other.goto("/account/")
        wait_for_the_warning(page)
        expect(bar(other)).to_be_visible()
        bar(other).get_by_role("button", name="Stay signed in").click()
        expect(bar(page)).to_have_count(0)

    def test_the_end_is_said_and_what_was_typed_comes_back(self, page: Page, settings: Settings) -> None:
        wait_for_the_warning(page)
        page.get_by_label("Name").fill("Nia Demo")
        page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        bar(page).get_by_role("button", name="Stay signed in").click()
        expect(page.get_by_role("alert")).to_contain_text("You are signed out now.")
        expect(page.get_by_label("Name")).to_have_value("Nia Demo")
        bar(page).get_by_role("button", name="Close").click()
        expect(bar(page)).to_have_count(0)

    def test_a_closed_warning_stays_away(self, page: Page) -> None:
        wait_for_the_warning(page)
        bar(page).get_by_role("button", name="Close").click()
        page.clock.run_for(3000)  # it is looked at once a second
        expect(bar(page)).to_have_count(0)
        page.clock.fast_forward("02:00")
        expect(page.get_by_role("alert")).to_contain_text("You are signed out now.")

    def test_when_the_twelve_hours_end_there_is_no_button(self, opened: Opener, settings: Settings) -> None:
        settings.SESSION_TOTAL_SECONDS = 100
        page = opened(UserFactory()).new_page()
        page.goto("/account/")
        expect(page.get_by_role("alert")).to_contain_text("because your sign-in ends after twelve hours")
        expect(page.get_by_role("button", name="Stay signed in")).to_have_count(0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.browser
def test_without_javascript_the_footer_stands_alone(opened: Opener) -> None:
    page = opened(UserFactory(), java_script_enabled=False).new_page()
    page.goto("/account/")
    expect(page.get_by_text("You are signed out after 60 minutes without a click.")).to_be_visible()
    expect(bar(page)).to_have_count(0)
