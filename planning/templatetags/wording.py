"""How templates show the words of an agenda in the language of the reader; see `planning.summaries.wording`."""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from planning.content import Words
from planning.models import AgendaBlock
from planning.summaries import wording
from records.timing import NO_BREAK

register = template.Library()
BEFORE_NUMBER = re.compile(r"(?<=\w) (?=\d)")


@register.filter
def title_here(block: AgendaBlock) -> str:
    """`{% blocktranslate with item=block|title_here %}`: for sentences."""
    return wording.title_here(block)


@register.simple_tag
def title_of(block: AgendaBlock) -> SafeString | str:
    """`<h2 dir="auto">{% title_of block %}</h2>`: with its language, where it is not that of the page."""
    return _marked(wording.title_of(block))


@register.simple_tag
def words_of(text: str) -> SafeString | str:
    """`{% words_of block.lead %}`: a role, a ground rule, a word to participants."""
    return _marked(wording.words_of(text))


@register.filter
def said_here(text: str) -> str:
    """`{{ block.instructions|said_here|linebreaks }}`: words of the program in the language of the page."""
    return wording.words_of(text).text


@register.filter
def unbroken(title: str) -> str:
    """`{{ row.title|unbroken }}`: in a narrow column “Round 2: …” never breaks before its number."""
    return BEFORE_NUMBER.sub(NO_BREAK, title)


@register.simple_tag
def foreign(text: str) -> SafeString | str:
    """`<p{% foreign paragraph %}>`: on Spanish paper, marks all words but those that the program said in Spanish."""
    is_marked = wording.is_in_spanish() and not wording.is_our_spanish(text)
    return mark_safe(' lang="en"') if is_marked else ""


@register.simple_tag
def english(text: str) -> SafeString | str:
    """`<p dir="auto"{% english block.purpose %}>`: on a page in another language, marks words that the program
    wrote in English only."""
    is_marked = wording.is_in_spanish() and wording.is_our_english(text)
    return mark_safe(' lang="en"') if is_marked else ""


@register.simple_tag
def name_of(words: Words) -> str:
    """`{% name_of format.name %}`: a pair of words from the content."""
    return words.in_language(get_language() or "en")


def _marked(shown: wording.Shown) -> SafeString | str:
    return format_html('<span lang="{}">{}</span>', shown.lang, shown.text) if shown.lang else shown.text
