"""The whole effort: purpose, group, sessions, promises."""

import secrets

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from dialogues.choices import DialogueFormat, DialogueStatus, Phase
from dialogues.models.incidents import Incident
from dialogues.querysets.dialogues import DialogueQuerySet


def new_public_id() -> str:
    """An address for public pages that tells nothing: not how many dialogues there are, nor which came first."""
    return secrets.token_hex(6)


class Dialogue(models.Model):
    """One law enforcement–community dialogue, from its opening to its last promise."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="dialogues", verbose_name=_("agency")
    )
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    title = models.CharField(_("title"), max_length=160)
    phase = models.CharField(_("phase"), max_length=20, choices=Phase.choices)
    status = models.CharField(
        _("status"), max_length=10, choices=DialogueStatus.choices, default=DialogueStatus.OPEN
    )
    incident = models.ForeignKey(
        Incident,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dialogues",
        verbose_name=_("incident"),
    )
    purpose = models.TextField(_("purpose"), max_length=2000)
    goals = models.TextField(_("goals"), max_length=2000, blank=True)
    may_change = models.TextField(_("what may change as a result"), max_length=2000, blank=True)
    off_limits = models.TextField(_("what is off the table"), max_length=2000, blank=True)
    ground_rules = models.TextField(_("ground rules"), max_length=4000, blank=True)
    conveners = models.CharField(_("conveners"), max_length=300, blank=True)
    neutral_provider = models.CharField(_("neutral provider"), max_length=200, blank=True)
    format = models.CharField(_("format"), max_length=30, choices=DialogueFormat.choices, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    commitments_published_at = models.DateTimeField(null=True)
    commitments_published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    search = models.GeneratedField(
        expression=(
            SearchVector("title", weight="A", config="english")
            + SearchVector("purpose", weight="B", config="english")
            + SearchVector("goals", weight="C", config="english")
            + SearchVector("may_change", weight="C", config="english")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = DialogueQuerySet.as_manager()

    class Meta:
        verbose_name = _("dialogue")
        indexes = [
            GinIndex(fields=["search"], name="dialogue_search"),
            models.Index(fields=["agency", "-id"], name="dialogue_by_agency"),
            models.Index(fields=["-opened_at", "-id"], name="dialogue_by_opening"),
            models.Index(
                fields=["-commitments_published_at", "-id"],
                name="dialogue_published",
                condition=Q(commitments_published_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="dialogue_phase_known"),
            models.CheckConstraint(
                condition=Q(status__in=DialogueStatus.values), name="dialogue_status_known"
            ),
            models.CheckConstraint(
                condition=Q(format__in=["", *DialogueFormat.values]), name="dialogue_format_known"
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_at__isnull=True, closed_by__isnull=True)
                | Q(status="closed", closed_at__isnull=False, closed_by__isnull=False),
                name="dialogue_closed_pair",
            ),
            models.CheckConstraint(
                condition=Q(commitments_published_at__isnull=True, commitments_published_by__isnull=True)
                | Q(commitments_published_at__isnull=False, commitments_published_by__isnull=False),
                name="dialogue_commitments_published_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status == DialogueStatus.OPEN

    @property
    def gate_phase(self) -> str:
        """The phase whose checks are asked before anyone is invited: about an incident, always the one after it."""
        return Phase.POST_INCIDENT if self.incident_id else self.phase
