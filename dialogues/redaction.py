"""Finding what names a person in a text, before it is kept. It warns; a person decides."""

import re
from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST = 5000  # texts are cut before any pattern looks at them
PATTERNS: tuple[tuple[re.Pattern[str], str | Promise], ...] = (
    (re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}"), _("an e-mail address")),
    (re.compile(r"(?<!\d)(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}(?!\d)"), _("a phone number")),
    (re.compile(r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)"), _("a number like a Social Security number")),
    (re.compile(r"\bA[ -]?\d{8,9}\b"), _("a number like an immigration file number")),
    (re.compile(r"\bbadge\s*#?\s*\d{2,6}\b", re.IGNORECASE), _("a badge number")),
    (re.compile(r"\b\d{2,4}-\d{4,8}\b"), _("a number like a case number")),
)


def what_names_a_person(text: str, names: Iterable[str]) -> list[str]:
    """What in the text looks as if it named someone: known names of the dialogue, and patterns of numbers."""
    sample = text[:LONGEST]
    found = [str(words) for pattern, words in PATTERNS if pattern.search(sample)]
    words_in_text = {word.casefold() for word in re.findall(r"[^\W\d_]{3,40}", sample)}
    for name in names:
        parts = [part.casefold() for part in name.split() if len(part) >= 3]
        if parts and all(part in words_in_text for part in parts):
            found.append(str(_("the name of a participant")))
            break
    return found
