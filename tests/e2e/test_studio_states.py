"""The agenda studio under axe in each of its states, on a phone and at a desk."""

import pytest
from playwright.sync_api import expect

from dialogues.choices import Seat
from dialogues.models import Dialogue
from planning.models import Agenda, AgendaBlock
from planning.services import items, releases
from tests.browser import DESK, PHONE, Opener, is_too_wide, violations
from tests.e2e.test_studio import at
from tests.factories.dialogues import SessionFactory, seated
from tests.factories.planning import started_agenda

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def agenda() -> Agenda:
    return started_agenda(SessionFactory(minutes=150), format_key="orlando_speaks")


def fill_to_70(agenda: Agenda) -> None:
    AgendaBlock.objects.bulk_create(
        AgendaBlock(agenda=agenda, position=place, title=f"Item {place}", minutes=1)
        for place in range(agenda.blocks.count() + 1, 71)
    )


STATES = {
    "empty": lambda agenda: agenda.blocks.all().delete(),
    "filled": lambda agenda: None,
    "removed": lambda agenda: items.remove_item(
        by=seated(agenda.session.dialogue), block=agenda.blocks.first()
    ),
    "released": lambda agenda: releases.release(by=seated(agenda.session.dialogue), agenda=agenda),
    "closed": lambda agenda: Dialogue.objects.update(
        status="closed", closed_at=agenda.changed_at, closed_by=agenda.changed_by
    ),
    "a long list": fill_to_70,
}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state(
    agenda: Agenda, opened: Opener, state: str, size: dict[str, int]
) -> None:
    STATES[state](agenda)
    page = at(opened, agenda.session, size=size)
    page.evaluate("document.querySelectorAll('main details').forEach(details => details.open = true)")
    assert violations(page) == []
    assert not is_too_wide(page)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_with_forms_open(agenda: Agenda, opened: Opener, size: dict[str, int]) -> None:
    page = at(opened, agenda.session, size=size)
    page.locator("[id^=change-]").first.press("Enter")
    # Each form takes the keyboard when it opens: only then is the next key for another.
    expect(page.locator(".item-edit").nth(0).locator(":focus")).to_have_count(1)
    page.locator("#add-last").press("Enter")
    expect(page.locator(".item-edit").nth(1).locator(":focus")).to_have_count(1)
    page.locator("[id^=more-]").nth(1).press("Enter")
    expect(page.locator(".item-more")).to_have_count(1)
    page.get_by_role("button", name="Add the item").press("Enter")
    expect(page.get_by_text("There is something to mend")).to_be_visible()
    assert violations(page) == []
    assert not is_too_wide(page)


def test_who_may_not_change_it_meets_no_tools(agenda: Agenda, opened: Opener) -> None:
    page = at(opened, agenda.session, Seat.NEUTRAL)
    expect(page.locator(".item-tools")).to_have_count(0)
    expect(page.locator("[id^=minutes-]")).to_have_count(0)
    assert violations(page) == []
