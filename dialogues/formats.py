"""The file of participants: its columns, what a cell may say, and how a row is written.

The same columns go out and come in again. Cells may hold the key (`youth`) or the English label (`Youth`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from dialogues.choices import Affiliation, Category, Language, Naming

REMOVED = gettext_noop("The person was taken off the list.")
MOST_INVITED_AT_ONCE = 500  # one page shows all of them, one transaction asks them
LENGTHS = {
    "name": 120,
    "alias": 80,
    "email": 254,
    "phone": 40,
    "organization": 160,
    "access_needs": 1000,
}
VOCABULARIES: dict[str, tuple[type[TextChoices], TextChoices]] = {
    "affiliation": (Affiliation, Affiliation.COMMUNITY),
    "category": (Category, Category.NOT_SAID),
    "language": (Language, Language.ENGLISH),
    "naming": (Naming, Naming.FIRST_NAME),
}
COLUMNS = (
    "name",
    "alias",
    "email",
    "phone",
    "organization",
    "affiliation",
    "category",
    "language",
    "access_needs",
    "naming",
)
ALSO_CALLED = {
    "name": ("full name", "participant"),
    "alias": ("chosen name", "nickname"),
    "email": ("e-mail address", "email address", "mail"),
    "phone": ("telephone", "phone number", "mobile"),
    "organization": ("organisation", "group"),
    "category": ("stakeholder category",),
    "access_needs": ("access", "needs"),
    "naming": ("how they wish to be named",),
}
EXPLANATIONS: dict[str, str | Promise] = {
    "name": gettext_lazy("The name you know. May be empty when there is an alias."),
    "alias": gettext_lazy("A name the person chose instead."),
    "email": gettext_lazy("Where letters go. Without one, you print a letter."),
    "phone": gettext_lazy("For calls by a person. Convene sends no texts."),
    "organization": gettext_lazy("A group, a school, a unit."),
    "affiliation": gettext_lazy("In which capacity they take part. Empty means resident or community."),
    "category": gettext_lazy("The stakeholder category. Empty means prefer not to say."),
    "language": gettext_lazy("The language they ask for. Empty means English."),
    "access_needs": gettext_lazy("What they need to take part, in their words."),
    "naming": gettext_lazy("How they wish to be named. Empty means first name only."),
}
EXAMPLE = (
    "Example Person (demo)",
    "",
    "example.person@example.org",
    "555-0100",
    "Example Neighborhood Group (demo)",
    "Resident or community",
    "Neighborhood groups",
    "English",
    "Seat near the door",
    "First name only",
)
FORMULA_STARTS = ("=", "＝")  # + - @ begin phone numbers and chosen names; writing a file guards them
# Marks that turn the direction of text around, so that a name could make the rest of a page read backwards.
_UNSEEN = {ord(mark): None for mark in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"}
Sameness: TypeAlias = tuple[str, ...]
NOBODY: Sameness = ("", "", "", "")  # a number without any name: two of them are two people
_JOINERS = "\u200c\u200d"  # written inside Persian words and emoji


@dataclass
class Row:
    """One line of a file, read: what is kept, and what is wrong with it, if anything."""

    number: int
    details: dict[str, str]
    mistakes: list[str] = field(default_factory=list)


def one_line(text: str) -> str:
    """Text on one line, without control characters and without marks that turn its direction around."""
    kept = "".join(
        mark for mark in text.translate(_UNSEEN) if mark.isprintable() or mark.isspace() or mark in _JOINERS
    )
    return " ".join(kept.split())


def several_lines(text: str) -> str:
    lines = (one_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip()


def read_row(number: int, cells: Mapping[str, str]) -> Row:
    """Clean one line. Every mistake is a sentence; a line with a mistake is not added."""
    row = Row(number, {})
    for column, longest in LENGTHS.items():
        clean = several_lines if column == "access_needs" else one_line
        value = clean(cells.get(column, ""))
        if len(value) > longest:
            row.mistakes.append(
                _("“%(column)s” has %(count)d characters; the most is %(longest)d.")
                % {"column": column, "count": len(value), "longest": longest}
            )
        elif value.startswith(FORMULA_STARTS):
            row.mistakes.append(
                _("“%(column)s” begins like a formula of a spreadsheet. Write plain text.")
                % {"column": column}
            )
        row.details[column] = value[:longest]
    row.details["email"] = row.details["email"].lower()
    _read_vocabularies(row, cells)
    _check_person(row)
    return row


def sameness(details: Mapping[str, Any]) -> Sameness:
    """Equal for two rows that tell of one person: by the address, else by all that they can be known by."""
    if details["email"]:
        return (str(details["email"]).lower(),)
    return tuple(str(details[part]).casefold() for part in ("name", "alias", "organization", "phone"))


def row_of(person: Any) -> list[str]:
    """The cells of one person, in the order of the columns; labels in English, whatever the reader's language."""
    with translation.override("en"):
        return [
            str(vocabulary(getattr(person, column)).label)
            if (vocabulary := VOCABULARIES.get(column, (None,))[0])
            else getattr(person, column)
            for column in COLUMNS
        ]


def words_for(column: str) -> list[str]:
    """The words that a column of choices takes, as they are written into the file."""
    with translation.override("en"):
        return [str(choice.label) for choice in VOCABULARIES[column][0]] if column in VOCABULARIES else []


def _read_vocabularies(row: Row, cells: Mapping[str, str]) -> None:
    for column, (_choices, default) in VOCABULARIES.items():
        said = one_line(cells.get(column, ""))
        known = _keys_of_words(column, translation.get_language() or "en")
        value = known.get(said.casefold()) if said else default.value
        if value is None:
            row.mistakes.append(
                _("“%(said)s” is not a word that the column “%(column)s” knows.")
                % {"said": said[:40], "column": column}
            )
        row.details[column] = value or default.value


@lru_cache(maxsize=32)
def _keys_of_words(column: str, language: str) -> dict[str, str]:
    """The key for every word that a column knows: keys themselves, labels in English and in `language`."""
    words: dict[str, str] = {}
    for spoken in ("en", language):
        with translation.override(spoken):
            words |= {str(choice.label).casefold(): str(choice.value) for choice in VOCABULARIES[column][0]}
    return words | {str(choice.value): str(choice.value) for choice in VOCABULARIES[column][0]}


def _check_person(row: Row) -> None:
    email = row.details["email"]
    if email:
        try:
            validate_email(email)
        except ValidationError:
            row.mistakes.append(_("The e-mail address is not complete. It looks like name@example.org."))
    if not row.details["name"] and not row.details["alias"] and row.details["naming"] != Naming.NUMBER:
        row.mistakes.append(_("There is neither a name nor an alias."))
