"""A real Chromium for tests: one for the run, a clean profile for each person, and axe to look at each page."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from accounts.models import User

# Playwright keeps an event loop in this thread; Django's ORM is used in the same thread and never inside the loop.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 860}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# WCAG 2.2 A and AA, and what axe holds to be best practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Opener = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Browser, live_server: object) -> Iterator[Opener]:
    """`opened(person, size)` is a browser of their own, signed in; `opened(None)` is a stranger's."""
    contexts: list[BrowserContext] = []

    def open_for(
        person: User | None, size: dict[str, int] = DESK, *, origin: str = "", **options: object
    ) -> BrowserContext:
        origin = origin or str(live_server.url)  # type: ignore[attr-defined]
        context = browser.new_context(base_url=origin, viewport=size, reduced_motion="reduce", **options)  # type: ignore[arg-type]
        if person is not None:
            client = Client()
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": origin}])
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context

    yield open_for
    for context in contexts:
        context.close()


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: rule, how grave, and where."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)[
        "violations"
    ]
    return [
        f"{page.url}: {rule['id']} ({rule['impact']}) at {rule['nodes'][0]['target']}: {rule['nodes'][0]['html'][:120]}"
        for rule in found
    ]


def is_too_wide(page: Page) -> bool:
    """Whether a person on a phone would have to push the page sideways."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
    )
