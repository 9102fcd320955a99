"""Facts of a case to yes or no: what is missing before review, and how like a situation it is. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.choices import Part, Trigger
from casestudies.content import Body

# --- what is missing ------------------------------------------------------------------------------

NEEDED: tuple[tuple[str, Part, str | Promise], ...] = (
    ("place", Part.ABOUT, gettext_lazy("The place")),
    ("state", Part.ABOUT, gettext_lazy("The state")),
    ("setting", Part.ABOUT, gettext_lazy("What kind of place it was")),
    ("first_year", Part.ABOUT, gettext_lazy("The year in which it began")),
    ("situation", Part.ABOUT, gettext_lazy("The situation in one sentence")),
    ("phases", Part.ABOUT, gettext_lazy("The phase")),
    ("trigger", Part.ABOUT, gettext_lazy("What set it off")),
    ("trigger_kinds", Part.ABOUT, gettext_lazy("What kind of trigger that was")),
    ("conveners", Part.WORK, gettext_lazy("Who convened")),
    ("format", Part.WORK, gettext_lazy("The format")),
    ("done", Part.WORK, gettext_lazy("What was done")),
    ("sources", Part.SOURCES, gettext_lazy("At least one source that others can read")),
    ("outcomes", Part.OUTCOMES, gettext_lazy("What followed, or that nothing was found")),
    ("difficulties", Part.LESSONS, gettext_lazy("What was hard or did not work")),
    ("lessons", Part.LESSONS, gettext_lazy("What others can take from it")),
)
NEEDS_SOURCE = frozenset({"measured", "on_record"})


@dataclass(frozen=True)
class Gap:
    """One thing that a reviewer would have to ask for."""

    part: Part
    words: str | Promise


MOST_MARKS = 100  # so many are decided on one page; a case with more is not handed in


@dataclass(frozen=True)
class Mark:
    """A place that may name a person: the words, what they look like, the line they stand in, the part to change.

    A contact (how a person is reached or found) can only be taken out. So can what `is_known`: no pattern finds it, it
    is marked because the dialogue knows the name, and a list of kept ones would tell who takes part.
    """

    key: str
    text: str
    what: str
    line: str
    part: Part
    is_contact: bool = False
    is_known: bool = False

    @property
    def may_stay(self) -> bool:
        return not (self.is_contact or self.is_known)


@dataclass(frozen=True)
class Keeping:
    """Why a marked place stays: one of `KeepReason`, and the author's own words. Empty takes a decision back."""

    reason: str = ""
    words: str = ""


def is_decided(mark: Mark, kept: dict[str, str] | None) -> bool:
    """Kept with a reason in words; earlier versions of the program asked for a choice alone."""
    return mark.may_stay and bool(kept and kept["reason"] and kept.get("words"))


def undecided(marks: Iterable[Mark], kept: dict[str, dict[str, str]]) -> tuple[Mark, ...]:
    """Marked places that were neither changed nor kept on purpose."""
    return tuple(mark for mark in marks if not is_decided(mark, kept.get(mark.key)))


def gaps(body: Body) -> tuple[Gap, ...]:
    """What is missing, in the order of the parts."""
    found = [Gap(part, words) for name, part, words in NEEDED if not body.get(name)]
    bare = [
        row
        for row in body.get("outcomes", ())
        if row["strength"] in NEEDS_SOURCE and not set(row["sources"]) & _keys(body)
    ]
    if bare:
        words = gettext_lazy("A source for each outcome that was measured or is on record")
        found.append(Gap(Part.OUTCOMES, words))
    return tuple(found)


def _keys(body: Body) -> set[str]:
    return {row["key"] for row in body.get("sources", ())}


# --- how alike ------------------------------------------------------------------------------------

SAME_PHASE, SAME_TRIGGER, BOTH_DEADLY, SAME_SIZE, NEAR_SIZE, SAME_SETTING, SAME_STATE = 4, 4, 2, 2, 1, 1, 1
AFTER: dict[str, Promise | str] = {
    Trigger.DEATH: gettext_lazy("also after a death"),
    Trigger.FORCE: gettext_lazy("also after use of force"),
    Trigger.COURT: gettext_lazy("also after a court case or agreement"),
    Trigger.REFORM: gettext_lazy("also during a reform"),
    Trigger.TENSION: gettext_lazy("also in a time of tension"),
    Trigger.PROACTIVE: gettext_lazy("also before anything had happened"),
}
SETTINGS: dict[str, Promise | str] = {
    "city": gettext_lazy("also a city or town"),
    "county": gettext_lazy("also a county"),
    "tribe": gettext_lazy("also a Tribal nation"),
    "campus": gettext_lazy("also a campus"),
}


@dataclass(frozen=True)
class Situation:
    """What is compared. `people` is how many were asked or took part; None where that is not known.

    `is_deadly` says that the force was deadly by its kind. It claims no death: not everyone dies of it.
    """

    phases: frozenset[str] = frozenset()
    triggers: frozenset[str] = frozenset()
    people: int | None = None
    setting: str = ""
    state: str = ""
    is_deadly: bool = False

    @property
    def is_deadly_force(self) -> bool:
        """Deadly force by its kind, as an incident tells; or force and a death, as a case tells."""
        return Trigger.FORCE in self.triggers and (self.is_deadly or Trigger.DEATH in self.triggers)


@dataclass(frozen=True)
class Likeness:
    """How like two situations are. `reasons` are said to people, the weightiest first."""

    score: int
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Same phase; also after a death; about the same size (184 people)"""
        told = "; ".join(self.reasons)
        return told[:1].upper() + told[1:]


def likeness(ours: Situation, theirs: Situation) -> Likeness:
    """Phase and trigger weigh most, because they decide what can be said and when; then size, then the place.

    The weights are our own suggestion. Each counts once, however many values are shared.
    """
    score, reasons = 0, []
    if ours.phases & theirs.phases:
        score += SAME_PHASE
        reasons.append(_("same phase"))
    trigger, words = _trigger(ours, theirs)
    if trigger:
        score += trigger
        reasons.append(words)
    size, words = _size(ours.people, theirs.people)
    if size:
        score += size
        reasons.append(words)
    if ours.setting and ours.setting == theirs.setting:
        score += SAME_SETTING
        reasons.append(str(SETTINGS[ours.setting]))
    if ours.state and ours.state == theirs.state:
        score += SAME_STATE
        reasons.append(_("in the same state"))
    return Likeness(score, tuple(reasons))


def _trigger(ours: Situation, theirs: Situation) -> tuple[int, str]:
    """What is told is true of both: “after a death” is never said of an incident that tells of none."""
    if ours.is_deadly_force and theirs.is_deadly_force:
        return SAME_TRIGGER + BOTH_DEADLY, _("also after use of deadly force")
    shared = [str(words) for kind, words in AFTER.items() if kind in ours.triggers & theirs.triggers]
    return (SAME_TRIGGER, shared[0]) if shared else (0, "")


def _size(ours: int | None, theirs: int | None) -> tuple[int, str]:
    """Within half to double is about the same; within a quarter to four times is not far off."""
    if not ours or not theirs:
        return 0, ""
    larger, smaller = max(ours, theirs), min(ours, theirs)
    if larger <= 2 * smaller:
        return SAME_SIZE, _("about the same size (%(people)d people)") % {"people": theirs}
    if larger <= 4 * smaller:
        return NEAR_SIZE, _("not far off in size (%(people)d people)") % {"people": theirs}
    return 0, ""
