"""Which way a text runs, for paper: printing does not know `dir="auto"`, as browsers do."""

import unicodedata

from django import template

register = template.Library()


@register.filter
def direction(text: str) -> str:
    """`dir="{{ title|direction }}"`: rtl when the first letter with a direction runs from right to left."""
    ways = (unicodedata.bidirectional(sign) for sign in text)
    first = next((way for way in ways if way in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"
