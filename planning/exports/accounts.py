"""The account of promises in Spanish: the program wrote its lines in English, when the agenda was made."""

import re
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext, ngettext

from dialogues.choices import CommitmentStatus
from planning.summaries.wording import InSpanish
from records.timing import spell_day

# As planning.summaries.since_last_time writes them.
FIRST = "As of %(day)s:"
LINES = (
    FIRST,
    "– %(text)s (%(owner)s): dropped. %(reason)s.",
    "– %(text)s (%(owner)s): done.",
    "– %(text)s (%(owner)s): %(status)s, due %(day)s.",
    "Whoever answers for a promise says it in a minute. Nobody defends.",
)
MORE = ("And %(n)d more promise on the commitments page.", "And %(n)d more promises on the commitments page.")
PLACE = re.compile(r"%\\\((\w+)\\\)[sd]")  # of a word to fill in, after re.escape
DAY = "%a %d %b %Y"  # Tue 8 Dec 2026


def _pattern(line: str) -> re.Pattern[str]:
    return re.compile(PLACE.sub(r"(?P<\1>.+)", re.escape(line)))


PATTERNS = {line: _pattern(line) for line in (*LINES, *MORE)}


def account_in_spanish(text: str) -> str:
    """The lines of an account in Spanish, with promises and owners as they were typed; other words as they are."""
    first, *_rest = lines = text.splitlines() or [""]
    if not PATTERNS[FIRST].fullmatch(first):
        return text
    with translation.override("es"):
        return InSpanish("\n".join(map(_line, lines)))


def _line(line: str) -> str:
    for known, pattern in PATTERNS.items():
        if found := pattern.fullmatch(line):
            values = {name: _value(name, value) for name, value in found.groupdict().items()}
            told = ngettext(*MORE, int(values["n"])) if known in MORE else gettext(known)
            return told % values
    return line


def _value(name: str, value: str) -> str | int:
    if name == "n":
        return int(value)
    if name == "status":
        return _statuses().get(value, value)
    return _day(value) if name == "day" else value


def _statuses() -> dict[str, str]:
    """English names of the states of a promise, with those of the active language."""
    here = {status: str(status.label) for status in CommitmentStatus}
    with translation.override("en"):
        return {str(status.label): here[status] for status in CommitmentStatus}


def _day(told: str) -> str:
    try:
        return spell_day(datetime.strptime(told, DAY).date())  # noqa: DTZ007 -- a day without a clock
    except ValueError:
        return told
