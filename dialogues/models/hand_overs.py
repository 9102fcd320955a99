"""One shift hands the work on an incident to the next."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.models.incidents import Incident


class HandOver(models.Model):
    """Who handed over to whom, and what the next shift has to know beside the state of the incident."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="hand_overs")
    to_name = models.CharField(_("handed over to"), max_length=120)
    note = models.TextField(_("note for the next shift"), max_length=2000, blank=True)
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("hand-over")
        indexes = [models.Index(fields=["incident", "-id"], name="hand_over_by_incident")]

    def __str__(self) -> str:
        return f"hand-over {self.pk}"
