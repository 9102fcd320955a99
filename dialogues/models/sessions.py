"""One meeting of a dialogue."""

from copy import copy
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import TimeZone
from accounts.models import User
from dialogues.choices import Language, SessionStatus
from dialogues.models.dialogues import Dialogue
from dialogues.querysets.sessions import SessionQuerySet
from dialogues.timing import Schedule


class Session(models.Model):
    """A meeting with a start, a length and a place. `schedule_version` rises when time or place changes, so that
    letters about an older plan are never sent and calendars replace the older entry."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="sessions")
    title = models.CharField(_("title"), max_length=160)
    starts_at = models.DateTimeField(_("start"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    time_zone = models.CharField(_("time zone"), max_length=40, choices=TimeZone.choices)
    venue = models.CharField(_("venue"), max_length=160, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    arrival = models.TextField(
        _("getting there and access"),
        max_length=1000,
        blank=True,
        help_text=_("Entrances, parking, transit, ramps, quiet arrival. Residents see this."),
    )
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    languages = ArrayField(
        models.CharField(max_length=10, choices=Language.choices),
        verbose_name=_("languages"),
        default=list,
        blank=True,
    )
    access = models.TextField(
        _("what is provided"),
        max_length=1000,
        blank=True,
        help_text=_("Interpreters, captions, childcare, food. Residents see this."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=SessionStatus.choices, default=SessionStatus.PLANNED
    )
    schedule_version = models.PositiveIntegerField(default=1)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    cancel_reason = models.CharField(_("reason"), max_length=300, blank=True)
    held_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        indexes = [
            models.Index(fields=["dialogue", "starts_at"], name="session_by_dialogue"),
            models.Index(fields=["starts_at"], name="session_planned", condition=Q(status="planned")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=SessionStatus.values), name="session_status_known"),
            models.CheckConstraint(
                condition=Q(time_zone__in=TimeZone.values), name="session_time_zone_known"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=10, minutes__lte=1440), name="session_length_sensible"
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="session_has_seats"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False, status="cancelled"),
                name="session_cancelled_pair",
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, held_by__isnull=True)
                | Q(held_at__isnull=False, held_by__isnull=False, status="held"),
                name="session_held_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def local_start(self) -> datetime:
        """The start on the clocks of the venue."""
        return self.starts_at.astimezone(self.zone)

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(self.zone)

    @property
    def schedule(self) -> Schedule:
        """Time and place as they stand now; keep it before a move, to tell people what changed."""
        return Schedule(self.starts_at, self.minutes, self.time_zone, self.venue, self.address)

    def moved_to(self, plan: Schedule) -> "Session":
        """A copy with another time and place, to show what a letter will say. Never saved."""
        moved = copy(self)
        for name, value in vars(plan).items():
            setattr(moved, name, value)
        return moved

    @property
    def is_planned(self) -> bool:
        return self.status == SessionStatus.PLANNED
