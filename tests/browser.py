"""A real Chromium for tests: one for the run, a clean profile for each person, and axe to look at each page."""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

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
    # A page of a test lives for a second: optimizing its code in threads beside it costs more than it gives.
    # A fifth less processor time for the sweep with axe, and the tests share two processors.
    "--js-flags=--no-opt,--no-maglev,--single-threaded",
]
# WCAG 2.2 A and AA, and what axe holds to be best practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_ADDRESS = (
    f"{settings.STATIC_URL}axe.min.js"  # the browser compiles it once; sent with each look it would anew
)
LOAD = """address => "axe" in window || new Promise((done, failed) => {
  const script = Object.assign(document.createElement("script"), {src: address, onerror: failed});
  script.onload = () => { script.remove(); done(true); };
  document.head.append(script);
})"""
# Only what is wrong comes back: what axe passed is long, and nobody reads it.
LOOK = """([where, rules]) => axe.run(where, {runOnly: rules, resultTypes: ["violations"], preload: false})
  .then(result => result.violations)"""
FRAME = """() => ["body > header", "body > footer"]
  .map(part => [part, document.querySelector(part)?.outerHTML ?? ""])"""

expect.set_options(timeout=15_000)  # whoever waits for a page waits long enough for a busy machine

Opener = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session", autouse=True)
def parts_are_kept() -> Iterator[None]:
    """Styles and scripts come once for each person, as from the proxy of a deployment: they have their hash in their
    name there. Without this, each page of a sweep fetches nine files anew."""
    with pytest.MonkeyPatch.context() as patch:
        serve = StaticFilesHandler.serve

        def serve_for_an_hour(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
            is_axe = request.path == AXE_ADDRESS
            response = FileResponse(AXE.open("rb")) if is_axe else serve(handler, request)
            response.headers["Cache-Control"] = "max-age=3600"
            return response

        patch.setattr(StaticFilesHandler, "serve", serve_for_an_hour)
        yield


@pytest.fixture
def opened(browser: Browser, django_db_setup: None, live_server: object) -> Iterator[Opener]:
    """`opened(person, size)` is a browser of their own, signed in; `opened(None)` is a stranger's."""
    contexts: list[BrowserContext] = []

    def open_for(
        person: User | None,
        size: dict[str, int] = DESK,
        *,
        origin: str = "",
        looks_at_every_page: bool = False,
        **options: object,
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
    _let_the_server_finish()


def _let_the_server_finish() -> None:
    """A page that closed may have asked for something a moment before; emptying the tables must not meet it."""
    busy = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    for _ in range(50):
        with connection.cursor() as cursor:
            cursor.execute(f"{busy} AND state <> 'idle'")
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.1)


def known_parts(page: Page, known: set[str]) -> list[str]:
    """Head and foot of a page, where they are letter for letter those of a page in `known`. New ones are put there."""
    now = {
        part: re.sub(r'(csrfmiddlewaretoken"|name="next") value="[^"]*"', "", html)
        for part, html in page.evaluate(FRAME)
    }
    same = [part for part, html in now.items() if html in known]
    known.update(now.values())
    return same


def violations(page: Page, *where: str, but: Sequence[str] = ()) -> list[str]:
    """What axe finds on the page, or in those parts of it, but for these parts: rule, how grave, and where."""
    page.evaluate(LOAD, AXE_ADDRESS)
    context = {"exclude": [[part] for part in but]} | (
        {"include": [[part] for part in where]} if where else {}
    )
    found = page.evaluate(LOOK, [context, RULES])
    return [
        f"{page.url}: {rule['id']} ({rule['impact']}) at {rule['nodes'][0]['target']}: {rule['nodes'][0]['html'][:120]}"
        for rule in found
    ]


def cut_links(page: Page) -> list[str]:
    """Links of the menu of a dialogue, an incident or an agency that one does not see without moving it sideways."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".subnav a")].filter(link => {
          const box = link.getBoundingClientRect(), nav = link.closest(".subnav").getBoundingClientRect();
          return box.left < nav.left - 1 || box.right > Math.min(nav.right, innerWidth) + 1 || box.height < 24;
        }).map(link => link.textContent.trim())"""
    )


def is_too_wide(page: Page) -> bool:
    """Whether a person on a phone would have to push the page sideways."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
    )
