"""How templates show words of the guidance."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def lang_of(step: Any) -> SafeString:
    """`<h1{% lang_of step %}>`: guidance is written in English, so that a Spanish page has it read aloud as such.

    An agency's own steps are in the agency's language, which nobody has named.
    """
    return mark_safe("" if step.is_own else ' lang="en"')  # noqa: S308 -- one of two constants
