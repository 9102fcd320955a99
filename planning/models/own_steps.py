"""Steps that an agency adds to the guidance, for its own plans."""

from typing import TypedDict

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from dialogues.choices import Phase
from planning.choices import Counting
from planning.querysets import OwnStepQuerySet


class OwnStepValues(TypedDict):
    """The words and the date of an own step, as a form gives them."""

    title: str
    why: str
    tasks: str
    suggested_owner: str
    counting: str
    number: int
    evidence_name: str


class OwnStep(models.Model):
    """One step of an agency's own. Plans take a copy; retiring it takes it out of new plans alone.

    `stage` is the key of a stage of the guidance for the phase. `tasks` has a line for each task. `number` counts
    the hours or days of `counting`. `version` rises with each change and names it to running plans.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="own_steps")
    phase = models.CharField(_("phase"), max_length=20, choices=Phase.choices)
    stage = models.CharField(_("stage"), max_length=60)
    title = models.CharField(_("title"), max_length=120)
    why = models.TextField(_("why"), max_length=600)
    tasks = models.TextField(_("tasks"), max_length=3000)
    suggested_owner = models.CharField(_("suggested owner"), max_length=120)
    counting = models.CharField(_("when it is due"), max_length=30, choices=Counting.choices)
    number = models.PositiveSmallIntegerField(_("how many"))
    evidence_name = models.CharField(_("what shows that it is done"), max_length=300)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = OwnStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("own step")
        constraints = [
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="own_step_phase_known"),
            models.CheckConstraint(condition=Q(counting__in=Counting.values), name="own_step_counting_known"),
            models.CheckConstraint(condition=Q(number__lte=1000), name="own_step_number_sensible"),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retired_by__isnull=True)
                | Q(retired_at__isnull=False, retired_by__isnull=False),
                name="own_step_retired_pair",
            ),
        ]
        indexes = [models.Index(fields=["agency", "phase"], name="own_step_by_agency")]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """Its name in every plan. No key of the guidance has a hyphen."""
        return f"own-{self.pk}"

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None
