"""Print packs: asked for in a request, made by a worker, kept for a day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import PaperSize
from accounts.models import User
from planning.choices import PackLanguage, PackPart, PackState, RoomKind
from planning.models.agendas import Agenda
from planning.querysets import PackQuerySet

MOST_TRIES = 3
MOST_TABLES = 60


class PrintPack(models.Model):
    """What someone asked to have printed, and how far it is. Removed with its file a day after it was finished.

    `agenda_version` is the version on paper. Before it is made it says that this version of the working agenda is
    wanted, as a draft; empty, that the last release is.

    While a printer holds it (`lease_owner`), nobody else makes it; when the lease runs out, another may.
    """

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="packs")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    parts = ArrayField(models.CharField(max_length=20, choices=PackPart.choices), verbose_name=_("parts"))
    paper = models.CharField(_("paper"), max_length=10, choices=PaperSize.choices)
    language = models.CharField(_("language"), max_length=10, choices=PackLanguage.choices)
    is_large = models.BooleanField(_("large print"), default=False)
    room = models.CharField(_("how the chairs stand"), max_length=20, choices=RoomKind.choices)
    tables = models.PositiveSmallIntegerField(_("tables"), default=6)
    state = models.CharField(max_length=10, choices=PackState.choices, default=PackState.WAITING)
    made = models.PositiveSmallIntegerField(default=0, help_text="How many documents of it are laid out")
    total = models.PositiveSmallIntegerField(default=0, help_text="Of how many; 0 until it is begun")
    lease_owner = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True, help_text="When a printer took it last")
    tries = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    agenda_version = models.PositiveIntegerField(null=True, help_text="The agenda's version that is printed")
    pages = models.PositiveIntegerField(null=True, help_text="How many pages its file has")
    reason = models.CharField(max_length=300, blank=True, help_text="Why it could not be made, in English")

    objects = PackQuerySet.as_manager()

    class Meta:
        verbose_name = _("print pack")
        indexes = [
            models.Index(
                fields=["asked_at", "id"], name="pack_to_make", condition=Q(state__in=["waiting", "making"])
            ),
            models.Index(fields=["agenda", "-id"], name="pack_by_agenda"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PackState.values), name="pack_state_known"),
            models.CheckConstraint(condition=Q(paper__in=PaperSize.values), name="pack_paper_known"),
            models.CheckConstraint(condition=Q(language__in=PackLanguage.values), name="pack_language_known"),
            models.CheckConstraint(condition=Q(room__in=RoomKind.values), name="pack_room_known"),
            models.CheckConstraint(condition=Q(parts__contained_by=PackPart.values), name="pack_parts_known"),
            models.CheckConstraint(condition=Q(parts__len__gte=1), name="pack_has_parts"),
            models.CheckConstraint(
                condition=Q(tables__gte=1, tables__lte=MOST_TABLES), name="pack_tables_sensible"
            ),
            models.CheckConstraint(condition=Q(made__lte=F("total")), name="pack_progress_sensible"),
            models.CheckConstraint(condition=Q(tries__lte=MOST_TRIES), name="pack_tries_bounded"),
            models.CheckConstraint(
                condition=Q(state="making", lease_owner__isnull=False, lease_until__isnull=False)
                | (~Q(state="making") & Q(lease_owner__isnull=True, lease_until__isnull=True)),
                name="pack_lease_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ready", "failed"], finished_at__isnull=False)
                | (~Q(state__in=["ready", "failed"]) & Q(finished_at__isnull=True)),
                name="pack_finished_has_time",
            ),
            models.CheckConstraint(
                condition=(Q(state="failed") & ~Q(reason="")) | (~Q(state="failed") & Q(reason="")),
                name="pack_failed_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"print pack {self.pk} ({self.state})"

    @property
    def is_under_way(self) -> bool:
        return self.state in {PackState.WAITING, PackState.MAKING}


class PackFile(models.Model):
    """The PDF of a pack. In the database, because web and worker share no disk; apart, so that no list loads it."""

    pack = models.OneToOneField(PrintPack, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()

    class Meta:
        verbose_name = _("file of a print pack")

    def __str__(self) -> str:
        return f"file of print pack {self.pack_id}"
