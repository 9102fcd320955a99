"""Showing why a result matches."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def marked(excerpt: str) -> SafeString:
    """An excerpt whose matching words stand in ⟦ ⟧, as text with <mark>. Everything else is escaped."""
    parts: list[tuple[SafeString | str]] = []
    for piece in excerpt.split("⟦"):
        word, closing, rest = piece.partition("⟧")
        parts += [(format_html_join("", "<mark>{}</mark>", [(word,)]),), (rest,)] if closing else [(piece,)]
    return format_html_join("", "{}", parts)
