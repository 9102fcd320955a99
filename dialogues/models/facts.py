"""What is known of an incident, what is not, and what cannot be said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.choices.incidents import Reach, Standing
from dialogues.models.incidents import Incident
from dialogues.querysets.facts import FactQuerySet


class Fact(models.Model):
    """One line of the facts board, as it was said at its time. The database refuses to change it (migration 0003):
    a newer line replaces it, and the old one stays in the history; or it is withdrawn, once, with a reason.

    Silence is read as hiding, so what cannot be said stands there too, with why and until when
    (Everyday Democracy's fact sheets; CALHRO resource guide).
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="facts")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    standing = models.CharField(_("column"), max_length=20, choices=Standing.choices)
    reach = models.CharField(_("who may read it"), max_length=10, choices=Reach.choices, default=Reach.TEAM)
    text = models.TextField(_("what is said"), max_length=2000)
    why = models.CharField(_("why it cannot be said"), max_length=300, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    until_words = models.CharField(_("until what has happened"), max_length=160, blank=True)
    as_of_at = models.DateTimeField(_("as of"))
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawal_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact")
        indexes = [models.Index(fields=["incident", "-id"], name="fact_by_incident")]
        constraints = [
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="fact_standing_known"),
            models.CheckConstraint(condition=Q(reach__in=Reach.values), name="fact_reach_known"),
            models.CheckConstraint(
                condition=(
                    Q(standing=Standing.CANNOT_BE_SAID)
                    & ~Q(why="")
                    & (Q(until_on__isnull=False) | ~Q(until_words=""))
                )
                | (~Q(standing=Standing.CANNOT_BE_SAID) & Q(why="", until_on__isnull=True, until_words="")),
                name="fact_unsaid_has_why_and_until",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
                name="fact_withdrawn_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"fact {self.pk}"
