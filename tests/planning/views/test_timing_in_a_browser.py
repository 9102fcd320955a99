"""Running late and access in a real browser: nothing that axe finds, nothing wider than a phone, no script needed."""

import pytest
from playwright.sync_api import Page, expect

from dialogues.choices import Seat
from dialogues.models import Session
from planning.models import Agenda
from tests.browser import DESK, PHONE, Opener, is_too_wide, violations
from tests.factories.dialogues import seated

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


@pytest.fixture
def rich(agenda: Agenda) -> Agenda:
    """Sign language for two, side by side after a late fixed time, one item that may go."""
    Agenda.objects.update(has_sign_language=True, interpreters=1)
    Session.objects.update(minutes=45)
    blocks = agenda.blocks
    blocks.filter(title="A").update(proposed_by="police", settle_minutes=5, least_minutes=10)
    blocks.filter(title="B").update(track=1, proposed_by="community", priority="drop")
    blocks.filter(title="C").update(track=2, minutes=50)
    return agenda


def opened_page(agenda: Agenda, opened: Opener, size: dict[str, int], end: str, **options: object) -> Page:
    page = opened(seated(agenda.session.dialogue, Seat.FACILITATOR), size, **options).new_page()
    page.goto(f"/dialogues/{agenda.session.dialogue_id}/sessions/{agenda.session_id}/agenda/{end}")
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")
    return page


@SIZES
@pytest.mark.parametrize(
    "end", ["", "late/?minutes=20&after=", "late/?minutes=x", "access/", "items/add/"],
    ids=["agenda", "ways", "mistake", "access", "item"],
)  # fmt: skip
def test_axe_finds_nothing_with_everything_open(
    rich: Agenda, opened: Opener, size: dict[str, int], end: str
) -> None:
    page = opened_page(rich, opened, size, end)
    assert violations(page) == []
    assert not is_too_wide(page)


def test_a_late_start_by_keyboard_and_without_a_script(rich: Agenda, opened: Opener) -> None:
    page = opened_page(rich, opened, PHONE, "late/", java_script_enabled=False)
    page.get_by_label("Minutes late").fill("10")
    page.get_by_label("Minutes late").press("Enter")
    expect(page.get_by_role("heading", name="Three ways to go on")).to_be_visible()
    page.get_by_role("button", name="Shorten items").press("Enter")
    expect(page.get_by_text("The times of the agenda are changed.")).to_be_visible()
    assert Agenda.objects.get().late_minutes == 10


def test_the_end_follows_the_ticks_and_the_keyboard_stays(agenda: Agenda, opened: Opener) -> None:
    Agenda.objects.update(has_sign_language=True)
    agenda.blocks.update(minutes=30)
    page = opened_page(agenda, opened, DESK, "access/")
    said, breaks = page.get_by_role("status").filter(has_text="min in all"), page.locator("#asks-breaks")
    expect(said).to_contain_text("+25 min in all.")
    expect(breaks.get_by_role("checkbox")).to_have_count(2)
    page.get_by_label("B ·").press("Space")
    expect(said).to_contain_text("+20 min in all.")
    breaks.get_by_label("after “A”").press("Space")
    expect(said).to_contain_text("+15 min in all.")
    expect(breaks.get_by_label("after “A”")).to_be_focused()
    assert violations(page) == []
