"""Showing why a result matches."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

MATCH = re.compile("⟦([^⟦⟧]*)⟧")


@register.filter
def marked(excerpt: str) -> SafeString:
    """An excerpt whose matching words stand in ⟦ ⟧, as text with <mark>. Everything else is escaped."""
    pieces = MATCH.split(excerpt)  # text and match in turn
    parts = (format_html("<mark>{}</mark>" if i % 2 else "{}", piece) for i, piece in enumerate(pieces))
    return format_html_join("", "{}", ((part,) for part in parts))
