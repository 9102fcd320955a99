"""What was written down, without names."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.choices import NoteKind
from dialogues.models.dialogues import Dialogue
from dialogues.models.sessions import Session
from dialogues.querysets.notes import NoteQuerySet
from records.choices import Space


class Note(models.Model):
    """One thing that was heard, in exactly one space of its dialogue. There is no field for who said it."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="notes")
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, null=True, blank=True, related_name="notes"
    )
    space = models.CharField(_("space"), max_length=10, choices=Space.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=NoteKind.choices, default=NoteKind.THEME)
    text = models.TextField(_("note"), max_length=4000)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        constraints = [
            models.CheckConstraint(condition=Q(space__in=Space.values), name="note_space_known"),
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="note_kind_known"),
        ]
        indexes = [models.Index(fields=["dialogue", "space", "-id"], name="note_by_space")]

    def __str__(self) -> str:
        return f"note {self.pk}"
