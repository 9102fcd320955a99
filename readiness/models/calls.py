"""Whom to call, and whether it was ever tried."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, IntegerField, Q
from django.utils.translation import gettext_lazy as _

from readiness.choices import CallPart
from readiness.models.entries import Entry
from readiness.querysets import CallTreeQuerySet, HeldQuerySet
from records import timing


class CallTreeEntry(Entry):
    """One place in the call tree: an official or office, their number, and who stands in for them."""

    REGISTER = _("call tree")
    FILLED_IN = ("part", "name", "phone", "backup", "backup_phone", "note")

    position = models.PositiveIntegerField(_("place"))
    part = models.CharField(_("part"), max_length=20, choices=CallPart.choices)
    name = models.CharField(_("name or office"), max_length=160)
    phone = models.CharField(_("phone"), max_length=40)
    backup = models.CharField(_("backup"), max_length=160, blank=True)
    backup_phone = models.CharField(_("phone of the backup"), max_length=40, blank=True)
    note = models.CharField(_("when to call, what to ask"), max_length=300, blank=True)

    objects = CallTreeQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in the call tree")
        indexes = [models.Index(fields=["agency", "position"], name="call_tree_by_position")]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=Q(part__in=CallPart.values), name="call_tree_entry_part_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def record_name(self) -> str:
        """Offices change hands; the record keeps the part."""
        return str(self.get_part_display())


class CallTreeTest(Entry):
    """A day on which the whole tree was called, and whom nobody reached, as they were called then."""

    REGISTER = _("tests of the call tree")
    FILLED_IN = ("held_on", "note")

    held_on = models.DateField(_("day"))
    called = models.PositiveSmallIntegerField(_("how many were called"))
    not_reached = ArrayField(
        models.CharField(max_length=160), verbose_name=_("not reached"), default=list, blank=True
    )
    note = models.CharField(_("what was changed afterwards"), max_length=500, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name = _("test of the call tree")
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    called__gte=Func(F("not_reached"), function="cardinality", output_field=IntegerField())
                ),
                name="call_tree_test_counts_agree",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Test of %(day)s") % {"day": timing.spell_day(self.held_on)})

    @property
    def reached(self) -> int:
        return self.called - len(self.not_reached)
