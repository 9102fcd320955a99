"""What was done on a step, when and by whom: a line each time, never changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from planning.choices import RecordKind
from planning.models.plans import PlanStep


class StepRecord(models.Model):
    """One line of a step's own log. `done_at` is when it was done, as the person says; it may be long before
    `recorded_at`, because people act first and write later. Holds no names of residents and no facts of a case.
    """

    step = models.ForeignKey(PlanStep, on_delete=models.CASCADE, related_name="records")
    kind = models.CharField(_("what it is"), max_length=10, choices=RecordKind.choices)
    done_at = models.DateTimeField(_("when it was done"))
    text = models.TextField(_("what was done"), max_length=2000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("record of a step")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RecordKind.values), name="step_record_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind="noted") | ~Q(text=""), name="step_record_note_has_words"
            ),
        ]
        indexes = [models.Index(fields=["step", "-done_at", "-id"], name="step_record_by_step")]

    def __str__(self) -> str:
        return f"record {self.pk}"
