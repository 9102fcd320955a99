"""Words in the language of the reader, as far as there are any."""

import pytest
from django.utils import translation

from planning import content
from planning.models import AgendaBlock
from planning.summaries.wording import Shown, either, title_here, title_of, words_of

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
