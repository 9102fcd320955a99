"""People taking part, and the asking and answering."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.choices import Affiliation, Answer, Category, Language, Naming
from dialogues.models.dialogues import Dialogue
from dialogues.models.sessions import Session
from dialogues.querysets.participants import InvitationQuerySet, ParticipantQuerySet


class Participant(models.Model):
    """A person who may take part in one dialogue. Only what is needed to ask and to welcome them.

    Read by the liaison and the facilitator of the dialogue alone; never by reviewers, never in an export for them.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="participants")
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    organization = models.CharField(_("organization"), max_length=160, blank=True)
    affiliation = models.CharField(
        _("affiliation"), max_length=20, choices=Affiliation.choices, default=Affiliation.COMMUNITY
    )
    category = models.CharField(
        _("stakeholder category"), max_length=30, choices=Category.choices, default=Category.NOT_SAID
    )
    language = models.CharField(
        _("language"), max_length=10, choices=Language.choices, default=Language.ENGLISH
    )
    access_needs = models.TextField(
        _("access needs"),
        max_length=1000,
        blank=True,
        help_text=_(
            "What the person needs to take part, in their words. Seen by the liaison and the facilitator only."
        ),
    )
    naming = models.CharField(
        _("how they wish to be named"), max_length=20, choices=Naming.choices, default=Naming.FIRST_NAME
    )
    alias = models.CharField(_("chosen name"), max_length=80, blank=True)
    added_at = models.DateTimeField()
    contact_stopped_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), "dialogue", condition=~Q(email=""), name="participant_email_once_per_dialogue"
            ),
            models.CheckConstraint(
                condition=Q(affiliation__in=Affiliation.values), name="participant_affiliation_known"
            ),
            models.CheckConstraint(
                condition=Q(category__in=Category.values), name="participant_category_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="participant_language_known"
            ),
            models.CheckConstraint(condition=Q(naming__in=Naming.values), name="participant_naming_known"),
            models.CheckConstraint(
                condition=~Q(name="") | ~Q(alias="") | Q(naming="number"), name="participant_can_be_called"
            ),
        ]
        indexes = [models.Index(fields=["dialogue", "category", "id"], name="participant_by_category")]

    def __str__(self) -> str:
        return f"participant {self.pk}"

    @property
    def reference(self) -> str:
        """How the outbox names this person: by a number, never by an address."""
        return f"participant:{self.pk}"

    @property
    def is_reachable(self) -> bool:
        """There is an address, and they did not ask us to stop writing."""
        return bool(self.email) and self.contact_stopped_at is None

    @property
    def called(self) -> str:
        """How to address the person, as they wish."""
        if self.naming == Naming.NUMBER:
            return ""
        if self.naming == Naming.ALIAS and self.alias:
            return self.alias
        if self.naming == Naming.NAMED:
            return self.name
        return self.name.split()[0] if self.name.split() else self.alias


class Invitation(models.Model):
    """The asking and the answer, for one person and one session. Opened by a private link without an account."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="invitations")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="invitations")
    nonce = models.CharField(max_length=40)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(
        help_text="When the person last heard the date from us: invitation, change, confirmation"
    )
    letters = models.PositiveSmallIntegerField(default=0, help_text="How often the invitation was written")
    plan_version = models.PositiveIntegerField(
        default=1, help_text="The session's schedule_version that the person was asked about or answered"
    )
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True)
    naming = models.CharField(
        _("how you wish to be named"), max_length=20, choices=Naming.choices, blank=True
    )
    withdrawn_at = models.DateTimeField(null=True)
    reminders_stopped_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        constraints = [
            models.UniqueConstraint(fields=["session", "participant"], name="invitation_once"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="invitation_answer_known"),
            models.CheckConstraint(
                condition=Q(naming__in=["", *Naming.values]), name="invitation_naming_known"
            ),
            models.CheckConstraint(
                condition=Q(answer="none", answered_at__isnull=True)
                | (~Q(answer="none") & Q(answered_at__isnull=False)),
                name="invitation_answer_has_time",
            ),
        ]
        indexes = [models.Index(fields=["session", "answer", "id"], name="invitation_by_answer")]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class ParticipantImport(models.Model):
    """A file of participants between preview and confirmation. Its rows are emptied on confirmation or after a day."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="participant_imports")
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    confirmed_at = models.DateTimeField(null=True)
    added_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("import of participants")

    def __str__(self) -> str:
        return f"import {self.pk}"
