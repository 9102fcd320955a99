"""What happened."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import TimeZone
from accounts.models import Agency, User
from dialogues.choices import IncidentKind
from dialogues.querysets.incidents import IncidentQuerySet


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
        ]

    def __str__(self) -> str:
        return self.title
