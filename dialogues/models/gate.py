"""Answers and decisions before anyone is invited. The questions themselves are words in content/gate.yaml."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.choices.gate import CheckAnswer, GateDecisionKind
from dialogues.models.dialogues import Dialogue
from dialogues.querysets.gate import GateDecisionQuerySet


class GateAnswer(models.Model):
    """What people say to one check of the gate now. What they said before stands in the record.

    `check_key` is the check's key in the content file; an answer to a check that is no longer asked stays.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="gate_answers")
    check_key = models.CharField(max_length=60)
    answer = models.CharField(_("answer"), max_length=20, choices=CheckAnswer.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("answer at the gate")
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "check_key"], name="gate_answer_once"),
            models.CheckConstraint(condition=Q(answer__in=CheckAnswer.values), name="gate_answer_known"),
            models.CheckConstraint(
                condition=~Q(answer="does_not_apply") | ~Q(note=""), name="gate_answer_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_key}: {self.answer}"


class GateDecision(models.Model):
    """Going ahead although checks are open, or doing something else instead of meeting. Never changed.

    `covers` holds the keys of the checks that were open when somebody went ahead: the decision is about these
    and no others. It ends when another blocking check opens, or when phase or incident change.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="gate_decisions")
    kind = models.CharField(_("decision"), max_length=10, choices=GateDecisionKind.choices)
    alternative = models.CharField(max_length=60, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    covers = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = GateDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision at the gate")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="go_ahead", alternative="") & ~Q(reason="")
                | Q(kind="instead", covers=[]) & ~Q(alternative=""),
                name="gate_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, kind="go_ahead"),
                name="gate_decision_ended_pair",
            ),
            models.UniqueConstraint(
                fields=["dialogue"],
                condition=Q(kind="go_ahead", ended_at__isnull=True),
                name="gate_decision_one_go_ahead",
            ),
        ]
        indexes = [models.Index(fields=["dialogue", "-id"], name="gate_decision_by_dialogue")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
