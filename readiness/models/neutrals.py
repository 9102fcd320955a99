"""Neutrals from outside."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from readiness.choices import NeutralKind
from readiness.models.entries import Entry
from readiness.querysets import EntryQuerySet


class NeutralProvider(Entry):
    """Who helps without a stake in it, and what was agreed with them while it was quiet (step “neutral”)."""

    REGISTER = _("neutral providers")
    FILLED_IN = (
        "name",
        "kind",
        "offers",
        "day_contact",
        "night_contact",
        "area",
        "agreed_on",
        "conflicts_checked_on",
        "costs",
        "confidentiality",
        "notes",
    )

    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=NeutralKind.choices)
    offers = models.CharField(_("what they offer"), max_length=500, blank=True)
    day_contact = models.CharField(_("contact by day"), max_length=200)
    night_contact = models.CharField(_("contact after hours"), max_length=200, blank=True)
    area = models.CharField(_("area they serve"), max_length=160, blank=True)
    agreed_on = models.DateField(_("letter or agreement on file since"), null=True, blank=True)
    conflicts_checked_on = models.DateField(_("conflicts of interest checked on"), null=True, blank=True)
    costs = models.CharField(_("costs"), max_length=300, blank=True)
    confidentiality = models.CharField(_("confidentiality terms"), max_length=500, blank=True)
    notes = models.CharField(_("notes"), max_length=500, blank=True)
    number_checked_on = models.DateField(_("number last checked on"), null=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("neutral provider")
        indexes = [models.Index(fields=["agency", "name"], name="neutral_provider_by_name")]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=NeutralKind.values), name="neutral_provider_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
