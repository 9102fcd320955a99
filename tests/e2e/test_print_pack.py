"""J3, the print part: the evening before, a facilitator makes the pack; a real worker prints it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from accounts.permissions import ALLOWED
from dialogues.models import Session
from planning.models import Agenda
from planning.summaries.agendas import AgendaView
from records.timing import spell_clock
from tests.browser import DESK, PHONE, Opener, is_too_wide, violations
from tests.e2e.hands import choose, follow, press
from tests.planning.exports.lines import words_of
from tests.records.drill.broker import broker, worker
from tests.records.mail_server import MailServer
from tests.sweeps.world import World, make_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services, pytest.mark.timeout(240)]


@pytest.fixture
def people(transactional_db: None) -> World:
    return make_world()


@pytest.fixture
def running_worker(tmp_path: Path, settings: Settings, people: World) -> Iterator[None]:
    """A Celery worker with its beat, in a process of its own, on the test's database."""
    (tmp_path / "mailbox").mkdir()
    server = MailServer(tmp_path / "mailbox").start()
    with broker(tmp_path) as own, worker(server, own, tmp_path / "worker.log"):
        yield
    server.stop()


def agenda_address(people: World) -> str:
    return f"/dialogues/{people.values['pk']}/sessions/{people.values['session_pk']}/agenda/"


def clock_times(people: World) -> list[str]:
    session = Session.objects.get(pk=people.values["session_pk"])
    view = AgendaView.of(Agenda.objects.get(session=session), may_change=ALLOWED)
    return [spell_clock(item.span.starts_at.astimezone(session.zone)) for item in view.items]


def text_of(page: Page, address: str) -> str:
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    return " ".join(word.text for sheet in words_of(answer.body()) for word in sheet)


def test_from_the_agenda_to_the_paper(people: World, opened: Opener, running_worker: None) -> None:
    page = opened(people.cast.facilitator, DESK).new_page()
    page.goto(agenda_address(people))
    follow(page, "Print the agenda")
    choose(page, "is_large")
    press(page, "Make the print pack")
    expect(page.get_by_role("heading", level=1)).to_have_text("Print pack")
    link = page.get_by_role("link", name="Open the PDF")
    expect(link).to_be_visible(timeout=60_000)  # the page asks by itself
    assert violations(page) == []
    text = text_of(page, link.get_attribute("href") or "")
    assert [clock for clock in clock_times(people) if clock not in text] == []
    for part in ("Run of show", "Crew cards", "Nobody must sign.", "Table 1", "988", "Release 1"):
        assert part in text
    without_scripts_and_on_a_phone(people, opened)


def without_scripts_and_on_a_phone(people: World, opened: Opener) -> None:
    """The same worker prints for a co-planner who asks by hand how far it is."""
    page = opened(people.cast.co_planner, PHONE, java_script_enabled=False).new_page()
    page.goto(f"{agenda_address(people)}print/?preset=crew")
    press(page, "Make the print pack")
    for _ in range(80):
        if page.get_by_role("link", name="Open the PDF").count():
            break
        page.wait_for_timeout(500)
        follow(page, "See how far it is")
    address = page.get_by_role("link", name="Open the PDF").get_attribute("href") or ""
    assert "Crew cards" in text_of(page, address)


def test_every_state_is_well_on_a_phone(people: World, opened: Opener) -> None:
    page = opened(people.cast.facilitator, PHONE).new_page()
    page.goto(f"{agenda_address(people)}print/?preset=room")
    assert violations(page) == []
    assert not is_too_wide(page)
    press(page, "Make the print pack")
    expect(page.get_by_text("waits for its turn")).to_be_visible()
    assert violations(page) == []
    assert not is_too_wide(page)
    page.goto(f"{agenda_address(people)}packs/{people.values['pack_pk']}/")
    expect(page.get_by_text("This pack could not be made.")).to_be_visible()
    press(page, "Make it again")
    expect(page.get_by_text("waits for its turn")).to_be_visible()
