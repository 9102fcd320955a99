"""What a person does at a page: fill, choose by the words beside a box, press, follow. Counts taps where asked."""

from playwright.sync_api import Page


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"main [name={name}]").first.fill(value)


def choose(page: Page, name: str, value: str = "") -> None:
    """Tick or choose as people do: by the words beside the box."""
    match = f"input[name={name}][value={value}]" if value else f"input[name={name}]"
    page.locator(f'label[for="{page.locator(match).first.get_attribute("id")}"]').click()


def press(page: Page, words: str) -> None:
    page.get_by_role("main").get_by_role("button", name=words).first.click()


def follow(page: Page, words: str) -> None:
    page.get_by_role("main").get_by_role("link", name=words).first.click()


class Thumb:
    """A hand on a phone that counts what it touches. Typing into a field takes one tap to get there."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def open(self, words: str) -> None:
        self.taps += 1
        self.page.get_by_role("link", name=words).first.click()

    def write(self, name: str, value: str) -> None:
        self.taps += 1
        fill(self.page, **{name: value})

    def choose(self, name: str, value: str) -> None:
        self.taps += 1
        choose(self.page, name, value)

    def press(self, words: str) -> None:
        self.taps += 1
        press(self.page, words)
