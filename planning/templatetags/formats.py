"""How templates speak of formats: their phases, and how long they are beside a session."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.choices import Phase
from dialogues.models import Session

register = template.Library()


@register.filter
def phase_names(keys: Iterable[str]) -> str:
    """The names of phases as in “Before a crisis, Sustained”: in the order of time, in the active language."""
    known = set(keys)
    return ", ".join(str(phase.label) for phase in Phase if phase in known)


@register.simple_tag
def beside(minutes: int, session: Session) -> str:
    """How a format of so many minutes fits a session, in a sentence."""
    over = minutes - session.minutes
    if over <= 0:
        return _("Fits your session.")
    said = ngettext("One minute longer than your session.", "%(n)d minutes longer than your session.", over)
    return said % {"n": over}
