"""Finding what names a person in a text, before it is kept. It warns; a person decides.

Tuned so that it stays quiet about streets, years, bills and patrol cars: a warning that is mostly wrong is not
read. Every pattern is bounded, so a hostile text costs no more than a plain one.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST = 5000  # texts are cut before any pattern looks at them

_WAYS = (
    r"(?:Street|St|Avenue|Ave|Boulevard|Blvd|Road|Rd|Drive|Dr|Lane|Ln|Court|Ct|Place|Pl|Terrace|Ter|Circle|Cir"
    r"|Way|Trail|Parkway|Pkwy|Highway|Hwy|Alley|Loop)"
)
_TITLES = (
    r"(?:Mr|Mrs|Ms|Mx|Dr|Officer|Ofc|Deputy|Detective|Det|Sergeant|Sgt|Lieutenant|Lt|Captain|Capt|Commander|Cmdr"
    r"|Chief|Sheriff|Trooper|Agent|Pastor|Reverend|Rev|Imam|Rabbi|Father"
    r"|Señor|Señora|Sr|Sra|Don|Doña|Oficial|Sargento)"
)
_NAME = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]{1,30}"  # a word with a capital
# A title before one of these is an office, not a person: "Chief Deputy", "Officer Training".
_OFFICE = (
    r"(?!(?:of|Of|Deputy|Officer|Sergeant|Lieutenant|Captain|Chief|Sheriff|Detective|Patrol|Training|Division|Unit"
    r"|Department|Police|Court|Street|Avenue|Road|Academy|Association|Safety|Community|Wellness|Friendly|Program|Executive"
    r"|Review|Board|Council|Club|Camp|Office|Conduct|Involved)\b)"
)

# How a person is reached or found. Where everyone reads, none of it has a place.
EMAIL, PHONE, STREET = _("an e-mail address"), _("a phone number"), _("a street address")
SOCIAL_SECURITY = _("a number like a Social Security number")
IMMIGRATION = _("a number like an immigration file number")
PLATE, VEHICLE, HANDLE = _("a license plate"), _("a vehicle’s number"), _("a name on a social network")
CONTACTS = (EMAIL, PHONE, STREET, SOCIAL_SECURITY, IMMIGRATION, PLATE, VEHICLE, HANDLE)
TITLED = _("a title with a name, such as “Officer Lopez”")

PATTERNS: tuple[tuple[re.Pattern[str], str | Promise], ...] = (
    (re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{0,62}\w"), EMAIL),
    (
        re.compile(r"(?<![\d-])(?:\+?1[ .-]?)?(?:\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}|\d{3}[.-]\d{4})(?![\d-])"),
        PHONE,
    ),
    (re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])"), SOCIAL_SECURITY),
    (re.compile(r"\bA[ -]?\d{3}-?\d{3}-?\d{2,3}\b"), IMMIGRATION),
    (
        re.compile(r"\bbadge\s{0,3}(?:number|no\.?)?\s{0,3}#?\s{0,3}\d{2,6}\b", re.IGNORECASE),
        _("a badge number"),
    ),
    (
        re.compile(
            r"(?<![\d-])(?!(?:(?:19|20)\d\d|0[1-9]|1[0-2])-(?:19|20)\d\d(?!\d))(?:\d{2}|20\d{2})-\d{4,8}(?![\d-])"
            r"|\b(?:case|report|incident|caso)\s{0,3}(?:number|no\.|nr\.|núm\.|#)\s{0,3}#?\s{0,3}[\w-]{0,6}\d[\w-]{3,12}",
            re.IGNORECASE,
        ),
        _("a number like a case number"),
    ),
    (
        re.compile(
            r"(?<!\d)(?<![Ii]n )\d{1,6}\s(?:(?:[NSEW]|North|South|East|West)\.?\s)?"
            rf"(?:[A-Z0-9][\w’'.-]{{0,30}}\s){{1,3}}{_WAYS}\b"
        ),
        STREET,
    ),
    (
        re.compile(
            r"\b(?:[Cc]alle|[Aa]venida|[Aa]v\.|[Cc]arrera|[Cc]amino)\s(?:(?:de|del|la|las|los)\s){0,2}"
            r"[A-ZÁÉÍÓÚÑ][\w.]{1,20}\s(?:[A-ZÁÉÍÓÚÑ][\w.]{1,20}\s){0,2}(?:#|n\.º|no\.|núm\.)?\s?\d{2,5}\b"
        ),
        STREET,
    ),
    (re.compile(r"\b(?:Apt|Apartment)\.?\s{0,2}#?\s{0,2}\w{0,3}\d\w{0,3}\b"), STREET),
    (
        re.compile(
            r"\b(?:[Pp]late|[Ll]icense|[Tt]ag|[Pp]laca|[Mm]atrícula)s?\b[^.;\n]{0,20}?\b"
            r"(?=[A-Z0-9 -]{0,8}\d)(?=[A-Z0-9 -]{0,8}[A-Z])[A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,5}(?![\w-])"
        ),
        PLATE,
    ),
    (re.compile(r"\b(?=[A-Z]{0,16}\d)(?=\d{0,16}[A-Z])[A-HJ-NPR-Z0-9]{17}\b"), VEHICLE),
    (re.compile(r"(?<![\w@.])@[A-Za-z]\w{2,29}\b"), HANDLE),
    (
        re.compile(r"\b(?:DOB|date of birth|born on|fecha de nacimiento|nació el)\b", re.IGNORECASE),
        _("a date of birth"),
    ),
    (re.compile(rf"\b{_TITLES}\.?\s{_OFFICE}{_NAME}"), TITLED),
)

# Words that are names as well as words: alone they warn of nothing, only as part of a whole name.
_ORDINARY_WORDS = """
    amber angel april art august autumn bill bishop black brown buck chance chase chief christian church cook court
    crystal day dawn dean drew earl english faith father field fields forest frank french gene german grace grant
    gray green guy hall harmony hill holiday hope hunter ivy jack joy june justice king lane law liberty long love
    major mark mason may melody mercy miller monday mother north officer page park parks patience patrol peace penny
    pierce police price prince queen ray reed rich river rivers robin rose ruth sage sheriff short sky south spring
    stone street summer sunny the trinity tucker victor wade walker ward washington jackson lincoln madison jefferson
    east west white will winter wise wood woods worth young
    paz luz sol cruz rosario esperanza consuelo dolores milagros mercedes domingo reyes iglesia
    one two three four five six seven eight nine ten
    agency center city coalition community convener council county demo department dialogue facilitator group liaison
    neighbor neighbors office organization participant person planner resident sergeant team unit
"""
ORDINARY = frozenset(_ORDINARY_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


class _Word(NamedTuple):
    plain: str
    is_capital: bool


class _Line(NamedTuple):
    """A text as plain words between spaces, with all of them and those that began with a capital."""

    text: str
    words: set[str]
    capitals: set[str]


def what_names_a_person(text: str, names: Iterable[str]) -> list[str]:
    """What in the text looks as if it named someone: known names, and patterns of names and numbers."""
    sample = text[:LONGEST]
    found = [str(label) for pattern, label in PATTERNS if pattern.search(sample)]
    if _holds_a_name(sample, names):
        found.insert(0, str(_("the name of someone who takes part")))
    return list(dict.fromkeys(found))


def known_names_in(text: str, names: Iterable[str]) -> list[str]:
    """Those of the names that stand in the text, in any usual spelling."""
    line = _line(text[:LONGEST])
    return [name for name in names if _is_named(name, line)]


def _holds_a_name(text: str, names: Iterable[str]) -> bool:
    line = _line(text)
    return any(_is_named(name, line) for name in names)


def _line(text: str) -> _Line:
    words = _words(text)
    return _Line(
        f" {' '.join(word.plain for word in words)} ",
        {word.plain for word in words},
        {word.plain for word in words if word.is_capital},
    )


def _is_named(name: str, line: "_Line") -> bool:
    """The whole name, in either order; or one telling part of it, written with a capital."""
    parts = [word.plain for word in _words(name)]
    if _has_no_case("".join(parts)):
        return len("".join(parts)) >= 2 and "".join(parts) in line.text.replace(" ", "")
    if any(len(part) >= 3 and part not in ORDINARY and part in line.capitals for part in parts):
        return True
    is_ordinary = ORDINARY.issuperset(parts)
    if len(parts) < 2 or not (line.capitals if is_ordinary else line.words).issuperset((parts[0], parts[-1])):
        return False
    wholes = (" ".join(parts), f"{parts[0]} {parts[-1]}", f"{parts[-1]} {parts[0]}")
    return any(f" {whole} " in line.text for whole in wholes)


def _words(text: str) -> list[_Word]:
    """The words of a text without accents, apostrophes and case, and whether each began with a capital."""
    found = []
    for raw in _WORD.findall(unicodedata.normalize("NFC", text)):
        word = _POSSESSIVE.sub("", raw)
        decomposed = unicodedata.normalize("NFKD", word.replace("'", "").replace("’", ""))
        plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()
        found.append(_Word(plain, not word[:1].islower()))
    return found


def _has_no_case(word: str) -> bool:
    """Scripts such as Chinese or Arabic have no capitals, and some no spaces."""
    return bool(word) and word.upper() == word.lower()
