"""Rehearsals of the crisis plan."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from readiness.models.entries import Entry
from readiness.querysets import HeldQuerySet
from records import timing


class Exercise(Entry):
    """A rehearsal of the crisis plan with a made-up case (step “exercise”; RAND; Columbus, yearly by default)."""

    REGISTER = _("exercises")
    FILLED_IN = ("held_on", "scenario", "counts", "gaps", "changes", "next_on")

    held_on = models.DateField(_("day"))
    scenario = models.TextField(_("scenario"), max_length=2000)
    counts = models.JSONField(_("who took part"), default=dict)  # category → how many; never who
    gaps = models.TextField(_("gaps that showed"), max_length=2000, blank=True)
    changes = models.TextField(_("what was changed"), max_length=2000, blank=True)
    next_on = models.DateField(_("next exercise by"), null=True, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name = _("exercise")
        indexes = [models.Index(fields=["agency", "-held_on"], name="exercise_by_day")]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("held_on")),
                name="exercise_next_is_later",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Exercise of %(day)s") % {"day": timing.spell_day(self.held_on)})
