"""Sheets as they lie on the table: boxes hold their words, and pages to write on are used. See test_paging.py, too."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product

import pytest
from django.utils import translation

from planning.choices import PackPart
from planning.exports.parts import SHEETS_OF
from planning.exports.sheets import rules_of, section
from records.formats import pdf
from tests.factories.dialogues import DialogueFactory, SessionFactory
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, printed, started_agenda
from tests.planning.exports.lines import lines_of, words_of

EVENING = datetime(2026, 12, 9, 0, 0, tzinfo=UTC)  # 6 pm in Chicago: nothing is told over midnight
FOOT = 700  # points from the top of a page of Letter
WIDTH = 612 - 18  # of a page of Letter, but for what no printer reaches
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(180)]


@pytest.fixture
def agenda():
    dialogue = DialogueFactory(title="North Side roundtable (demo)")
    dialogue.agency.public_contact = "Demo community office, (555) 010-2000"
    dialogue.agency.save()
    session = SessionFactory(dialogue=dialogue, starts_at=EVENING)
    return started_agenda(session, format_key="post_incident_forum")


def laid_out(agenda, part, language="en", **options):
    """The words of each page of a part."""
    brief = printed(agenda, **options)
    with translation.override(language):
        sections = [section(brief, sheet) for sheet in SHEETS_OF[part](brief, language)]
    return words_of(pdf.bind(sections, lang=language, title="Part", paper=brief.paper).content)


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_long_address_leaves_the_number_on_its_own_card(agenda, language, is_large):
    first = agenda.session
    SessionFactory(
        dialogue=first.dialogue,
        starts_at=first.starts_at + timedelta(days=30),
        venue="Demo Community Center, large hall on the ground floor",
        address="1200 Demonstration Boulevard, entrance from the parking lot behind the library",
    )
    cards = 0
    for page in laid_out(agenda, PackPart.NEXT_DATE, language, is_large=is_large):
        tops = [word.top for word in page if word.text == "North" and word.top < FOOT]
        numbers = [word.bottom for word in page if word.text == "010-2000"]
        assert len(tops) == len(numbers)
        assert all(number + 8 < top for number, top in zip(numbers, tops[1:], strict=False))
        cards += len(numbers)
    assert cards == (2 if is_large else 4)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_run_of_show_of_an_evening_leaves_no_page_half_empty(agenda, language):
    """All items at a glance on the first page; the others full to three quarters, but the last two."""
    evening = started_agenda(
        SessionFactory(starts_at=EVENING, languages=["en", "es"]), format_key="orlando_speaks"
    )
    evening.blocks.filter(title__startswith="Round 1").update(track=1)
    evening.blocks.filter(title="Short break").update(track=2)
    first, *others = laid_out(evening, PackPart.RUN_OF_SHOW, language)
    assert {"End", "Fin"} & {word.text for word in first}
    lows = [round(max(word.bottom for word in page if word.bottom < FOOT + 20)) for page in others[:-2]]
    assert len(lows) >= 3
    assert [low for low in lows if low < FOOT * 0.75] == []


def test_words_of_a_narrow_column_stay_whole_in_spanish(agenda):
    """Neither “Interpretació/n” in the list of facts nor “Ronda / 2:” in the list of all items."""
    agenda.has_sign_language = True
    agenda.blocks.filter(position=2).update(
        title_es="Conversación abierta de vecindario: Ronda 2: cómo nos vemos"
    )
    words = {word.text for page in laid_out(agenda, PackPart.INTERPRETER, "es") for word in page}
    assert "Interpretación" in words
    for part in (PackPart.RUN_OF_SHOW, PackPart.TALLY, PackPart.AGENDA):
        page, *_more = laid_out(agenda, part, "es")
        pairs = [both for both in pairwise(page) if both[0].text.split() == ["Ronda"]]
        assert [both for both in pairs if abs(both[0].bottom - both[1].bottom) > 2] == [], part


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("is_large", [False, True])
def test_no_end_of_rules_or_terms_is_left_alone(language, is_large):
    """Whole in normal size; in large print at least three rules or six terms stand together."""
    session = SessionFactory(starts_at=EVENING, languages=["en", "es"])
    session.dialogue.purpose = "Neighbors and officers hear each other. " * 12
    evening = started_agenda(session, format_key="orlando_speaks")
    rules = [rule.split()[:3] for rule in rules_of(printed(evening), language)]
    terms, told = [], []
    for page in laid_out(evening, PackPart.INTERPRETER, language, is_large=is_large):
        lines = lines_of([word for word in page if word.bottom < FOOT])
        told.append(sum(line.split()[1:4] in rules for line in lines))
        heads = [
            at for at, line in enumerate(lines, start=1) if line.endswith(("Your language", "Su idioma"))
        ]
        terms += [len(lines) - at for at in heads]
    parts = [count for count in told if count]
    assert sum(parts) == len(rules)
    assert (min(parts), min(terms)) >= (3, 6)
    assert is_large or len(parts) == len(terms) == 1


def test_room_and_times_of_an_evening_with_tracks_take_a_page_each():
    session = SessionFactory(starts_at=EVENING, languages=["en", "es", "ase"])
    evening = started_agenda(session, format_key="orlando_speaks")
    for track, kind in enumerate(("welcome", "presentation", "small_groups"), start=1):
        evening.blocks.filter(kind=kind).update(track=track)
    assert [len(laid_out(evening, PackPart.ROOM, language)) for language in ("en", "es")] == [1, 1]
    cards = [" ".join(lines_of(page)) for page in laid_out(evening, PackPart.CREW_CARDS)]
    assert sum("Crew card: Timekeeper · " in page for page in cards) == 1


def test_the_frame_of_what_can_give_holds_no_blank(agenda):
    """A box for each late start: none goes on overleaf, whatever stands above."""
    agenda.session.access = "\n".join(["One more line of what is provided."] * 8)
    pages = [" ".join(lines_of(page)) for page in laid_out(agenda, PackPart.RUN_OF_SHOW, "en")]
    heads = [len(re.findall(r"[12]0 minutes late", page)) for page in pages]
    assert sum(heads) == 2
    for way in ("Shift everything:", "Shorten items:"):
        assert [page.count(way) for page in pages] == heads, pages


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("part", [PackPart.RUN_OF_SHOW, PackPart.INTERPRETER])
def test_each_page_in_the_middle_of_an_item_tells_its_time(part, is_large):
    agenda = AgendaFactory(session=SessionFactory(starts_at=EVENING))
    for title, script in (("First", "\n\n".join(["Words. " * 50] * 9)), ("Second", "Other. " * 30)):
        AgendaBlockFactory(agenda=agenda, title=title, script=script, minutes=30)
    pages = [lines_of(page) for page in laid_out(agenda, part, is_large=is_large)]
    middle = [lines[0] for lines in pages if lines[1].startswith(("Words.", "Other."))]
    assert len(middle) >= 2
    assert all(re.match(r"\d+:\d\d [ap]m, continued( Page|$)", line) for line in middle), middle
    others = [lines[0] for lines in pages if not lines[1].startswith(("Words.", "Other.", "Materials"))]
    assert not any("continued" in line for line in others), others


@pytest.mark.parametrize("language", ["en", "es"])
def test_cards_to_fill_in_are_as_many_as_their_page_holds(agenda, language):
    """Neither date cards without a date nor contact cards leave one of them to a page of its own."""
    agenda.blocks.update(materials="Contact card")
    for part, is_large in product((PackPart.NEXT_DATE, PackPart.WORKSHEETS), (False, True)):
        assert len(laid_out(agenda, part, language, is_large=is_large)) == 1, (part, is_large)


def test_words_in_the_sketch_of_a_room_are_large_in_large_print(agenda):
    agenda.session.title = "First evening"
    for paper in ("letter", "a4"):
        page, *_more = laid_out(agenda, PackPart.ROOM, paper=paper, is_large=True, tables=12)
        below = next(word.top for word in page if word.text == "Set")
        drawn = [word for word in page if word.top < below and word.text in {"Door", "Front", "12"}]
        assert len(drawn) == 3
        assert min(word.bottom - word.top for word in drawn) > 18


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_last_two_fields_of_a_note_sheet_share_its_second_page(agenda, paper):
    pages = [
        " ".join(lines_of(page)) for page in laid_out(agenda, PackPart.NOTES, is_large=True, paper=paper)
    ]
    assert len(pages) == 6
    assert all("Agreement" in page and "Fact to check" in page for page in pages[1::2])
    codes = [re.search(r"N-\w+", page)[0] for page in pages]
    assert codes[::2] == codes[1::2]
    assert all(" 2026 · Note sheets" in page for page in pages)


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_large_sign_in_sheets_fill_two_pages(agenda, language, paper):
    pages = laid_out(agenda, PackPart.SIGN_IN, language, paper=paper, is_large=True)
    body = 9 * 72 + 36  # points; the last words above the foot stand in the lower half of the second page
    for page in pages[-5::2]:  # of first name, alias and full name
        assert lines_of(page)[0].split()[-3::2] == ["2", "2"]
        assert max(word.bottom for word in page if word.bottom < body) > 450


def test_pages_from_right_to_left_are_mirrored(agenda):
    """Clock times on the right, the number of the page on the left."""
    brief = printed(agenda)
    with translation.override("ar"):
        sections = [section(brief, sheet) for sheet in SHEETS_OF[PackPart.AGENDA](brief, "ar")]
    [page] = words_of(pdf.bind(sections, lang="ar", title="Part").content)
    clock = next(word for word in page if re.fullmatch(r"\d+:\d\d", word.text) and word.top > 150)
    number = next(word for word in page if word.text == "Page")
    draft = next(word for word in page if word.text == "DRAFT,")
    assert clock.left > 306 > number.right
    assert draft.right > number.right


LINK = "https://meeting.example/" + "j0-" * 30
TEXTS = ("title", "lead", "purpose", "instructions", "script", "materials", "lead_in", "ground_rules")


@pytest.mark.parametrize("is_large", [False, True])
def test_an_address_without_a_space_stays_on_the_paper(is_large):
    """In each text of an item and of the agenda, on each sheet."""
    agenda = AgendaFactory(ground_rules=f"Quiet\n{LINK}", welcome=LINK)
    AgendaBlockFactory(agenda=agenda, **dict.fromkeys(TEXTS, LINK), may_be_hard=True, settle_minutes=5)
    AgendaBlockFactory(agenda=agenda, lead="Co-facilitator", **dict.fromkeys(TEXTS[2:], f"Open {LINK}"))
    AgendaBlockFactory(agenda=agenda, title=f"Talk {LINK}", kind="small_groups")
    beyond = {
        (part.value, word.text[:12])
        for part in PackPart
        for page in laid_out(agenda, part, is_large=is_large)
        for word in page
        if word.right > WIDTH or word.left < 0
    }
    assert beyond == set()
