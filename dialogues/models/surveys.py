"""The sheet after a session. A ticket says that someone may answer once; the answer does not know its ticket."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Side
from dialogues.models.sessions import Session
from dialogues.querysets.surveys import SurveyResponseQuerySet


class SurveyTicket(models.Model):
    """The right to answer once. Linked neither to a person nor to an answer; only a digest is kept.

    Its number is random, and `services.surveys` writes tickets anew in random order whenever one changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="survey_tickets")
    token_digest = models.CharField(max_length=64, unique=True)
    is_used = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("survey ticket")

    def __str__(self) -> str:
        return f"survey ticket {self.pk}"


class SurveyResponse(models.Model):
    """One person's sheet, without the person. Unanswered questions stay missing, never zero.

    Its number is random and its date only a day, so nothing tells in which order sheets came in. Sheets are
    released for reading in groups (see `services.surveys`), so that no single one can be told from the rest.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="survey_responses")
    side = models.CharField(_("I took part as"), max_length=20, choices=Side.choices, blank=True)
    answers = models.JSONField(default=dict)
    comment = models.TextField(_("anything else"), max_length=2000, blank=True)
    received_on = models.DateField()
    is_released = models.BooleanField(default=False)

    objects = SurveyResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey response")
        constraints = [
            models.CheckConstraint(condition=Q(side__in=["", *Side.values]), name="survey_side_known"),
        ]

    def __str__(self) -> str:
        return f"survey response {self.pk}"
