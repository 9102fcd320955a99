"""Whether those who design and lead a dialogue have ties to what it is about."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.choices.gate import ConflictAnswer
from dialogues.models.design_team import DesignTeamMember


class ConflictDeclaration(models.Model):
    """What one person with a seat declared. `ties` is read by the liaison, neutrals and the person alone.

    To everyone else, and in the record, only that it was declared.
    """

    member = models.OneToOneField(DesignTeamMember, on_delete=models.CASCADE, related_name="conflicts")
    answer = models.CharField(_("declaration"), max_length=20, choices=ConflictAnswer.choices)
    ties = models.TextField(_("ties"), max_length=1000, blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("declaration on conflicts of interest")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=ConflictAnswer.values), name="conflict_declaration_known"
            ),
            models.CheckConstraint(
                condition=Q(answer="ties") & ~Q(ties="") | ~Q(answer="ties") & Q(ties=""),
                name="conflict_declaration_ties_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"declaration {self.pk}"
