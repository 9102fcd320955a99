"""Finding what does not belong in a first statement. It points; a person decides.

The rules are those of the guidance's step “statement”: what is known, what is not, when the next update comes,
compassion for all; no verdict, no criminal history, no names before families know.
"""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dialogues.redaction import what_names_a_person

LONGEST = 3000  # the text of a statement has room for no more
GAP = re.compile(r"\[[^\[\]\n]{1,60}\]")

VERDICT = _("It judges. Nobody knows yet, and the text will be held against later facts.")
LABEL = _("It makes a person the guilty one. Say what the person is to others, or nothing.")
HISTORY = _("The past of a person explains nothing of today, and it hurts their family.")
NAME = _("It may name a person. Families learn it from you before the public does.")

WORDS: tuple[tuple[re.Pattern[str], Promise], ...] = (
    (
        re.compile(
            r"\b(?:un)?justifi(?:ed|able)\b|\bself[- ]defen[sc]e\b|\bguilty\b|\binnocent\b|\bmurder(?:ed|s)?\b"
            r"|\baccident(?:al|ally)?\b|\bno (?:other )?choice\b|\bfear(?:ed|ing)? for (?:his|her|their) li(?:fe|ves)\b"
            r"|\bwithin policy\b|\bact(?:ed|ing) (?:appropriately|properly|lawfully|heroically|correctly)\b"
            r"|\bjustificad[oa]s?\b|\b(?:defensa propia|legítima defensa)\b|\bculpables?\b|\binocentes?\b"
            r"|\basesin(?:ato|ó|ad[oa])\b|\baccidente\b|\btem(?:ía|ió) por su vida\b|\bactuó (?:bien|correctamente)\b",
            re.IGNORECASE,
        ),
        VERDICT,
    ),
    (
        re.compile(
            r"\bsuspects?\b|\bperpetrators?\b|\boffenders?\b|\bassailants?\b|\bcriminals\b|\bthugs?\b|\bgang\b"
            r"|\bsospechos[oa]s?\b|\bdelincuentes?\b|\bagresor(?:a|es)?\b|\bpandill\w{1,6}\b|\bcriminales\b",
            re.IGNORECASE,
        ),
        LABEL,
    ),
    (
        re.compile(
            r"\bcriminal (?:history|record|past)\b|\b(?:prior|previous) (?:arrests?|convictions?|contacts?)\b"
            r"|\b(?:outstanding |active )?warrants?\b|\bknown to (?:the )?police\b|\bon (?:probation|parole)\b"
            r"|\brap sheet\b"
            r"|\bantecedentes\b|\barrestos? (?:previos?|anteriores?)\b|\b[oó]rden(?:es)? de arresto\b"
            r"|\blibertad condicional\b|\bconocid[oa] (?:por|de) la policía\b",
            re.IGNORECASE,
        ),
        HISTORY,
    ),
)
# An office's number and address belong into a statement; a person's name does not.
HARMLESS = {_("an e-mail address"), _("a phone number"), _("a street address")}
NEXT_UPDATE = {
    "en": re.compile(r"\bupdates?\b|\bagain (?:at|by|on)\b|\bnext (?:word|news|statement)\b", re.IGNORECASE),
    "es": re.compile(r"\bactualiza\w{0,6}\b|\bpróxim[oa]s?\b|\binformar(?:emos|á)\b", re.IGNORECASE),
}
UNKNOWN = {
    "en": re.compile(
        r"\bnot (?:yet )?know\b|\bdon[’']t (?:yet )?know\b|\bunknown\b|\bnot clear\b", re.IGNORECASE
    ),
    "es": re.compile(r"\bno (?:se )?sab(?:emos|e)\b|\bdesconoc\w{1,6}\b|\bno está claro\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Finding:
    """Something to look at again: the words as they stand (or what is missing), and why."""

    words: str
    why: str | Promise


def gaps_in(text: str) -> list[str]:
    """The gaps to fill in, such as [time], each once, in their order."""
    return list(dict.fromkeys(GAP.findall(text[:LONGEST])))


def look_at(text_en: str, text_es: str = "") -> list[Finding]:
    """What to look at again in a statement, in both languages. Nothing found does not mean nothing is wrong."""
    found = [finding for text in (text_en, text_es) if text for finding in _in_one(text[:LONGEST])]
    found += _missing("en", text_en)
    if text_es:
        found += _missing("es", text_es) + _uneven(text_en, text_es)
    return found


def _in_one(text: str) -> list[Finding]:
    found = {match.group().lower(): why for pattern, why in WORDS for match in pattern.finditer(text)}
    named = [what for what in what_names_a_person(text, []) if what not in {str(word) for word in HARMLESS}]
    return [Finding(f"“{words}”", why) for words, why in found.items()] + [
        Finding(what, NAME) for what in named
    ]


def _missing(language: str, text: str) -> list[Finding]:
    language_name = _("English") if language == "en" else _("Spanish")
    found = []
    if not UNKNOWN[language].search(text):
        why = _("Say what you do not know yet. People forgive that; they do not forgive a guess.")
        found.append(Finding(str(_("What is not known (%(language)s)") % {"language": language_name}), why))
    if not NEXT_UPDATE[language].search(text):
        why = _("Say when the next update comes, and keep to it even when nothing is new.")
        found.append(Finding(str(_("The next update (%(language)s)") % {"language": language_name}), why))
    return found


def _uneven(text_en: str, text_es: str) -> list[Finding]:
    ours, theirs = len(GAP.findall(text_en)), len(GAP.findall(text_es))
    if ours == theirs:
        return []
    words = ngettext_lazy("%(n)d gap in English", "%(n)d gaps in English", "n") % {"n": ours}
    why = _("The Spanish text has another number of gaps (%(n)d). Both have to say the same.") % {"n": theirs}
    return [Finding(str(words), why)]
