"""The people who facilitate for the agency's dialogues."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Language
from readiness.models.entries import Entry, Spoken, languages_known, spell_languages
from readiness.querysets import FacilitatorQuerySet


class PoolFacilitator(Entry):
    """Someone who facilitates for the agency's dialogues, reached through their organization.

    Step “facilitators”: train every year, pair experienced with new, check one's own bias, debrief
    (CRS, Strengthening Police and Community Partnerships; Everyday Democracy).
    """

    REGISTER = _("facilitator pool")
    FILLED_IN = (
        "name",
        "organization",
        "languages",
        "background",
        "paired_with",
        "bias_checked_on",
        "debriefed_on",
    )

    name = models.CharField(_("name"), max_length=120)
    organization = models.CharField(_("organization"), max_length=160, blank=True)
    languages = ArrayField(
        models.CharField(max_length=10, choices=Language.choices),
        verbose_name=_("languages"),
        default=list,
        blank=True,
    )
    background = models.CharField(_("background"), max_length=300, blank=True)
    paired_with = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("paired with"),
    )
    bias_checked_on = models.DateField(_("last bias self-check"), null=True, blank=True)
    debriefed_on = models.DateField(_("last debrief"), null=True, blank=True)

    objects = FacilitatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("facilitator")
        indexes = [models.Index(fields=["agency", "name"], name="pool_facilitator_by_name")]
        constraints = [
            *Entry.Meta.constraints,
            languages_known("pool_facilitator_languages_known"),
            models.CheckConstraint(
                condition=~Q(paired_with=models.F("id")), name="pool_facilitator_paired_with_other"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def language_names(self) -> str:
        return spell_languages(self.languages)

    @property
    def record_name(self) -> str:
        """Volunteers may leave; the record cannot forget, so it never learns their name."""
        return f"facilitator {self.pk}"


class Training(Spoken):
    """A day on which someone of the pool was trained."""

    facilitator = models.ForeignKey(PoolFacilitator, on_delete=models.CASCADE, related_name="trainings")
    trained_on = models.DateField(_("day"))
    topic = models.CharField(_("what in"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("training")
        indexes = [models.Index(fields=["facilitator", "-trained_on"], name="training_by_facilitator")]

    def __str__(self) -> str:
        return f"training {self.pk}"
