"""What each person changed in an agenda, with the state before and after, so that they can take it back."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from planning.choices import ChangeKind
from planning.models.agendas import Agenda


class AgendaChange(models.Model):
    """One accepted change. `parts` tells for each item (`block`; none for ground rules and welcome) what it was
    before and after: its fields by name, and of its place `kept` (on the agenda), `follows` (an item) and `place`.

    `undone_at` is set while the change is taken back. Only who made it takes it back. `is_given_up` is set once it
    cannot be, because others changed the same since: then the change before it is the next.
    """

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="changes")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=ChangeKind.choices)
    label = models.CharField(max_length=160, blank=True)
    parts = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField(null=True)
    is_given_up = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("change to an agenda")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="agenda_change_kind_known"),
        ]
        indexes = [models.Index(fields=["agenda", "made_by", "-id"], name="agenda_change_by_person")]

    def __str__(self) -> str:
        return self.label
