"""Those who design the dialogue together, police and community."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.choices import Affiliation, Seat
from dialogues.models.dialogues import Dialogue
from dialogues.querysets.design_team import DesignTeamQuerySet


class DesignTeamMember(models.Model):
    """A seat in one dialogue. It decides what a person reads and does there; an account is not needed to hold one."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="design_team")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    name = models.CharField(_("name"), max_length=120)
    organization = models.CharField(_("organization"), max_length=160, blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=20, choices=Affiliation.choices)
    seat = models.CharField(_("seat"), max_length=20, choices=Seat.choices, default=Seat.DESIGNER)
    seated_at = models.DateTimeField()
    signed_off_at = models.DateTimeField(
        null=True, help_text="When they agreed to goals, format and ground rules"
    )
    left_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = DesignTeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("design team member")
        constraints = [
            models.CheckConstraint(
                condition=Q(affiliation__in=Affiliation.values), name="seat_affiliation_known"
            ),
            models.CheckConstraint(condition=Q(seat__in=Seat.values), name="seat_known"),
            models.UniqueConstraint(
                fields=["dialogue", "user"], condition=Q(left_at__isnull=True), name="seat_once_per_person"
            ),
        ]
        indexes = [models.Index(fields=["user", "dialogue"], name="seat_by_person")]

    def __str__(self) -> str:
        return self.name
