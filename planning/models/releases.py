"""Numbered releases of an agenda: what is printed for the room and shown to participants, and who stands behind it."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.models import DesignTeamMember
from planning.models.agendas import Agenda


class AgendaRelease(models.Model):
    """An agenda as it stood when it was released. The database refuses to change it; a new release replaces it.

    `content` holds `ground_rules`, `welcome`, `times` (a late start, and what is provided for access) and `items`: each
    the values of one item, in order, with its `id` in the working agenda, by which two releases are compared.
    """

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("what is new"), max_length=300, blank=True)
    agenda_version = models.PositiveIntegerField()
    content = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("release of an agenda")
        constraints = [
            models.UniqueConstraint(fields=["agenda", "number"], name="agenda_release_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="agenda_release_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"release {self.number}"


class ReleaseConfirmation(models.Model):
    """A member of the design team says of one release: we designed this together. A new release needs new words.

    `confirmed_by` is the member's own account, or the liaison's for a member without one. Taken back, the row stays.
    """

    release = models.ForeignKey(AgendaRelease, on_delete=models.CASCADE, related_name="confirmations")
    member = models.ForeignKey(DesignTeamMember, on_delete=models.CASCADE, related_name="+")
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("confirmation of a release")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "member"],
                condition=Q(withdrawn_at__isnull=True),
                name="release_confirmed_once_per_member",
            ),
        ]

    def __str__(self) -> str:
        return f"confirmation {self.pk}"
