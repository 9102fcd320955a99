"""Who keeps in touch with the family, and when they talked. Never what about."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.models.incidents import Incident
from dialogues.querysets.family_contacts import FamilyContactQuerySet, FamilyTalkQuerySet


class FamilyContact(models.Model):
    """The named person or office through whom the family hears from the agency, outside the investigation.

    A named contact, updates before the press hears: Sonoma County draft recommendation on critical incidents. That
    the contact has no part in the investigation is our own rule; a row cannot say otherwise.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="family_contacts")
    name = models.CharField(_("name or office"), max_length=120)
    reach = models.CharField(_("how the team reaches them"), max_length=160, blank=True)
    is_outside_investigation = models.BooleanField(_("has no part in the investigation"))
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, help_text="When another contact took over")
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = FamilyContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("family contact")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_outside_investigation=True), name="family_contact_outside_investigation"
            ),
            models.UniqueConstraint(
                fields=["incident"], condition=Q(ended_at__isnull=True), name="family_contact_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FamilyTalk(models.Model):
    """One contact with the family: when, and for when the next update was promised.

    There is no field for what was said.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="family_talks")
    talked_at = models.DateTimeField(_("when you were in contact"))
    next_promised_at = models.DateTimeField(_("next update promised for"), null=True, blank=True)
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = FamilyTalkQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact with the family")
        indexes = [models.Index(fields=["incident", "-talked_at", "-id"], name="family_talk_by_incident")]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_promised_at__isnull=True) | Q(next_promised_at__gt=models.F("talked_at")),
                name="family_talk_next_comes_after",
            ),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_by__isnull=True)
                | Q(struck_at__isnull=False, struck_by__isnull=False),
                name="family_talk_struck_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"contact with the family {self.pk}"
