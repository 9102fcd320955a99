"""Promises with a keeper and a date, and the dated reports on them."""

from typing import TypedDict

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.choices import CommitmentStatus
from dialogues.models.dialogues import Dialogue
from dialogues.models.sessions import Session
from dialogues.querysets.commitments import CommitmentQuerySet, FollowUpQuerySet

SETTLED = frozenset({CommitmentStatus.DONE, CommitmentStatus.DROPPED})


class CommitmentValues(TypedDict):
    """The words of a commitment."""

    text: str
    owner: str
    partner: str
    measure: str
    is_public: bool


class Commitment(models.Model):
    """A promise in plain words with a named owner, a due date and a measure. Every slip of the date stays visible."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="commitments")
    session = models.ForeignKey(
        Session,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("made in session"),
    )
    text = models.CharField(_("commitment"), max_length=300)
    owner = models.CharField(
        _("owner"),
        max_length=160,
        help_text=_("A named person or office who answers for it, such as “Deputy Chief, Patrol Division”."),
    )
    partner = models.CharField(_("partner"), max_length=160, blank=True)
    measure = models.CharField(
        _("how you will know it is kept"),
        max_length=300,
    )
    made_on = models.DateField(_("made on"))
    first_due_on = models.DateField(_("first due date"))
    due_on = models.DateField(_("due date"))
    status = models.CharField(
        _("status"), max_length=20, choices=CommitmentStatus.choices, default=CommitmentStatus.NOT_STARTED
    )
    drop_reason = models.CharField(_("why it was dropped"), max_length=300, blank=True)
    is_public = models.BooleanField(_("show on the public page"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=CommitmentStatus.values), name="commitment_status_known"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("made_on")), name="commitment_due_after_made"
            ),
            models.CheckConstraint(
                condition=~Q(status="dropped") | ~Q(drop_reason=""), name="commitment_dropped_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["dialogue", "due_on"], name="commitment_by_dialogue"),
            models.Index(
                fields=["due_on"], name="commitment_open", condition=~Q(status__in=["done", "dropped"])
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_settled(self) -> bool:
        return self.status in SETTLED


class FollowUp(models.Model):
    """A dated report on a commitment, asked for 30, 60 and 90 days after it was made."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="follow_ups")
    day = models.PositiveSmallIntegerField(
        help_text="30, 60 or 90 days after the promise; 0 for a report between"
    )
    due_on = models.DateField(_("due"))
    reported_at = models.DateTimeField(null=True)
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(_("status"), max_length=20, choices=CommitmentStatus.choices, blank=True)
    text = models.TextField(_("what was done"), max_length=2000, blank=True)
    evidence = models.CharField(_("where it can be seen"), max_length=300, blank=True)
    drop_reason = models.CharField(_("why it was dropped"), max_length=300, blank=True)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["", *CommitmentStatus.values]), name="follow_up_status_known"
            ),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True, reported_by__isnull=True, status="")
                | (Q(reported_at__isnull=False, reported_by__isnull=False) & ~Q(status="")),
                name="follow_up_reported_pair",
            ),
            models.CheckConstraint(
                condition=~Q(status="dropped") | ~Q(drop_reason=""), name="follow_up_dropped_has_reason"
            ),
            models.UniqueConstraint(
                fields=["commitment", "day"], condition=~Q(day=0), name="follow_up_once_per_day"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="follow_up_awaited", condition=Q(reported_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"follow-up {self.pk}"
