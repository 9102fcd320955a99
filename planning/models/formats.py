"""Formats that people keep: the shape of an agenda, without the people and the words of its session."""

from typing import TypedDict

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from dialogues.choices import DialogueFormat, Phase
from planning.choices import FormatLevel
from planning.models.agendas import Agenda
from planning.querysets import OwnFormatQuerySet


class FormatValues(TypedDict):
    """What a format says of itself, as a form gives it."""

    name: str
    purpose: str
    phases: list[str]
    smallest_group: int
    largest_group: int
    room: str
    warnings: str


class OwnFormat(models.Model):
    """A format of one person or of one agency.

    National formats are the files of `planning/content/formats/` alone and never rows: they rest on sources, are
    reviewed like code, and reach every agency with a new version of the program. An agency that has a good one proposes
    a file.

    `base` is the format of the guidance that it goes back to, if any. `source_agenda` and `copied_from` tell where it
    came from; the title of the agenda's session is shown only to who may see that dialogue. `number` and `minutes` are
    those of the newest version; `version` guards the words of this row against lost edits.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="own_formats")
    level = models.CharField(_("who uses it"), max_length=20, choices=FormatLevel.choices)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"), max_length=600)
    phases = ArrayField(models.CharField(max_length=20, choices=Phase.choices), default=list)
    smallest_group = models.PositiveSmallIntegerField(_("smallest group"))
    largest_group = models.PositiveSmallIntegerField(_("largest group"))
    room = models.TextField(_("room"), max_length=600, blank=True)
    warnings = models.TextField(_("what to look out for"), max_length=2000, blank=True)
    base = models.CharField(_("based on"), max_length=30, choices=DialogueFormat.choices, blank=True)
    source_agenda = models.ForeignKey(Agenda, on_delete=models.SET_NULL, null=True, related_name="+")
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    number = models.PositiveIntegerField(_("newest version"), default=1)
    minutes = models.PositiveIntegerField(_("minutes"))
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = OwnFormatQuerySet.as_manager()

    class Meta:
        verbose_name = _("own format")
        constraints = [
            models.CheckConstraint(condition=Q(level__in=FormatLevel.values), name="own_format_level_known"),
            models.CheckConstraint(
                condition=Q(base__in=["", *DialogueFormat.values]), name="own_format_base_known"
            ),
            models.CheckConstraint(
                condition=Q(phases__contained_by=Phase.values), name="own_format_phases_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    smallest_group__gte=2,
                    largest_group__gte=models.F("smallest_group"),
                    largest_group__lte=1000,
                ),
                name="own_format_group_sensible",
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retired_by__isnull=True)
                | Q(retired_at__isnull=False, retired_by__isnull=False),
                name="own_format_retired_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="own_format_by_agency"),
            models.Index(fields=["written_by", "-id"], name="own_format_by_writer"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """Its name among all formats in a form. No key of a file has a hyphen."""
        return f"own-{self.pk}"

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None


class OwnFormatVersion(models.Model):
    """What an own format held at one time. Never changed: agendas that began with it stay what they were.

    `blocks` has the content of each agenda item in order (`ItemValues`); `minutes` is their sum.
    """

    own_format = models.ForeignKey(OwnFormat, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    blocks = models.JSONField(default=list)
    ground_rules = models.TextField(_("ground rules"), max_length=4000, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("version of an own format")
        constraints = [
            models.UniqueConstraint(fields=["own_format", "number"], name="own_format_version_once"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="own_format_version_has_minutes"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"
