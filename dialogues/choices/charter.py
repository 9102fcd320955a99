"""Vocabularies of a standing body: what its charter says."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CouncilPower(TextChoices):
    ADVISORY = "advisory", _("Advisory: it recommends")
    DECIDING = "deciding", _("Deciding: it decides on what is written in its purpose")


class OpenMeetings(TextChoices):
    """Whether the law on open meetings covers the body. Only counsel can tell."""

    ASK_COUNSEL = "ask_counsel", _("Not known yet: ask counsel")
    COVERED = "covered", _("Counsel says: meetings are open to the public")
    NOT_COVERED = "not_covered", _("Counsel says: the law on open meetings does not cover it")


class CharterAuditKind(TextChoices):
    CHARTER_WRITTEN = "charter_written", _("{by} wrote the charter")
    CHARTER_CHANGED = "charter_changed", _("{by} changed {fields} of the charter")
