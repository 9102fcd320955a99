"""Refusals about plans and agendas. Each says why, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from records.errors import Refusal


class PlanStarted(Refusal):
    sentence = _("This plan was started already. You find it on the plan page.")


class ReasonMissing(Refusal):
    sentence = _("Write why this step is skipped. The reason stays in the record.")


class NothingNoted(Refusal):
    sentence = _("Write in a few words what was done.")


class DoneInFuture(Refusal):
    sentence = _("This time is still to come. Write when it was done, or leave the time as it is.")


class StepSettled(Refusal):
    sentence = _("Someone settled this step meanwhile. Open it again first if it needs more work.")


class AgendaStarted(Refusal):
    sentence = _("This session has an agenda already.")


class ItemRemoved(Refusal):
    sentence = _("This item was removed from the agenda meanwhile. You can put it back.")


class AgendaFull(Refusal):
    sentence = _("An agenda holds up to 300 items. Remove one before you add another.")
