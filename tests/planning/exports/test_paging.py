"""Every part of a pack as pages: no page is left to a line or two, nothing leaves the page, the foot stays short.

One document for each size and language, with all parts in it; paper and content change with them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest
from pytest_django import DjangoDbBlocker

from records.formats import pdf
from tests.planning.exports import looks
from tests.planning.exports.lines import Word, lines_of, words_of

pytestmark = [pytest.mark.long("packs"), pytest.mark.django_db, pytest.mark.timeout(240)]
SIZES = {"letter": (612, 792), "a4": (595, 842)}  # points
FOOT, HEAD = {False: 0.95 * 72, True: 1.1 * 72}, {False: 43.0, True: 0.8 * 72}
CARD_HEAD = 1.07 * 72  # in large print, where a crew card goes on
CARD = 'class="crew-card" data-role='
NUMBER = re.compile(r"\b(?:Page|Página) (\d+) (?:of|de) (\d+)\b")
CLOCK = re.compile(r"\d+:\d\d")
HALF = 0.5
WHITE = 18  # points at each edge that printers leave white
LEAST_LINES = 3
WRITTEN_ON = {"Note sheets", "Hojas de notas"}  # two fields fill the last page: test_layout.py
SINGLE = ("Sign-in", "Ground rules", "Name tags", "Survey", "Resource sheet", "Next-date cards")
SINGLE += ("Hojas de registro", "Cartel", "Etiquetas", "Encuesta", "Hoja de recursos", "Tarjetas con")
# Parts without a page break of their own.
FLOWING = {
    "Run of show",
    "Guion de la sesión",
    "Interpreter’s advance copy",
    "Copia anticipada para intérpretes",
}


class Laid(NamedTuple):
    """One part, laid out: the words of each page, those of head and foot apart."""

    title: str
    is_card: bool  # of one role
    heads: list[list[Word]]
    pages: list[list[Word]]
    feet: list[list[Word]]


class Opened(NamedTuple):
    """A whole pack, laid out."""

    parts: list[Laid]
    is_large: bool
    width: int
    height: int


@pytest.fixture(scope="module", params=looks.LOOKS, ids=str)
def look(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Opened:
    _language, paper, is_large, _content = request.param
    with django_db_blocker.unblock():
        pack = looks.pack(request.param)
    pages = iter(words_of(pack.content))
    width, height = SIZES[paper]
    parts = [laid_out(section, pages, is_large, height - FOOT[is_large]) for section in pack.sections]
    assert next(pages, None) is None
    return Opened(parts, is_large, width, height)


def laid_out(section: pdf.Section, pages: Iterator[list[Word]], is_large: bool, foot: float) -> Laid:
    """The pages of one part, as many as its first page says."""
    first = next(pages)
    count = int(NUMBER.findall(" ".join(word.text for word in first))[-1][1])
    own = [first, *(next(pages) for _ in range(count - 1))]
    is_card = CARD in section.html
    goes_on = CARD_HEAD if is_large and is_card else HEAD[is_large]
    heads = [HEAD[is_large], *[goes_on] * (count - 1)]
    tops = [[word for word in page if word.top <= head] for page, head in zip(own, heads, strict=True)]
    bodies = [
        [word for word in page if head < word.top < foot] for page, head in zip(own, heads, strict=True)
    ]
    return Laid(
        section.title, is_card, tops, bodies, [[word for word in page if word.top >= foot] for page in own]
    )


def own_lines(before: list[Word], page: list[Word]) -> list[str]:
    """Lines of a page without a table's head that is said again."""
    known, lines = set(lines_of(before)), lines_of(page)
    while lines and lines[0] in known:
        lines.pop(0)
    return lines


def test_no_page_is_left_to_a_line_or_two(look: Opened) -> None:
    few = [
        (part.title, number, lines)
        for part in look.parts
        if part.title not in WRITTEN_ON
        for number, (before, page) in enumerate(pairwise(part.pages), start=2)
        if len(lines := own_lines(before, page)) < LEAST_LINES
        and max((word.bottom for word in page), default=0) < look.height * HALF
    ]
    assert few == []


def test_no_page_that_goes_on_is_half_empty(look: Opened) -> None:
    """But the last but one, which may give its last item to the few lines at the end."""
    open_pages = [
        (part.title, number, round(lowest))
        for part in look.parts
        if part.title in FLOWING
        for number, page in enumerate(part.pages[:-2], start=1)
        if (lowest := max(word.bottom for word in page)) < look.height * HALF
    ]
    assert open_pages == []


def test_sheets_for_one_person_or_one_wall_take_few_pages(look: Opened) -> None:
    many = {part.title: len(part.pages) for part in look.parts if part.title.startswith(SINGLE)}
    assert len(many) >= len(SINGLE) // 2
    assert {title: pages for title, pages in many.items() if pages > (3 if look.is_large else 1)} == {}


def test_everything_stays_on_the_page_above_lines_of_foot_that_are_not_cut(look: Opened) -> None:
    for part in look.parts:
        for head, page, foot in zip(part.heads, part.pages, part.feet, strict=True):
            words = [word for word in [*head, *page, *foot] if word.text.strip()]
            assert min(word.left for word in words) > WHITE, part.title
            assert max(word.right for word in words) < look.width - WHITE, part.title
            assert min(word.top for word in words) > WHITE, part.title
            assert max(word.bottom for word in words) < look.height - WHITE, part.title
            text = [word for word in foot if word.left < look.width * 0.76]
            assert len(lines_of(text)) == (3 if look.is_large else 2), (part.title, lines_of(text))
            assert "7 · " in lines_of(text)[-1], (part.title, lines_of(text))
            assert not (look.is_large and any("…" in word.text for word in text)), lines_of(text)


def test_a_card_that_goes_on_says_whose_it_is(look: Opened) -> None:
    """A role of a pack is at the head of each of its pages, which are counted for it alone."""
    cards = [part for part in look.parts if part.is_card]
    assert any(len(part.pages) > 1 for part in cards)
    for part in cards:
        role = part.title.split(": ", 1)[1]
        for number, head in enumerate(part.heads[1:], start=2):
            text = " ".join(lines_of(head))
            assert role in text, (part.title, number, text)
            if look.is_large:
                assert f" {number} " in text


def test_what_goes_on_in_large_print_tells_its_item_or_its_code(look: Opened) -> None:
    """Run of show and interpreter's copy by the time of the item, loose sheets of a survey by their code."""
    pages = [both for part in look.parts for both in list(zip(part.heads, part.pages, strict=True))[1:]]
    heads = [(" ".join(lines_of(head)), lines_of(page)) for head, page in pages]
    told = [(CLOCK.findall(head), lines[0]) for head, lines in heads if lines and CLOCK.search(head)]
    assert [
        line for [clock, *_], line in told if clock in line
    ] == []  # an item that begins here does not go on
    if look.is_large:
        assert told
        assert [head for head, _lines in heads if re.search(r" · S-\w+ ", head)]


def overlaps(words: list[Word]) -> Iterator[tuple[str, str]]:
    """Pairs of words of which one stands on the other, or touches it."""
    ordered = sorted(words)
    for place, word in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.left > word.right + 0.5:
                break
            shared = min(word.bottom, other.bottom) - max(word.top, other.top)
            if shared > 0.5 * min(word.bottom - word.top, other.bottom - other.top):
                yield word.text, other.text


def test_no_word_stands_on_another(look: Opened) -> None:
    found = {
        part.title: pairs for part in look.parts for page in part.pages if (pairs := list(overlaps(page)))
    }
    assert found == {}
