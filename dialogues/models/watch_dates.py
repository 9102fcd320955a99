"""Foreseeable days after an incident that may reopen wounds."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.choices.incidents import WatchKind
from dialogues.models.incidents import Incident
from dialogues.querysets.watch_dates import WatchDateQuerySet


class WatchDate(models.Model):
    """A video release, a charging decision, a verdict …: its day, or the window in which it will fall while the day is
    not known. A window is asked about again each week.

    Keeping such dates in view: CALHRO resource guide; DCP's packs for the week of a verdict. The weekly question is
    our own.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="watch_dates")
    kind = models.CharField(_("what happens"), max_length=20, choices=WatchKind.choices)
    is_window = models.BooleanField(_("the day is not known yet"), default=False)
    first_on = models.DateField(_("day, or earliest day"))
    last_on = models.DateField(_("latest day"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(
        null=True, help_text="When somebody last asked whether the day is known"
    )
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = WatchDateQuerySet.as_manager()

    class Meta:
        verbose_name = _("date to watch")
        indexes = [
            models.Index(
                fields=["incident", "last_on"], name="watch_date_kept", condition=Q(removed_at__isnull=True)
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=WatchKind.values), name="watch_date_kind_known"),
            models.CheckConstraint(
                condition=Q(is_window=False, last_on=F("first_on"))
                | Q(is_window=True, last_on__gt=F("first_on")),
                name="watch_date_day_or_window",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="watch_date_checked_pair",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="watch_date_removed_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"date to watch {self.pk}"


class WatchStep(models.Model):
    """A step before a date, ticked. Its words stand in dialogues/content/watch_dates.yaml under the same key."""

    watch_date = models.ForeignKey(WatchDate, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=60)
    ticked_at = models.DateTimeField()
    ticked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("step before a date")
        constraints = [models.UniqueConstraint(fields=["watch_date", "key"], name="watch_step_once")]

    def __str__(self) -> str:
        return self.key
