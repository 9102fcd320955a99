"""The plan of one session. Minutes are stored; clock times are always derived."""

from typing import TypedDict

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.choices import DialogueFormat
from dialogues.models import Session
from planning.choices import BlockKind
from planning.querysets import BlockQuerySet


class ItemValues(TypedDict):
    """The typed content of one agenda item."""

    title: str
    title_es: str
    minutes: int
    kind: str
    lead: str
    purpose: str
    instructions: str
    script: str
    materials: str
    is_for_participants: bool


class Agenda(models.Model):
    """The agenda of one session. `version` rises with each change, so that old print-outs can be told.

    `details_version` guards ground rules and welcome against lost edits; items have a version each.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="agenda")
    format = models.CharField(_("format"), max_length=30, choices=DialogueFormat.choices, blank=True)
    ground_rules = models.TextField(_("ground rules"), max_length=4000, blank=True)
    welcome = models.TextField(
        _("a word to participants"),
        max_length=1000,
        blank=True,
        help_text=_(
            "Stands at the top of the participants’ copy: why you meet, whom to ask, what is recorded."
        ),
    )
    version = models.PositiveIntegerField(default=1)
    details_version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("agenda")
        constraints = [
            models.CheckConstraint(
                condition=Q(format__in=["", *DialogueFormat.values]), name="agenda_format_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.session)


class AgendaBlock(models.Model):
    """One timed part of an agenda (on the page: agenda item). Its own version guards against lost edits."""

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveIntegerField()
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    title = models.CharField(_("title"), max_length=160)
    title_es = models.CharField(_("title in Spanish"), max_length=160, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=BlockKind.choices, default=BlockKind.PLENARY)
    lead = models.CharField(_("who leads"), max_length=120, blank=True)
    purpose = models.TextField(_("purpose"), max_length=1000, blank=True)
    instructions = models.TextField(_("what to do"), max_length=4000, blank=True)
    script = models.TextField(_("what to say"), max_length=4000, blank=True)
    materials = models.CharField(_("materials"), max_length=500, blank=True)
    is_for_participants = models.BooleanField(_("show on the participants’ copy"), default=True)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BlockKind.values), name="agenda_block_kind_known"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=600), name="agenda_block_minutes_sensible"
            ),
            models.UniqueConstraint(
                fields=["agenda", "position"],
                condition=Q(removed_at__isnull=True),
                name="agenda_block_position_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaRevision(models.Model):
    """Every refused save; never changed, so that nobody's text is ever gone. Accepted ones are an `AgendaChange`.

    `block_id` is empty for the ground rules and the welcome.
    """

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="revisions")
    block_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_accepted = models.BooleanField()
    content = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("agenda revision")
        indexes = [models.Index(fields=["agenda", "-id"], name="agenda_revision_by_agenda")]

    def __str__(self) -> str:
        return f"revision {self.pk}"
