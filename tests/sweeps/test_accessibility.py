"""axe finds nothing on any page, in every state a sweep can put it in; nothing is wider than a phone,
and no menu hides a part of itself."""

import pytest
from playwright.sync_api import Page

from tests.browser import DESK, PHONE, Opener, cut_links, is_too_wide, violations
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


SEEN_BY_LIAISON: dict[str, int] = {}  # each world is made alike, so one look at it is enough for the run
NO_PAGES: set[str] = set()


def pages(world: World, who: str) -> list[str]:
    """Every address that shows this person a page. What the liaison sees as well is looked at as the liaison."""
    if not SEEN_BY_LIAISON:
        SEEN_BY_LIAISON.update(_answers(world, "liaison"))
    found = SEEN_BY_LIAISON if who == "liaison" else _answers(world, who)
    where = {name: world.address(name, pattern) for name, pattern in addresses()}
    is_new = who in {"liaison", "nobody"}
    return [where[name] for name, status in found.items() if is_new or status != SEEN_BY_LIAISON.get(name)]


def _answers(world: World, who: str) -> dict[str, int]:
    """Names of addresses that answer with a page, and how; of the pages that refuse, one of each kind is enough."""
    client, found, refusals = world.client(who), {}, set()
    for name, pattern in addresses():
        if name in NO_PAGES:
            continue
        response = client.get(world.address(name, pattern))
        content = b"" if response.streaming else response.content
        is_page = (
            content.lstrip().lower().startswith(b"<!doctype html")
        )  # neither a file nor a part of a page
        if response.status_code == 200 and not is_page:
            NO_PAGES.add(name)
        if not is_page or response.status_code not in {200, 403, 404, 409, 410}:
            continue
        if response.status_code == 200 or response.status_code not in refusals:
            found[name] = response.status_code
            refusals.add(response.status_code)
    return found


def look(page: Page, address: str) -> list[str]:
    """Everything wrong with one page, as it opens and after its form was sent empty."""
    page.goto(address)
    found = violations(page)
    if is_too_wide(page):
        found.append(f"{page.url}: wider than the screen")
    found += [f"{page.url}: “{link}” of the menu is out of sight or too small" for link in cut_links(page)]
    form = page.locator("main form[method=post]:has([required])").first
    if form.count():
        with page.expect_navigation():
            form.evaluate(SEND_EMPTY)
        found += [f"after sending it empty: {line}" for line in violations(page)]
    return found


THIRDS = [
    slice(start, None, 3) for start in range(3)
]  # of the longest list, so that no test is a tail of its own
ALL = slice(None)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("who", "size", "options", "part"),
    [
        *(("liaison", PHONE, {}, third) for third in THIRDS),
        ("facilitator", DESK, {"locale": "es-US"}, ALL),
        ("administrator", PHONE, {}, ALL),
        ("records_officer", DESK, {}, ALL),
        ("reviewer", PHONE, {}, ALL),
        ("nobody", PHONE, {"locale": "es-US"}, ALL),
    ],
)
def test_axe_finds_nothing(
    real_world: World, opened: Opener, who: str, size: dict[str, int], options: dict[str, str], part: slice
) -> None:
    page = opened(real_world.people[who], size, **options).new_page()
    found = [line for address in pages(real_world, who)[part] for line in look(page, address)]
    assert found == []
