"""Refusals about plans and agendas. Each says why, and what to do instead."""

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dialogues.errors import ChangedMeanwhile
from records.errors import Refusal


class PlanStarted(Refusal):
    sentence = _("This plan was started already. You find it on the plan page.")


class ReasonMissing(Refusal):
    sentence = _("Write why this step is skipped. The reason stays in the record.")


class NothingNoted(Refusal):
    sentence = _("Write in a few words what was done.")


class DoneInFuture(Refusal):
    sentence = _("This time is still to come. Write when it was done, or leave the time as it is.")


class NothingToAdopt(Refusal):
    sentence = _(
        "Nothing of this is left to take over: someone else was first. This page shows how the plan stands now."
    )


class GuidanceMoved(Refusal):
    sentence = _(
        "The guidance or your agency’s own steps changed while this page was open. Look at the list again: it "
        "shows them as they are now."
    )


class NothingChosen(Refusal):
    sentence = _("Choose at least one step to take over.")


class OwnStepRetired(Refusal):
    sentence = _("This step was taken out of new plans meanwhile. Put it back first, then change it.")


class FormatEmpty(Refusal):
    sentence = _("The agenda has no items yet, so there is nothing to keep. Add some items first.")


class FormatRetired(Refusal):
    sentence = _("This format was retired meanwhile. Put it back first.")


class FormatElsewhere(Refusal):
    sentence = _("This format belongs to another agency. Choose one of the agency that holds the dialogue.")


class OwnStepsFull(Refusal):
    sentence = _("An agency keeps up to 60 own steps in new plans. Take one out before you add another.")


class AddedStepsFull(Refusal):
    sentence = _(
        "A plan holds up to 100 steps of your own, and this one is full. Note what is to be done on one of its steps."
    )


class AgendaStarted(Refusal):
    sentence = _("This session has an agenda already.")


class ItemRemoved(Refusal):
    sentence = _("This item was removed from the agenda meanwhile. You can put it back.")


class ChangedElsewhere(ChangedMeanwhile):
    """What was saved meanwhile was this person's own: in another tab, on another device."""

    is_own = True
    sentence = _(
        "It was saved in another tab, or on another device. Nothing is lost: compare and save again."
    )


class AgendaFull(Refusal):
    sentence = _("An agenda holds up to 300 items. Remove one before you add another.")


class MinutesOutOfRange(Refusal):
    """Given the fewest and the most minutes that the item may take."""

    sentence = _(
        "This item takes at least %(least)s and at most %(most)s minutes. Change these limits first, or choose minutes"
        " between them."
    )

    def __init__(self, least: int, most: int) -> None:
        numbers = {"least": least, "most": most}
        super().__init__(
            self.sentence % {name: number_format(n, force_grouping=True) for name, n in numbers.items()}
        )


class NothingToRetime(Refusal):
    sentence = _("No item is chosen, so no time was changed. Choose at least one.")


class AgendaMoved(Refusal):
    """Someone changed the agenda between the preview and the word to take it over."""

    sentence = _(
        "Someone changed the agenda while this page was open, so nothing was changed. Look at the times again: the page"
        " shows them as they are now."
    )


class SessionCalledOff(Refusal):
    sentence = _(
        "This session is cancelled, so nothing is printed for it. Schedule a new one, then print its agenda."
    )


class PacksWaiting(Refusal):
    sentence = _(
        "Three of your print packs are being made already. Ask for the next one when one of them is ready."
    )


class NoPartChosen(Refusal):
    sentence = _("Choose at least one part to print.")


class NothingToPrint(Refusal):
    sentence = _("This agenda has no items yet, so there is nothing to print. Add at least one item first.")


class DraftForTheTeam(Refusal):
    sentence = _(
        "A working draft is printed for the facilitator and the crew only. Leave out what participants read, or "
        "release the agenda first."
    )


class AgendaLong(Refusal):
    sentence = _(
        "This agenda is long, so it is made as a print pack. Choose the parts, then press the button."
    )


class CopiesUnderWay(Refusal):
    sentence = _(
        "Three copies that you asked for are being made right now. Wait until one is there, or make a print pack: it "
        "holds all parts in one file."
    )


class TooManyCopies(Refusal):
    sentence = _(
        "You took thirty copies within ten minutes, so the next one has to wait. A print pack holds all parts in one "
        "file: choose them here, then press the button."
    )


class PartNotPrinted(Refusal):
    """One part of a pack stopped the whole; the sentence names it and says why."""

    def __init__(self, *, part: str | Promise, why: Refusal) -> None:
        self.why = why
        super().__init__(format_lazy(_("{part}: {why}"), part=part, why=why.sentence))


class NothingToUndo(Refusal):
    sentence = _("There is nothing of yours to undo or redo here.")


class ChangedSince(Refusal):
    sentence = _(
        "Someone else changed the same item since, so this cannot be undone without losing their work. Change the item "
        "itself instead. Undo goes on with the change before it."
    )


class ChangedSinceUndone(Refusal):
    sentence = _(
        "Someone else changed the same item since, so this cannot be done again without losing their work. Change the "
        "item itself instead. Redo goes on with the change after it."
    )


class MovedBeforeRelease(Refusal):
    """Someone changed the agenda after what is new in it was shown: nobody releases what they have not seen."""

    sentence = _(
        "The agenda changed while this page was open, so no release was made. The list shows what is new now. Read it, "
        "then release."
    )


class NothingToRelease(Refusal):
    sentence = _("There are no items yet. Add what happens in the session, then release the agenda.")


class NothingNew(Refusal):
    sentence = _("Nothing changed since the last release, so there is nothing new to release.")


class ReleaseReplaced(Refusal):
    sentence = _("There is a newer release meanwhile. Read that one, then confirm it.")
