"""Titles, roles and names of formats as templates show them."""

import pytest
from django.template import Context, Template
from django.utils import translation

from planning import content
from planning.models import AgendaBlock

BLOCK = AgendaBlock(title="Tea & <talk>", lead="Moderator")


@pytest.mark.parametrize(
    ("source", "english", "spanish"),
    [
        (
            "{% title_of block %}",
            "Tea &amp; &lt;talk&gt;",
            '<span lang="en">Tea &amp; &lt;talk&gt;</span>',
        ),
        ("{{ block|title_here }}", "Tea &amp; &lt;talk&gt;", "Tea &amp; &lt;talk&gt;"),
        ("{% words_of block.lead %}", "Moderator", "Moderador/a"),
        ("<p{% english about.purpose %}>", "<p>", "<p>"),
        ("<p{% english about.blocks.0.purpose %}>", "<p>", "<p>"),
        ("<p{% english method.block.purpose %}>", "<p>", '<p lang="en">'),
        ("<p{% foreign block.lead %}>", "<p>", '<p lang="en">'),
        ("<p{% foreign spanish %}>", "<p>", "<p>"),
        ("{{ 'Markers, Name tags'|said_here }}", "Markers, Name tags", "Marcadores, Etiquetas con el nombre"),
        ("{{ 'Round 2: talk'|unbroken }}", "Round\xa02: talk", "Round\xa02: talk"),
        ("{% name_of about.name %}", "Town hall briefing", "Reunión informativa"),
    ],
)
def test_words_in_both_languages(source, english, spanish):
    page, context = (
        Template("{% load wording %}" + source),
        {
            "about": content.format("town_hall"),
            "method": content.method("go_round"),
            "spanish": content.format("town_hall").room.es,
        },
    )
    for language, words in (("en", english), ("es", spanish)):
        with translation.override(language):
            assert page.render(Context(context | {"block": BLOCK})) == words
