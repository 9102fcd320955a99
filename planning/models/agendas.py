"""The plan of one session. Minutes are stored; clock times are always derived."""

from datetime import datetime, time, timedelta
from typing import TypedDict

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.choices import DialogueFormat
from dialogues.models import Session
from planning.choices import BlockKind, Priority, Proposer, Spoken
from planning.querysets import BlockQuerySet
from planning.timing.access import Access

LONGEST_ITEM = 1_440  # minutes: a day
MOST_TRACKS = 6


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
    ground_rules: str
    is_for_participants: bool
    is_for_crew: bool
    proposed_by: str
    least_minutes: int | None
    most_minutes: int | None
    fixed_at: time | None
    track: int
    priority: str
    access_minutes: int
    may_be_hard: bool
    lead_in: str
    settle_minutes: int


class AccessValues(TypedDict):
    """What is provided for access, and its factors."""

    has_sign_language: bool
    spoken_interpreting: str
    has_captions: bool
    interpreters: int
    sign_percent: int
    simultaneous_percent: int
    consecutive_percent: int
    captions_percent: int
    team_after_minutes: int
    switch_minutes: int
    break_minutes: int


class Agenda(models.Model):
    """The agenda of one session. `version` rises with each change, so that old print-outs can be told.

    `details_version` guards ground rules, welcome and what is provided for access against lost edits; items have a
    version each. `late_minutes` is by how much the whole begins later than the session was announced for.

    What is provided for access stands here with its factors: percent of the talking time, and minutes for the team
    of interpreters (docs/agendas.md says where the defaults come from).
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
    late_minutes = models.PositiveSmallIntegerField(_("minutes late"), default=0)
    has_sign_language = models.BooleanField(_("sign language"), default=False)
    spoken_interpreting = models.CharField(
        _("spoken interpreting"), max_length=20, choices=Spoken.choices, blank=True
    )
    has_captions = models.BooleanField(_("live captions"), default=False)
    interpreters = models.PositiveSmallIntegerField(_("interpreters for each language"), default=0)
    sign_percent = models.PositiveSmallIntegerField(default=15)
    simultaneous_percent = models.PositiveSmallIntegerField(default=10)
    consecutive_percent = models.PositiveSmallIntegerField(default=100)
    captions_percent = models.PositiveSmallIntegerField(default=5)
    team_after_minutes = models.PositiveSmallIntegerField(default=60)
    switch_minutes = models.PositiveSmallIntegerField(default=20)
    break_minutes = models.PositiveSmallIntegerField(default=60)
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
            models.CheckConstraint(
                condition=Q(spoken_interpreting__in=["", *Spoken.values]), name="agenda_spoken_known"
            ),
            models.CheckConstraint(
                condition=Q(late_minutes__lte=LONGEST_ITEM)
                & Q(sign_percent__lte=300)
                & Q(simultaneous_percent__lte=300)
                & Q(consecutive_percent__lte=300)
                & Q(captions_percent__lte=300)
                & Q(team_after_minutes__range=(1, LONGEST_ITEM))
                & Q(switch_minutes__range=(1, LONGEST_ITEM))
                & Q(break_minutes__range=(1, LONGEST_ITEM)),
                name="agenda_times_sensible",
            ),
        ]

    def __str__(self) -> str:
        return str(self.session)

    @property
    def access(self) -> Access:
        """What is provided, as the arithmetic takes it."""
        return Access(
            sign=self.has_sign_language,
            spoken=self.spoken_interpreting,
            captions=self.has_captions,
            sign_percent=self.sign_percent,
            simultaneous_percent=self.simultaneous_percent,
            consecutive_percent=self.consecutive_percent,
            captions_percent=self.captions_percent,
            interpreters=self.interpreters,
            team_after=self.team_after_minutes,
            switch_every=self.switch_minutes,
            break_every=self.break_minutes,
        )

    @property
    def starts_at(self) -> datetime:
        """When the first item begins: as the session was announced, or so many minutes later."""
        return self.session.starts_at + timedelta(minutes=self.late_minutes)


class AgendaBlock(models.Model):
    """One timed part of an agenda (on the page: agenda item). Its own version guards against lost edits.

    `fixed_at` is a time on the session's own clocks. `track` 0 is everyone together; neighbors with a track from 1 on
    run side by side. `access_minutes` says how many of its minutes interpreting or captions take. `settle_minutes`
    follow it and count.
    """

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
    ground_rules = models.TextField(_("ground rules of this item"), max_length=1000, blank=True)
    is_for_participants = models.BooleanField(_("show on the participants’ copy"), default=True)
    is_for_crew = models.BooleanField(_("show to the crew"), default=True)
    proposed_by = models.CharField(_("proposed by"), max_length=20, choices=Proposer.choices, blank=True)
    least_minutes = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True)
    most_minutes = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    fixed_at = models.TimeField(_("fixed time"), null=True, blank=True)
    track = models.PositiveSmallIntegerField(_("track"), default=0)
    priority = models.CharField(
        _("when it runs late"), max_length=10, choices=Priority.choices, default=Priority.SHORTEN
    )
    access_minutes = models.PositiveSmallIntegerField(_("minutes for access"), default=0)
    may_be_hard = models.BooleanField(_("may be hard"), default=False)
    lead_in = models.TextField(_("what to say before it"), max_length=1000, blank=True)
    settle_minutes = models.PositiveSmallIntegerField(_("minutes to settle"), default=0)
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
                condition=Q(minutes__range=(1, LONGEST_ITEM)), name="agenda_block_minutes_sensible"
            ),
            models.CheckConstraint(
                condition=Q(least_minutes__isnull=True)
                | Q(least_minutes__gte=1, least_minutes__lte=F("minutes")),
                name="agenda_block_least_held",
            ),
            models.CheckConstraint(
                condition=Q(most_minutes__isnull=True)
                | Q(most_minutes__gte=F("minutes"), most_minutes__lte=LONGEST_ITEM),
                name="agenda_block_most_held",
            ),
            models.CheckConstraint(
                condition=Q(track__lte=MOST_TRACKS)
                & Q(settle_minutes__lte=LONGEST_ITEM)
                & Q(access_minutes__lte=LONGEST_ITEM),
                name="agenda_block_time_sensible",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__in=["", *Proposer.values]), name="agenda_block_proposer_known"
            ),
            models.CheckConstraint(
                condition=Q(priority__in=Priority.values), name="agenda_block_priority_known"
            ),
            models.UniqueConstraint(
                fields=["agenda", "position"],
                condition=Q(removed_at__isnull=True),
                name="agenda_block_position_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def spoken(self) -> str:
        """What to say, beginning with what goes before a hard part."""
        return f"{self.lead_in}\n\n{self.script}".strip()


class AgendaRevision(models.Model):
    """Every refused save; never changed, so that nobody's text is ever gone. Accepted ones are an `AgendaChange`.

    `block_id` is empty for the ground rules and the welcome.
    """

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="revisions")
    block_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_accepted = models.BooleanField()
    content = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("agenda revision")
        indexes = [models.Index(fields=["agenda", "-id"], name="agenda_revision_by_agenda")]

    def __str__(self) -> str:
        return f"revision {self.pk}"
