"""axe finds nothing on any page, in every state a sweep can put it in; nothing is wider than a phone,
and no menu hides a part of itself."""

import pytest
from playwright.sync_api import Page

from tests.browser import DESK, PHONE, Opener, cut_links, is_too_wide, known_parts, violations
from tests.sweeps import walk
from tests.sweeps.world import World, addresses, make_world

SEND_EMPTY = """form => {
  form.noValidate = true;
  for (const field of form.querySelectorAll("input[required], textarea[required]")) {
    if (!["radio", "checkbox", "hidden"].includes(field.type)) field.value = "";
  }
  form.requestSubmit();
}"""

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long("walk")]


@pytest.fixture
def real_world(transactional_db: None) -> World:
    """The same world, committed, so that a real server can show it."""
    return make_world()


def pages(world: World, who: str) -> list[str]:
    """Every address that shows this person a page. What the liaison sees as well is looked at as the liaison."""
    where = {name: world.address(name, pattern) for name, pattern in addresses()}
    seen = {} if who in {"liaison", "nobody"} else _statuses(world, "liaison")
    return [where[name] for name, status in _statuses(world, who).items() if status != seen.get(name)]


def _statuses(world: World, who: str) -> dict[str, int]:
    """Names of addresses that answer with a page, and how; of the pages that refuse, one of each kind is enough."""
    found: dict[str, int] = {}
    for name, answer in walk.read(world, who).items():
        is_shown = answer.is_page and answer.status in {200, 403, 404, 409, 410}
        if is_shown and (answer.status == 200 or answer.status not in found.values()):
            found[name] = answer.status
    return found


def new_parts(page: Page) -> list[str]:
    """What came with the mistakes; the rest of the page was looked at before. All of it, where nothing is marked."""
    marked = [".error-summary", ".usa-form-group--error", "main [role=alert]"]
    return [part for part in marked if page.locator(part).count()] or ["main"]


def look(page: Page, address: str, known: set[str]) -> list[str]:
    """Everything wrong with one page, as it opens and after its form was sent empty.

    Heads and feet in `known` were looked at with another page.
    """
    page.goto(address)
    found = violations(page, but=known_parts(page, known))
    if is_too_wide(page):
        found.append(f"{page.url}: wider than the screen")
    found += [f"{page.url}: “{link}” of the menu is out of sight or too small" for link in cut_links(page)]
    form = page.locator("main form[method=post]:has([required])").first
    if form.count():
        with page.expect_navigation():
            form.evaluate(SEND_EMPTY)
        found += [f"after sending it empty: {line}" for line in violations(page, *new_parts(page))]
    return found


# Who looks, on which screen, in which language.
LIAISON = [("liaison", PHONE, {})]
OTHERS = [
    ("facilitator", DESK, {"locale": "es-US"}),
    ("administrator", PHONE, {}),
    ("records_officer", DESK, {}),
    ("reviewer", PHONE, {}),
    ("nobody", PHONE, {"locale": "es-US"}),
]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("looks", [LIAISON, OTHERS], ids=["liaison", "others"])
def test_axe_finds_nothing(
    real_world: World, opened: Opener, looks: list[tuple[str, dict[str, int], dict[str, str]]]
) -> None:
    """One world for all who look at a few pages only: to make it takes longer than to look at them."""
    found: list[str] = []
    for who, size, options in looks:
        page, known = opened(real_world.people[who], size, **options).new_page(), set()
        for address in pages(real_world, who):
            found += [f"{who}: {line}" for line in look(page, address, known)]
    assert found == []
