"""The charter of a standing body: who sits on it, for how long, and what it may do."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.choices.charter import CouncilPower, OpenMeetings
from dialogues.models.dialogues import Dialogue


class Charter(models.Model):
    """What a council or other standing body agreed on itself. Earlier versions stand in the record.

    The parts are those that field practice asks for (CRS, Strengthening Police and Community Partnerships).
    """

    dialogue = models.OneToOneField(Dialogue, on_delete=models.CASCADE, related_name="charter")
    purpose = models.TextField(_("purpose"), max_length=2000)
    term = models.CharField(_("term"), max_length=160, blank=True)
    chair = models.CharField(_("chair"), max_length=160, blank=True)
    quorum = models.PositiveSmallIntegerField(_("quorum"), null=True, blank=True)
    chief_access = models.CharField(_("access to the chief"), max_length=300, blank=True)
    power = models.CharField(
        _("advisory or deciding"), max_length=10, choices=CouncilPower.choices, default=CouncilPower.ADVISORY
    )
    open_meetings = models.CharField(
        _("open meetings"), max_length=12, choices=OpenMeetings.choices, default=OpenMeetings.ASK_COUNSEL
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    amended_on = models.DateField(_("last amended on"), null=True, blank=True)
    review_on = models.DateField(_("next review by"), null=True, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("charter")
        constraints = [
            models.CheckConstraint(condition=Q(power__in=CouncilPower.values), name="charter_power_known"),
            models.CheckConstraint(
                condition=Q(open_meetings__in=OpenMeetings.values), name="charter_open_meetings_known"
            ),
            models.CheckConstraint(
                condition=Q(amended_on__isnull=True)
                | Q(adopted_on__isnull=False, amended_on__gte=models.F("adopted_on")),
                name="charter_amended_after_adopted",
            ),
            models.CheckConstraint(
                condition=Q(quorum__isnull=True) | Q(quorum__gte=1), name="charter_quorum_sensible"
            ),
        ]

    def __str__(self) -> str:
        return f"charter {self.pk}"


class CharterSeat(models.Model):
    """How many seats one stakeholder group has."""

    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="seats")
    position = models.PositiveSmallIntegerField()
    group = models.CharField(_("stakeholder group"), max_length=160)
    count = models.PositiveSmallIntegerField(_("seats"))

    class Meta:
        verbose_name = _("seats of a group")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["charter", "position"], name="charter_seat_position_once"),
            models.CheckConstraint(
                condition=Q(count__gte=1, count__lte=99), name="charter_seat_count_sensible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} {self.group}"
