"""Type of the poster: as large as one page allows, and never over it."""

from itertools import product

import pytest
from django.utils import translation

from planning import content
from planning.choices import PackPart
from planning.exports.parts import SHEETS_OF
from planning.exports.posters import SIZES, poster_size
from planning.exports.sheets import section
from records.formats import pdf
from tests.factories.planning import AgendaFactory, printed
from tests.planning.exports.lines import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(120)]
FOOT = {False: 0.95 * 72, True: 1.1 * 72}
HEIGHT = {"letter": 792, "a4": 842}
FULL = 0.7  # of a page, above which the last words of a poster would leave it to white


def rules_of(key: str, language: str) -> list[str]:
    return [rule.text.in_language(language) for rule in content.format(key).ground_rules]


def test_fewer_and_shorter_rules_have_larger_type_and_large_print_none_below_18() -> None:
    sizes = [poster_size(["Listen."] * number, "letter", is_large=False) for number in (3, 8, 14, 60)]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (SIZES[0], SIZES[-1])
    assert poster_size(["Listen."] * 60, "letter", is_large=True) == 18


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_rules_of_each_format_fill_one_page_in_both_languages_and_sizes(paper: pdf.Paper) -> None:
    sections, sizes = [], []
    longest = max(content.FORMAT_KEYS, key=lambda key: len("".join(rules_of(key, "es"))))
    shortest = min(content.FORMAT_KEYS, key=lambda key: len("".join(rules_of(key, "en"))))
    for key, language, is_large in product((longest, shortest), ("en", "es"), (False, True)):
        agenda = AgendaFactory(ground_rules="\n".join(rules_of(key, language)))
        brief = printed(agenda, paper=paper, is_large=is_large)
        with translation.override(language):
            sections += [section(brief, sheet) for sheet in SHEETS_OF[PackPart.GROUND_RULES](brief, language)]
        sizes.append(is_large)
    pages = words_of(pdf.bind(sections, lang="en", title="Posters", paper=paper).content)
    assert len(pages) == len(sections)
    for page, is_large in zip(pages, sizes, strict=True):
        body = [word.bottom for word in page if word.top < HEIGHT[paper] - FOOT[is_large]]
        assert max(body) > HEIGHT[paper] * FULL
