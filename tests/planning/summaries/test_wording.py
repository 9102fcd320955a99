"""Words in the language of the reader, as far as there are any."""

from datetime import date

import pytest
from django.utils import translation

from planning import content
from planning.models import Agenda, AgendaBlock
from planning.services.agendas import block_of, block_since
from planning.summaries.methods import item_values
from planning.summaries.since_last_time import SinceLastTime
from planning.summaries.wording import (
    Shown,
    either,
    is_our_english,
    is_our_spanish,
    pairs,
    spanish_of,
    title_here,
    title_of,
    words_of,
)

BOTH = AgendaBlock(title="Welcome", title_es="Bienvenida")
ENGLISH = AgendaBlock(title="Welcome")


@pytest.mark.parametrize(
    ("language", "block", "shown"),
    [
        ("en", BOTH, Shown("Welcome")),
        ("es", BOTH, Shown("Bienvenida")),
        ("es", ENGLISH, Shown("Welcome", "en")),
        ("en", ENGLISH, Shown("Welcome")),
    ],
)
def test_a_title_is_shown_in_the_language_of_the_reader_or_marked(language, block, shown):
    with translation.override(language):
        assert title_of(block) == either(block.title, block.title_es) == shown
        assert title_here(block) == shown.text


@pytest.mark.parametrize("key", content.FORMAT_KEYS)
def test_an_item_as_the_format_wrote_it_has_spanish(key):
    for position, block in enumerate(content.format(key).blocks, start=1):
        item = block_of(Agenda(), block, position)
        texts = (item.purpose, item.instructions, item.spoken, item.materials)
        assert [text for text in texts if text and not spanish_of(text)] == []
        assert not any(map(is_our_english, texts))


def test_words_of_the_program_in_two_formats_are_one_in_spanish():
    """One dictionary serves all formats, so the same English may not be said in two ways."""
    blocks = (block for known in content.formats() for block in known.blocks)
    said = {(words.en, words.es) for block in blocks for words in block.wording}
    assert [en for en, es in said if es != pairs()[en]] == []


@pytest.mark.parametrize(
    "text", ["", "Written here.", "Welcome.\n\nWritten here.", "Markers, Our own map", "markers"]
)
def test_what_people_wrote_or_changed_is_nobodys_translation(text):
    assert spanish_of(text) == ""
    assert not is_our_english(text)
    assert not is_our_spanish(text)


def test_english_of_a_method_and_of_the_account_is_known_too():
    values = item_values(content.method("go_round"), 10)
    account = block_since(Agenda(), SinceLastTime((), 1, date(2026, 12, 8)))
    assert all(map(is_our_english, (values["purpose"], values["instructions"])))
    assert all(map(spanish_of, (account.lead, account.purpose, account.script)))


def test_what_the_program_wrote_is_spanish_on_a_spanish_page_and_other_words_stay():
    known = content.format("town_hall")
    with translation.override("es"):
        assert words_of("Moderator").text == "Moderador/a"
        assert words_of(known.ground_rules[0].text.en).text == known.ground_rules[0].text.es
        assert words_of(known.for_participants.en).text == known.for_participants.es
        assert words_of("Those who answer for the promises").text == "Quienes responden por los compromisos"
        assert words_of("Demo Person") == Shown("Demo Person")
    with translation.override("en"):
        assert words_of("Moderator").text == "Moderator"
