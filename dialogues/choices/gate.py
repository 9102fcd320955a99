"""Vocabularies of the gate before inviting, and of conflicts of interest."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialogues.choices import Category

# The coverage checklist: the media watch, and nobody has to say a category.
CHECKLIST = tuple(one for one in Category if one not in {Category.NOT_SAID, Category.MEDIA})


class CheckAnswer(TextChoices):
    """What a person says to a check of the gate. “Does not apply” needs a reason."""

    YES = "yes", pgettext_lazy("check", "Yes")
    NOT_YET = "not_yet", pgettext_lazy("check", "Not yet")
    DOES_NOT_APPLY = "does_not_apply", pgettext_lazy("check", "Does not apply")


class GateDecisionKind(TextChoices):
    GO_AHEAD = "go_ahead", _("Go ahead all the same")
    INSTEAD = "instead", _("Something else instead")


class ConflictAnswer(TextChoices):
    """What a person with a seat declares about ties to what the dialogue is about."""

    NONE = "none", _("No ties")
    TIES = "ties", _("Has ties")
    STEPS_BACK = "steps_back", _("Steps back")


class GateAuditKind(TextChoices):
    """What is recorded of the gate. What somebody declared about ties is never part of a sentence."""

    CHECK_ANSWERED = "check_answered", _("{by} answered “{question}”: {answer}")
    GONE_AHEAD = (
        "gone_ahead",
        _("{by} decided to invite all the same. Checks still open: {count}. Reason: {reason}"),
    )
    GO_AHEAD_ENDED = (
        "go_ahead_ended",
        _("The decision to invite all the same ended, because “{question}” is now open"),
    )
    GO_AHEAD_OUTDATED = (
        "go_ahead_outdated",
        _("The decision to invite all the same ended, because {by} changed the phase or the incident"),
    )
    DONE_INSTEAD = "done_instead", _("{by} decided not to meet for now. Instead: {instead}")
    CONFLICTS_DECLARED = "conflicts_declared", _("{subject} declared on conflicts of interest")
    CONFLICTS_RECORDED = (
        "conflicts_recorded",
        _("{by} recorded what {subject} declared on conflicts of interest"),
    )
