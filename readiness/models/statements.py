"""What to say first."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogues.choices import IncidentKind
from readiness.models.entries import Entry
from readiness.querysets import StatementQuerySet


class HoldingStatement(Entry):
    """A first statement with gaps to fill in: known, not known, next update, compassion (step “statement”)."""

    REGISTER = _("holding statements")
    FILLED_IN = ("name", "incident_kind", "text_en", "text_es")

    name = models.CharField(_("what to call it"), max_length=160)
    incident_kind = models.CharField(
        _("kind of incident"), max_length=20, choices=IncidentKind.choices, blank=True
    )
    text_en = models.TextField(_("text in English"), max_length=3000)
    text_es = models.TextField(_("text in Spanish"), max_length=3000, blank=True)
    approver = models.CharField(_("who approved it"), max_length=160, blank=True, editable=False)
    approved_on = models.DateField(_("approved on"), null=True, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("holding statement")
        indexes = [models.Index(fields=["agency", "name"], name="holding_statement_by_name")]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(incident_kind__in=["", *IncidentKind.values]),
                name="holding_statement_incident_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(approver="", approved_on__isnull=True)
                | (~Q(approver="") & Q(approved_on__isnull=False)),
                name="holding_statement_approval_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name
