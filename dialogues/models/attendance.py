"""Who came, or only how many."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Affiliation, AttendanceWay, Category
from dialogues.models.participants import Participant
from dialogues.models.sessions import Session


class Attendance(models.Model):
    """One person who came, named as they wished, or a count of people without any name."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendance")
    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="attendance"
    )
    way = models.CharField(_("how it is written down"), max_length=20, choices=AttendanceWay.choices)
    label = models.CharField(_("name"), max_length=120, blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=20, choices=Affiliation.choices)
    category = models.CharField(
        _("stakeholder category"), max_length=30, choices=Category.choices, default=Category.NOT_SAID
    )
    count = models.PositiveIntegerField(_("number of people"), default=1)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("attendance")
        constraints = [
            models.CheckConstraint(condition=Q(way__in=AttendanceWay.values), name="attendance_way_known"),
            models.CheckConstraint(
                condition=Q(affiliation__in=Affiliation.values), name="attendance_affiliation_known"
            ),
            models.CheckConstraint(
                condition=Q(category__in=Category.values), name="attendance_category_known"
            ),
            models.CheckConstraint(
                condition=Q(way="count", label="", participant__isnull=True)
                | (~Q(way="count") & ~Q(label="") & Q(count=1)),
                name="attendance_count_has_no_name",
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1, count__lte=100000), name="attendance_count_positive"
            ),
            models.UniqueConstraint(
                fields=["session", "participant"],
                condition=Q(participant__isnull=False),
                name="attendance_once_per_participant",
            ),
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"
