"""axe finds nothing on any page, in every state a sweep can put it in; nothing is wider than a phone."""

import pytest
from playwright.sync_api import Page

from tests.browser import DESK, PHONE, Opener, is_too_wide, violations
from tests.sweeps.world import World, addresses, make_world

SEND_EMPTY = """form => {
  form.noValidate = true;
  for (const field of form.querySelectorAll("input[required], textarea[required]")) {
    if (!["radio", "checkbox", "hidden"].includes(field.type)) field.value = "";
  }
  form.requestSubmit();
}"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def real_world(transactional_db: None) -> World:
    """The same world, committed, so that a real server can show it."""
    return make_world()


def pages(world: World, who: str) -> list[str]:
    """Every address that shows this person a page. What the liaison sees as well is looked at as the liaison."""
    seen = {} if who == "liaison" else _answers(world, "liaison")
    return [
        address
        for address, status in _answers(world, who).items()
        if not (status == seen.get(address) and who != "nobody")
    ]


def _answers(world: World, who: str) -> dict[str, int]:
    """Addresses that answer with a page, and how; of the pages that refuse, one of each kind is enough."""
    client, found, refusals = world.client(who), {}, set()
    for name, pattern in addresses():
        address = world.address(name, pattern)
        response = client.get(address)
        content = b"" if response.streaming else response.content
        is_page = (
            content.lstrip().lower().startswith(b"<!doctype html")
        )  # neither a file nor a part of a page
        if not is_page or response.status_code not in {200, 403, 404, 409, 410}:
            continue
        if response.status_code == 200 or response.status_code not in refusals:
            found[address] = response.status_code
            refusals.add(response.status_code)
    return found


def look(page: Page, address: str) -> list[str]:
    """Everything wrong with one page, as it opens and after its form was sent empty."""
    page.goto(address)
    found = violations(page)
    if is_too_wide(page):
        found.append(f"{page.url}: wider than the screen")
    form = page.locator("main form[method=post]:has([required])").first
    if form.count():
        with page.expect_navigation():
            form.evaluate(SEND_EMPTY)
        found += [f"after sending it empty: {line}" for line in violations(page)]
    return found


@pytest.mark.timeout(600)  # a liaison has some hundred pages
@pytest.mark.parametrize(
    ("who", "size", "options"),
    [
        ("liaison", PHONE, {}),
        ("facilitator", DESK, {"locale": "es-US"}),
        ("administrator", PHONE, {}),
        ("records_officer", DESK, {}),
        ("reviewer", PHONE, {}),
        ("nobody", PHONE, {"locale": "es-US"}),
    ],
)
def test_axe_finds_nothing(
    real_world: World, opened: Opener, who: str, size: dict[str, int], options: dict[str, str]
) -> None:
    page = opened(real_world.people[who], size, **options).new_page()
    found = [line for address in pages(real_world, who) for line in look(page, address)]
    assert found == []
