"""Walks through the demo and takes pictures. Runs inside the environment; tools/screenshots.py starts it."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools.places import ROOT

ALBUM = ROOT / "docs" / "pictures"
DESK = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 860}
LETTERS_SECONDS = 60
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
    found = links(page, pattern)
    if not found:
        raise SystemExit(f"{page.url} has no link like {pattern}")
    return found[0]


def follow(*patterns: str) -> Callable[[Page, str], None]:
    """Starts at the first pattern taken as an address, then follows links."""

    def way(page: Page, origin: str) -> None:
        page.goto(origin + patterns[0])
        for pattern in patterns[1:]:
            page.goto(origin + link(page, pattern))

    return way


def links(page: Page, pattern: str) -> list[str]:
    addresses = (anchor.get_attribute("href") or "" for anchor in page.locator("a[href]").all())
    return list(dict.fromkeys(address for address in addresses if re.search(pattern, address)))


def written_agenda(page: Page, origin: str) -> None:
    """The first agenda that somebody has begun; sessions without one only offer formats."""
    page.goto(f"{origin}/dialogues/")
    for dialogue in links(page, DIALOGUE):
        page.goto(f"{origin}{dialogue}sessions/")
        for session in links(page, SESSION):
            page.goto(f"{origin}{session}agenda/")
            if links(page, r"/agenda/print/$"):
                return
    raise SystemExit("No session of the demo has an agenda.")


def running_plan(page: Page, origin: str) -> None:
    """The first plan that somebody has begun; the others only show what the guidance asks."""
    page.goto(f"{origin}/dialogues/")
    for dialogue in links(page, DIALOGUE):
        page.goto(f"{origin}{dialogue}plan/")
        if links(page, r"^/steps/\d+/$"):
            return
    raise SystemExit("No dialogue of the demo has a plan.")


def gate(page: Page, origin: str) -> None:
    """The questions before an invitation, of the first dialogue after an incident."""
    page.goto(f"{origin}/dialogues/")
    for dialogue in links(page, DIALOGUE):
        page.goto(f"{origin}{dialogue}")
        if page.get_by_text("Post-incident").count():
            page.goto(f"{origin}{dialogue}gate/")
            return
    raise SystemExit("No dialogue of the demo follows an incident.")


DIALOGUE = r"^/dialogues/\d+/$"
SESSION = r"^/dialogues/\d+/sessions/\d+/$"


def public_commitments(page: Page, origin: str) -> None:
    """As everybody may read it; the address is found on the dialogue's own page."""
    page.goto(f"{origin}/dialogues/")
    for dialogue in links(page, DIALOGUE):
        page.goto(f"{origin}{dialogue}commitments/")
        public = links(page, r"^/commitments/[\w-]+/$")
        if public:
            page.context.clear_cookies()
            page.goto(origin + public[0])
            return
    raise SystemExit("No dialogue of the demo has a public page of commitments.")


def invitation_in_spanish(page: Page, origin: str) -> None:
    """Opens a private link out of the development mailbox, as the person who got it would."""
    until = time.monotonic() + LETTERS_SECONDS
    while time.monotonic() < until:
        page.goto(f"{origin}/mailbox/")
        for letter in links(page, r"^/mailbox/[^/?]+/$"):
            page.goto(origin + letter)
            private = links(page, r"/i/[^/]+/$")
            if private:
                page.context.clear_cookies()
                page.goto(private[0] if private[0].startswith("http") else origin + private[0])
                if page.locator("button[name=language][value=es]").count():
                    page.click("button[name=language][value=es]")
                return
        time.sleep(1)
    raise SystemExit("No letter with a private link has arrived.")


PICTURES = (
    Picture("next", "liaison", follow("/"), DESK),
    Picture("dialogue", "liaison", follow("/dialogues/", DIALOGUE), DESK),
    Picture("plan", "liaison", running_plan, DESK),
    Picture("playbook", "liaison", follow("/", r"^/incidents/\d+/playbook/$"), PHONE),
    Picture("readiness", "liaison", follow("/begin/", r"^/agencies/\d+/readiness/$"), DESK),
    Picture("gate", "liaison", gate, DESK),
    Picture("agenda", "facilitator", written_agenda, DESK),
    Picture("history", "reviewer", follow("/history/"), DESK),
    Picture("commitments", "liaison", public_commitments, DESK),
    Picture("rsvp-es", "liaison", invitation_in_spanish, DESK),
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
        print_agenda(context, page.url.split("#")[0])
    context.close()


def print_agenda(context: BrowserContext, agenda: str) -> None:
    """The first page on paper, as the print page offers it."""
    page = context.new_page()
    page.goto(f"{agenda}print/")
    chosen = page.locator("a[href*='agenda.pdf?version=facilitator']").evaluate("link => link.href")
    answer = context.request.get(chosen)
    paper = ["-png", "-r", "80", "-f", "1", "-singlefile", "-", str(ALBUM / "agenda-print")]
    subprocess.run(["pdftoppm", *paper], input=answer.body(), check=True)


def main() -> int:
    origin, wanted = sys.argv[1], set(sys.argv[2:])
    ALBUM.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=ARGUMENTS)
        for picture in PICTURES:
            if not wanted or picture.name in wanted:
                take(browser, origin, picture)
                print(f"    {Path('docs', 'pictures', picture.name)}.png", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
