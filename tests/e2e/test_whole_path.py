"""The path the program exists for, walked once by a liaison, a resident and a reviewer, with no one's help."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, Opener
from tests.e2e.conftest import Post
from tests.e2e.hands import choose, fill, follow, press
from tests.sweeps.world import World, make_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]


@pytest.fixture
def people(transactional_db: None) -> World:
    return make_world()


def open_dialogue(page: Page) -> str:
    """Opens a dialogue and ticks the first step of its plan; the address of the dialogue."""
    page.goto("/dialogues/open/")
    fill(page, title="Eleventh Street evenings", purpose="Neighbors and officers plan the summer together.")
    choose(page, "phase", "sustained")
    press(page, "Open the dialogue")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    home = page.url
    page.goto(f"{home}plan/")
    press(page, "Start the plan")
    follow(page, "Work on this step")
    choose(page, "task")
    expect(page.locator("#tasks")).to_contain_text("Demo Liaison")
    press(page, "Mark this step as done")
    expect(page.get_by_text("is done.")).to_be_visible()
    return home


def build_agenda(page: Page, home: str) -> str:
    """Schedules a session in five weeks and builds its agenda; the address of the session."""
    page.goto(f"{home}sessions/schedule/")
    day = (date.today() + timedelta(days=35)).isoformat()  # noqa: DTZ011 - five weeks away, whatever the zone
    fill(page, title="First evening", day=day, clock="18:00", ends="20:00", venue="Demo Hall")
    press(page, "Schedule the session")
    session = page.url
    page.goto(f"{session}agenda/")
    choose(page, "format", "facilitated_dialogue")
    press(page, "Start the agenda")
    second = page.locator("li[id^=item-]").nth(1).locator("h2")
    title = second.inner_text()
    page.get_by_role("button", name=re.compile(f"up.*{title}", re.IGNORECASE)).press("Enter")
    expect(page.locator("li[id^=item-]").first.locator("h2")).to_have_text(title)
    answer = page.request.get(f"{session}agenda/agenda.pdf?version=facilitator&paper=letter&language=en")
    assert answer.ok
    assert answer.body()[:5] == b"%PDF-"
    return session


def invite_three(page: Page, home: str, session: str) -> None:
    for number in (1, 2, 3):
        page.goto(f"{home}people/add/")
        fill(page, name=f"Demo Neighbor {number}", email=f"neighbor{number}@people.example")
        page.locator("select[name=language]").select_option("es" if number == 2 else "en")
        press(page, "Add this person")
    page.goto(f"{session}invite/")
    for label in page.locator("main label.usa-checkbox__label").all():
        if not page.locator(f"#{label.get_attribute('for')}").is_checked():
            label.click()
    page.get_by_role("main").get_by_role("button").last.click()
    press(page, "Send 3 invitations")
    expect(page.get_by_role("main")).to_contain_text("3")


def answer_by_link(opened: Opener, post: Post) -> None:
    """A resident on a phone answers in Spanish, without an account."""
    post.deliver()
    [letter] = post.letters_to("neighbor2@people.example")
    assert "Demo Neighbor" not in letter.split("\n")[0]
    page = opened(None, PHONE).new_page()
    page.goto(post.link_in(letter, "/i/"))
    assert "/i/" not in page.url
    expect(page.locator("html")).to_have_attribute("lang", "es")
    choose(page, "answer", "yes")
    page.locator("main form").first.get_by_role("button").last.click()
    expect(page.get_by_role("status").first).to_be_visible()
    post.deliver()
    assert len(post.letters_to("neighbor2@people.example")) == 2


def record_commitment(page: Page, home: str) -> None:
    page.goto(f"{home}commitments/make/")
    fill(
        page, text="Walk the street together each month.", owner="Community Desk", measure="Dates on the door"
    )
    fill(page, due_on=(date.today() + timedelta(days=60)).isoformat())  # noqa: DTZ011
    press(page, "Record the commitment")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Walk the street")
    page.goto(f"{home}commitments/publish/")
    press(page, "Make the page public")


def test_from_opening_to_the_reviewer(people: World, opened: Opener, post: Post) -> None:
    page = opened(people.cast.liaison).new_page()
    home = open_dialogue(page)
    session = build_agenda(page, home)
    invite_three(page, home, session)
    answer_by_link(opened, post)
    record_commitment(page, home)
    reviewer = opened(people.cast.reviewer).new_page()
    reviewer.goto("/history/?q=eleventh+street")
    reviewer.get_by_role("link", name="Eleventh Street evenings").click()
    expect(reviewer.get_by_role("main")).to_contain_text("Walk the street together each month.")
    assert "neighbor" not in reviewer.content().replace("Neighbors", "").replace("neighbors", "")
