"""Walks through the demo and takes pictures. Runs inside the environment; tools/screenshots.py starts it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools.places import ROOT

ALBUM = ROOT / "docs" / "img"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 860}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Picture:
    name: str
    who: str  # the part before @demo.example, or "" for a stranger
    way: Callable[[Page, str], None]  # from the home page to where the picture is taken
    size: dict[str, int]


def link(page: Page, pattern: str) -> str:
    """The first address on the page that looks like this."""
    for anchor in page.locator("a[href]").all():
        address = anchor.get_attribute("href") or ""
        if re.search(pattern, address):
            return address
    raise SystemExit(f"{page.url} has no link like {pattern}")


def follow(*patterns: str) -> Callable[[Page, str], None]:
    """Starts at the first pattern taken as an address, then follows links."""

    def way(page: Page, origin: str) -> None:
        page.goto(origin + patterns[0])
        for pattern in patterns[1:]:
            page.goto(origin + link(page, pattern))

    return way


DIALOGUE = r"^/dialogues/\d+/$"
SESSION = r"^/dialogues/\d+/sessions/\d+/$"
AGENDA = r"/agenda/$"

PICTURES = (
    Picture("next", "liaison", follow("/"), DESK),
    Picture("dialogue", "liaison", follow("/dialogues/", DIALOGUE), DESK),
    Picture("plan", "liaison", follow("/dialogues/", DIALOGUE, r"/plan/$"), DESK),
    Picture("agenda", "facilitator", follow("/dialogues/", DIALOGUE, r"/sessions/$", SESSION, AGENDA), DESK),
    Picture("people", "liaison", follow("/dialogues/", DIALOGUE, r"/people/$"), DESK),
    Picture("history", "reviewer", follow("/history/"), DESK),
    Picture("next-phone", "liaison", follow("/"), PHONE),
)


def sign_in(browser: Browser, origin: str, who: str, size: dict[str, int]) -> BrowserContext:
    context = browser.new_context(
        viewport=size, device_scale_factor=1, locale="en-US", reduced_motion="reduce"
    )
    if who:
        page = context.new_page()
        page.goto(f"{origin}/sign-in/")
        page.fill("input[name=email]", f"{who}@demo.example")
        page.fill("input[name=password]", os.environ["DEMO_PASSWORD"])
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/sign-in/" not in url)
        page.close()
    return context


def take(browser: Browser, origin: str, picture: Picture) -> None:
    context = sign_in(browser, origin, picture.who, picture.size)
    page = context.new_page()
    picture.way(page, origin)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=ALBUM / f"{picture.name}.png", full_page=False)
    if picture.name == "agenda":
        print_agenda(context, origin, link(page, r"\.pdf(\?|$)|/print/$"))
    context.close()


def print_agenda(context: BrowserContext, origin: str, address: str) -> None:
    """The first page of the agenda on paper."""
    if address.endswith("/print/"):
        page = context.new_page()
        page.goto(origin + address)
        address = link(page, r"\.pdf(\?|$)")
    answer = context.request.get(origin + address)
    paper = ALBUM / "agenda-on-paper"
    subprocess.run(
        ["pdftoppm", "-png", "-r", "80", "-f", "1", "-singlefile", "-", str(paper)],
        input=answer.body(),
        check=True,
    )


def main() -> int:
    origin, wanted = sys.argv[1], set(sys.argv[2:])
    ALBUM.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=ARGUMENTS)
        for picture in PICTURES:
            if not wanted or picture.name in wanted:
                take(browser, origin, picture)
                print(f"    {Path('docs', 'img', picture.name)}.png", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
