"""What happened."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import TimeZone
from accounts.models import Agency, User
from dialogues.choices import IncidentKind
from dialogues.choices.incidents import TeamPart
from dialogues.querysets.incidents import IncidentQuerySet, TeamQuerySet


class Incident(models.Model):
    """A critical law enforcement action or other event that may lead to dialogue.

    Holds when it became known, its kind and the area; never names, case numbers or evidence.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="incidents")
    title = models.CharField(
        _("what to call it"),
        max_length=160,
        help_text=_(
            "A short, neutral name without the names of persons, such as “Shooting on Maple Street”."
        ),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=IncidentKind.choices)
    known_at = models.DateTimeField(_("when it became known"))
    time_zone = models.CharField(_("time zone"), max_length=40, choices=TimeZone.choices)
    area = models.CharField(
        _("area"), max_length=160, blank=True, help_text=_("A neighborhood or district, not an address.")
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawal_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        indexes = [models.Index(fields=["agency", "-id"], name="incident_by_agency")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=IncidentKind.values), name="incident_kind_known"),
            models.CheckConstraint(
                condition=Q(time_zone__in=TimeZone.values), name="incident_time_zone_known"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
                name="incident_withdrawn_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_withdrawn(self) -> bool:
        """Opened by mistake. The row stays, with the reason."""
        return self.withdrawn_at is not None


class IncidentTeamMember(models.Model):
    """A person's part in the work on one incident.

    With an account of the agency they see the incident and work on it.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="incident_places"
    )
    name = models.CharField(_("name or office"), max_length=120)
    organization = models.CharField(_("organization"), max_length=160, blank=True)
    part = models.CharField(_("part"), max_length=20, choices=TeamPart.choices, default=TeamPart.OTHER)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of the incident’s team")
        constraints = [
            models.CheckConstraint(condition=Q(part__in=TeamPart.values), name="incident_team_part_known"),
            models.UniqueConstraint(
                fields=["incident", "user"], condition=Q(left_at__isnull=True), name="incident_team_once"
            ),
        ]
        indexes = [models.Index(fields=["user", "incident"], name="incident_team_by_person")]

    def __str__(self) -> str:
        return self.name
