"""What every line of every register has in common."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from dialogues.choices import Language


class Entry(models.Model):
    """One line of a register of one agency. Nothing is deleted: what was removed can be put back.

    `FILLED_IN` names the columns that people write; `REGISTER` is the register in words, for the record.
    """

    FILLED_IN: ClassVar[tuple[str, ...]] = ()
    REGISTER: ClassVar[str | Promise] = ""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name=_("agency"))
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="%(class)s_removed_pair",
            ),
        ]

    @property
    def record_name(self) -> str:
        """What the record calls this line. Names of people stay out of it: the record keeps them for good."""
        return str(self)


class Spoken(models.Model):
    """Something that was noted for a day and may be taken back by whoever tapped too early."""

    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def spell_languages(codes: list[str]) -> str:
    """English, Spanish"""
    return ", ".join(str(Language(code).label) for code in codes)


def languages_known(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(languages__contained_by=list(Language.values)), name=name)
