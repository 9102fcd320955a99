"""How templates speak of formats: their phases, and how they fit a session."""

from collections.abc import Iterable
from typing import Protocol

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.choices import Phase
from dialogues.models import Session

register = template.Library()
SPARE = 15  # so many minutes that a format leaves of a session are no reason to look for another


class Sized(Protocol):
    """A format of the files, or one that was kept here."""

    @property
    def minutes(self) -> int: ...
    @property
    def smallest_group(self) -> int: ...
    @property
    def largest_group(self) -> int: ...


@register.filter
def phase_names(keys: Iterable[str]) -> str:
    """The names of phases as in “Before a crisis, Sustained”: in the order of time, in the active language."""
    known = set(keys)
    return ", ".join(str(phase.label) for phase in Phase if phase in known)


@register.simple_tag
def beside(known: Sized, session: Session) -> str:
    """How a format fits a session: its length, and for how many people it is made. Seats count once they are known."""
    said = [
        told for told in (_length(known.minutes - session.minutes), _size(known, session.capacity)) if told
    ]
    return " ".join(said) if said else _("Fits your session.")


def _length(over: int) -> str:
    if over > 0:
        said = ngettext(
            "One minute longer than your session.", "%(n)d minutes longer than your session.", over
        )
    elif -over > SPARE:
        said = ngettext(
            "One minute shorter than your session.", "%(n)d minutes shorter than your session.", -over
        )
    else:
        return ""
    return said % {"n": abs(over)}


def _size(known: Sized, seats: int | None) -> str:
    if not seats or known.smallest_group <= seats <= known.largest_group:
        return ""
    words = {"n": seats}
    if seats < known.smallest_group:
        said = ngettext(
            "Made for more people than your one seat.", "Made for more people than your %(n)d seats.", seats
        )
        return said % words
    said = ngettext(
        "Made for fewer people than your one seat.", "Made for fewer people than your %(n)d seats.", seats
    )
    return said % words
