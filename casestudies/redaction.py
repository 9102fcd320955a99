"""Marking what names a person in a draft, before anyone reviews it. It marks; the author decides on each place.

It builds on the finder of notes (`dialogues.redaction`) and adds whole names of people whom the program does not
know: a case is read by everyone, so it may mark more than a note would.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from casestudies.choices import Part
from casestudies.content import Body
from casestudies.evidence import Mark
from dialogues.redaction import CONTACTS, LONGEST, ORDINARY, PATTERNS, TITLED, known_names_in

# Common given names in the United States, English and Spanish. Those that are words as well are left out.
_GIVEN = """
    aaron abigail adam adrian aisha alan albert alejandra alejandro alex alexander alexis alice alicia alyssa
    amanda amy ana andrea andres andrew angela anita ann anna anne anthony antonio ariana arthur ashley barbara
    beatriz benjamin bernard beto betty beverly bobby bradley brandon breonna brenda brian brittany bruce bryan
    carl carla carlos carmen carol caroline carolyn catherine cesar charles charlotte cheryl chris christina
    christopher cindy claudia cynthia daniel darnell darren david deborah denise dennis derek deshawn diana diane
    diego donald donna doris dorothy douglas duane dwayne dylan eduardo edward elena elijah elizabeth emily emma
    enrique eric erica erik erin esther ethan eugene evelyn fatima fernando francisco freddie gabriel gary george
    gerald gloria gregory guadalupe harold hassan heather hector helen henry hannah howard ibrahim isabella isaiah
    jacob jacqueline jamal james jamie janet janice jasmine jason javier jayden jeffrey jennifer jeremy jerome
    jerry jesse jessica jesus jim joan joe joel john jonathan jorge jose joseph joshua juan juanita judith julia
    julio justin karen kareem katherine kathleen kayla keith kelly kenneth kevin kim kimberly kyle laquan larry
    latasha latoya laura lauren lawrence leon leslie linda lisa logan lori louis lucia luis luke lynn malik manuel
    marcus margaret maria marie marilyn mario marissa mark marta martha martin mary matthew megan melissa mendez
    michael michelle miguel mohamed mohammed monica nancy natalie nathan nicholas nicole noah olga olivia omar
    oscar pablo pamela patricia patrick paul paula pedro peter philando philip phillip rachel rafael ralph ramon
    randy raul raymond rebecca ricardo richard rita robert roberto rodney roger ronald rosa russell ryan samantha
    samuel sandra santiago sara sarah scott sean sebastian sergio shanice sharon shawn shirley sofia sophia
    stephanie stephen steven susan tamika tamir tanisha teresa terrence theresa thomas timothy tina tony tracy
    trayvon trevon tyler tyrone valeria vanessa veronica victoria vincent virginia walter wanda wayne wendy
    william willie xavier yolanda yusuf zachary
"""
GIVEN = frozenset(_GIVEN.split()) - ORDINARY - {"virginia", "mark", "jesus", "santiago"}
# Surnames that many people bear, for what is written without capitals after a title. Those that are words as well
# are left out, because “officer young” stands in “the officer, young and new”.
_SURNAMES = """
    smith johnson williams jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson
    thomas taylor moore martin lee perez thompson harris sanchez clark ramirez lewis robinson allen wright scott
    torres nguyen flores adams nelson rivera campbell mitchell carter roberts gomez phillips evans turner diaz
    parker edwards collins stewart morris morales murphy rogers gutierrez ortiz morgan cooper peterson bailey kelly
    howard ramos cox richardson watson chavez bennett mendoza ruiz hughes alvarez castillo sanders patel
    myers ross jimenez powell jenkins perry sullivan coleman butler henderson barnes vasquez
    simmons romero patterson hamilton graham reynolds griffin wallace moreno hayes bryant herrera gibson
    ellis tran medina aguilar stevens murray castro marshall owens fernandez woods kennedy vargas freeman
    webb tucker guzman crawford olson simpson gordon mendez silva shaw snyder mason dixon munoz
    hicks holmes palmer wagner robertson boyd salazar warren meyer schmidt garza daniels ferguson
    nichols stephens soto payne dunn kelley spencer hawkins pham osei okafor ali khan chen wang
"""
SURNAMES = frozenset(_SURNAMES.split()) - ORDINARY
# Ranks and units: after a title they make an office, such as “officer Training”.
OFFICES = frozenset(
    [
        "deputy",
        "captain",
        "detective",
        "patrol",
        "unit",
        "wellness",
        "friendly",
        "executive",
        "involved",
        "conduct",
        "affairs",
        "division",
    ]
)
# Capitalized words of places, offices and groups: beside one of them, a word is not a surname.
_NO_NAMES = """
    academy act action agreement alliance american americans americas asian association attorney avenue baptist
    black blue board boulevard bridge building bureau campus cathedral charter chamber church circle
    civic civil clergy coalition college commission committee commons community conference congress congregation
    constitutional corps council county court courthouse crisis day days decree decision defenders defense democrat
    department development director dispute district division east education elementary emergency empowerment
    equity executive faith
    federal federation festival field fire force foundation freedom friends fund general government governor group
    hall health heights high hispanic hospital house housing human initiative institute international island
    juneteenth justice labor lake latino law league legal library life local lutheran mayor mediation medical
    memorial methodist middle ministry mosque movement municipal museum muslim national news native neighborhood
    neighbors network new north northern northside office officers oversight panel park parish partners partnership
    peace people plan plaza point police policy post precinct president press prevention program project public
    quarter race reconciliation record relations report research resolution response review rights river road
    roundtable saint san santa school section senate senator senior series service services sheriff social society
    south southern southside southwest northwest northeast southeast speaks spirit square state states station
    strategy street studies summit superintendent supreme synagogue table task team temple times together town
    township training tribal tribe tribune trust union united unity university urban valley village voices war ward
    water west western white women workers world youth zone department’s
    january february march april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday spanish english vietnamese somali hmong korean chinese arabic
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois
    indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri
    montana nebraska nevada hampshire jersey mexico york carolina dakota ohio oklahoma oregon pennsylvania rhode
    tennessee texas utah vermont virginia washington wisconsin wyoming
"""
NO_NAMES = frozenset(_NO_NAMES.split())
# Words that begin a sentence, or stand in titles with a capital.
_SMALL = """
    a after all also an and another any as at because before both but by did do each every few first for from had
    has he her his how if in into is it its last many more most much no nobody not of on once one only or other our
    out over people residents officers she since so some still ten than that the their then there these they this
    those three to two under until we were what when where which while who why with within without you your twelve
    dear call ask about against around between during near next nothing later early
"""
SMALL = frozenset(_SMALL.split())
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_SMALL_PARTS = r"(?:(?:de|del|la|los|al|van|von|bin)\s+){1,2}"
_RUN = re.compile(rf"(?:[A-Z]\.\s+)?{_CAPITAL}(?:\s+(?:[A-Z]\.|{_SMALL_PARTS}{_CAPITAL}|{_CAPITAL}))*")
# Titles in any case, with what follows: “chief smith”, “the officer Lopez”, “CAPTAIN DIAZ”.
_TITLE = (
    r"(?:mr|mrs|ms|mx|dr|officer|ofc|deputy|detective|det|sergeant|sgt|lieutenant|lt|captain|capt|commander|cmdr"
    r"|chief|sheriff|trooper|agent|mayor|councilmember|councilman|councilwoman|judge|pastor|reverend|rev|imam|rabbi"
    r"|father|señor|señora|sr|sra|don|doña|oficial|sargento|capitán|jefe|jefa|alcalde|alcaldesa|padre)"
)
_TITLED = re.compile(
    rf"(?<![\w@.])((?i:{_TITLE}))\.?[ \t]{{1,3}}([^\W\d_]{{2,30}}(?:['’-][^\W\d_]{{1,30}})?)"
    r"(?:[ \t]{1,3}([^\W\d_]{2,30}(?:['’-][^\W\d_]{1,30})?))?"
)
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def marks(body: Body, *, names: Iterable[str] = ()) -> tuple[Mark, ...]:
    """Every marked place of a draft once, in reading order. `names` are people whom the dialogue knows.

    A known name is told as “a person’s name” like any other. Where no pattern finds it too, the mark `is_known`.
    """
    lines = list(_lines(body))
    known = _those_that_occur(names, [line for _part, line in lines])
    own = frozenset(_plain(word) for word in _LETTERS.findall(str(body.get("place", ""))))
    found: dict[str, Mark] = {}
    contacts = {str(label) for label in CONTACTS}
    for part, line in lines:
        for text, what, is_known in _in_line(line, known, own):
            key = mark_key(text)
            if key not in found or (found[key].is_known and not is_known):
                found[key] = Mark(key, text, what, line, part, is_contact=what in contacts, is_known=is_known)
    return tuple(found.values())


def mark_key(text: str) -> str:
    """The same words are the same place, wherever they stand and however they are spaced."""
    return hashlib.blake2s(" ".join(text.casefold().split()).encode(), digest_size=8).hexdigest()


def _lines(body: Body) -> Iterator[tuple[Part, str]]:
    for name in ("place", "situation", "trigger"):
        yield Part.ABOUT, body.get(name) or ""
    for line in (body.get("format") or "", *body.get("conveners", ()), *body.get("done", ())):
        yield Part.WORK, line
    for number in body.get("numbers", ()):
        yield Part.WORK, f"{number['figure']} {number['meaning']}"
    for source in body.get("sources", ()):
        yield Part.SOURCES, f"{source['title']}, {source['publisher']}"
    for outcome in body.get("outcomes", ()):
        yield Part.OUTCOMES, outcome["text"]
    for line in (*body.get("difficulties", ()), *body.get("lessons", ())):
        yield Part.LESSONS, line


def _those_that_occur(names: Iterable[str], lines: list[str]) -> list[str]:
    """The few known names that stand anywhere, so that each line is asked about those alone."""
    text, kept = "\n".join(lines), list(names)
    pieces = [text[start : start + LONGEST] for start in range(0, len(text), LONGEST - 200)]
    return [name for piece in pieces for name in known_names_in(piece, kept)]


def _in_line(line: str, known: list[str], own: frozenset[str]) -> Iterator[tuple[str, str, bool]]:
    """What patterns find, and then what only the known names find in the rest of the line."""
    line = rest = line[:LONGEST]
    for text, what in _by_pattern(line, own):
        yield text, what, False
        if known:
            rest = _without(text, rest)
    if known and known_names_in(rest, known):
        yield from ((text, _("a person’s name"), True) for text in _known_words(rest, known) or [line])


def _by_pattern(line: str, own: frozenset[str]) -> Iterator[tuple[str, str]]:
    for pattern, label in PATTERNS:
        for found in pattern.finditer(line):
            yield found[0], str(label)
    yield from ((words, str(TITLED)) for words in _titled_in(line, own))
    for run in _RUN.finditer(line):
        name = _name_in(run[0], own)
        if name:
            yield name, _("a person’s name")


def _titled_in(line: str, own: frozenset[str]) -> Iterator[str]:
    """Titles with a name that the patterns pass over because one of the two has no capital, or has only capitals."""
    for found in _TITLED.finditer(line):
        title, first, second = found[1], found[2], found[3]
        if title.istitle() and first.istitle():
            continue  # the finder of notes has decided on these
        if _is_a_name(first) or (not first[0].islower() and _may_be_a_name(first, own)):
            has_second = second and (_is_a_name(second) or not second[0].islower())
            yield line[found.start() : found.end(3) if has_second else found.end(2)]


def _is_a_name(word: str) -> bool:
    return _plain(word) in GIVEN | SURNAMES


def _may_be_a_name(word: str, own: frozenset[str]) -> bool:
    return (NO_NAMES | ORDINARY | SMALL | OFFICES | own).isdisjoint(_plain(word).split("-"))


def _without(text: str, line: str) -> str:
    words = r"\s+".join(re.escape(word) for word in text.split())
    return re.sub(rf"(?<!\w){words}(?!\w)", " ", line)


def _known_words(line: str, known: list[str]) -> list[str]:
    """The words that name someone known; none when only several together do."""
    return [word for word in _LETTERS.findall(line) if known_names_in(word, known)]


def _name_in(run: str, own: frozenset[str]) -> str:
    """The name within words that follow one another with capitals: a given name, or two or three unknown words."""
    words = run.split()
    while words and _plain(words[0]) in SMALL:
        words = words[1:]
    plain = [_plain(word) for word in words]
    for place, word in enumerate(plain):
        after = plain[place + 1] if place + 1 < len(plain) else ""
        if word in GIVEN and word not in own and after not in NO_NAMES:
            return " ".join(words[place : place + 4])
    is_name = 2 <= len(words) <= 3 and not any(
        (len(spelled) > 2 and spelled.isupper())
        or not (NO_NAMES | ORDINARY | own).isdisjoint(word.split("-"))
        for word, spelled in zip(plain, words, strict=True)
    )
    return " ".join(words) if is_name else ""


def _plain(word: str) -> str:
    """The word without accents, case and possessive."""
    decomposed = unicodedata.normalize("NFKD", re.sub(r"['’]s?$", "", word).strip("."))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()
