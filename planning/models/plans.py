"""A copy of the guidance to walk through. New content never alters what a plan has recorded."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from dialogues.choices import Phase
from dialogues.models import Dialogue, Incident
from planning.choices import StepStatus
from planning.querysets import PlanQuerySet, StepQuerySet


class Arrangements(TypedDict, total=False):
    """Who sees to a step and by when. What is missing stays as it is; no `due_on` follows the guidance."""

    owner: User | None
    owner_name: str
    due_on: date | None


@dataclass(frozen=True)
class Beforehand:
    """Who settled a step before another person did: the name, when, and the reason if it was skipped.

    `is_kept`: what the second person wrote stands in the log as a note.
    """

    who: str
    at: datetime | None
    skip_reason: str = ""
    is_kept: bool = False


class Plan(models.Model):
    """The walk through one phase: of a dialogue, of an incident (its playbook) or of an agency (its readiness).

    A dialogue that changes its phase starts a further plan; the earlier one stays to be read.
    `content_version` is the version of the guidance that was last taken over, wholly or in part; `declined` names
    what was left out of it, each by its step and version, so that it is not offered again.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="plans")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, null=True, related_name="plans")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, null=True, related_name="plans")
    phase = models.CharField(_("phase"), max_length=20, choices=Phase.choices)
    content_version = models.CharField(max_length=20)
    declined = ArrayField(models.TextField(), default=list)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "phase"], name="plan_once_per_phase"),
            models.UniqueConstraint(fields=["incident"], name="plan_once_per_incident"),
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(dialogue__isnull=True, incident__isnull=True),
                name="plan_once_per_agency",
            ),
            models.CheckConstraint(
                condition=Q(dialogue__isnull=True) | Q(incident__isnull=True), name="plan_of_one_thing"
            ),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="plan_phase_known"),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"

    @property
    def time_zone(self) -> str:
        """The clocks that its days are counted on: where the incident is, else where the agency is."""
        return self.incident.time_zone if self.incident else self.agency.time_zone

    @property
    def is_open(self) -> bool:
        """Whether steps may still be worked on."""
        if self.incident is not None:
            return not self.incident.is_withdrawn
        return self.dialogue is None or self.dialogue.is_open


class PlanStep(models.Model):
    """One step of the guidance as this plan took it over, with its state.

    Content columns are copies, as long as the content is. `due_on` is the date as it was last reckoned;
    pages reckon it anew, because a session may have moved since. `was_due_on` is the date before that move.
    A step that comes back stays open: `turn` counts its days that are over, `done_before_at` says when it was done
    last. `is_found` is whether the program itself sees that it is done, as it was last looked.
    `is_own` marks what the agency or the team wrote; `gone_since` is the version in which the guidance has the step
    no longer. `is_moved_by_guidance` says that `was_due_on` is the day before a newer version moved it.
    `beforehand` is not stored: services fill it for whoever settles a step that was settled meanwhile.
    """

    beforehand: Beforehand | None = None

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    key = models.TextField()
    position = models.PositiveSmallIntegerField()
    stage = models.TextField()
    title = models.TextField()
    why = models.TextField()
    evidence_name = models.TextField(help_text="What shows that the step is done")
    suggested_owner = models.TextField()
    due_rule = models.JSONField(default=dict)
    due_words = models.TextField(blank=True)
    basis = models.JSONField(default=list, help_text="What rests on what: tag, what it covers, sources")
    ask_counsel = ArrayField(models.TextField(), default=list)
    script = models.TextField(blank=True)
    found_by = ArrayField(models.TextField(), default=list, help_text="Facts that show it, by their keys")

    status = models.CharField(max_length=10, choices=StepStatus.choices, default=StepStatus.OPEN)
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_steps"
    )
    owner_name = models.CharField(_("owner"), max_length=120, blank=True)
    due_on = models.DateField(_("due date"), null=True, blank=True)
    is_due_set_by_hand = models.BooleanField(default=False)
    was_due_on = models.DateField(null=True)
    evidence = models.TextField(_("evidence"), max_length=2000, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    skip_reason = models.CharField(_("reason"), max_length=300, blank=True)
    turn = models.PositiveSmallIntegerField(default=0)
    done_before_at = models.DateTimeField(null=True)
    is_found = models.BooleanField(default=False)
    is_own = models.BooleanField(default=False)
    gone_since = models.CharField(max_length=20, blank=True)
    is_moved_by_guidance = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="plan_step_once"),
            models.CheckConstraint(condition=Q(status__in=StepStatus.values), name="plan_step_status_known"),
            models.CheckConstraint(
                condition=Q(status="open", settled_at__isnull=True, settled_by__isnull=True)
                | (~Q(status="open") & Q(settled_at__isnull=False, settled_by__isnull=False)),
                name="plan_step_settled_pair",
            ),
            models.CheckConstraint(
                condition=~Q(status="skipped") | ~Q(skip_reason=""), name="plan_step_skipped_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(turn=0, done_before_at__isnull=True)
                | Q(turn__gt=0, done_before_at__isnull=False),
                name="plan_step_turn_has_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "due_on"], name="plan_step_by_owner", condition=Q(status="open")),
        ]

    def __str__(self) -> str:
        return self.title


class PlanTask(models.Model):
    """One line of a step, to be ticked."""

    step = models.ForeignKey(PlanStep, on_delete=models.CASCADE, related_name="tasks")
    key = models.TextField()
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("plan task")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["step", "key"], name="plan_task_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="plan_task_done_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.text
