"""Refusals about the readiness registers. Each says why, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from records.errors import Refusal


class EntryRemoved(Refusal):
    sentence = _(
        "Someone removed this meanwhile. Put it back from the list of what was removed, then change it."
    )


class HolderNotMember(Refusal):
    sentence = _("This person is not a member of the agency. Choose a member, or write the name or office.")


class CategoryUnknown(Refusal):
    sentence = _("This is not a category of the map. Choose one from the list.")


class GapExplained(Refusal):
    sentence = _(
        "Someone explained this category meanwhile. Load the page again and change that explanation."
    )


class DayInFuture(Refusal):
    sentence = _("This day has not come yet. Choose today or an earlier day.")


class PairedWithSelf(Refusal):
    sentence = _("A facilitator is paired with another one. Choose someone else from the pool, or nobody.")


class CallTreeFull(Refusal):
    sentence = _("A call tree with more than 40 people is too long for the night. Remove someone first.")


class CallTreeEmpty(Refusal):
    sentence = _("Nobody stands in the call tree yet. Add the people first, then test it.")


class WarningsNotRead(Refusal):
    sentence = _(
        "Some words in this statement need a second look. Change them, or tick that you looked at each."
    )


class StatementChanged(Refusal):
    sentence = _("The text changed while you were reading. Read it again before you record the approval.")
