"""Noting that people of the pool were trained."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from readiness.choices import AuditKind
from readiness.errors import DayInFuture
from readiness.models import PoolFacilitator, Training
from readiness.services import entries
from readiness.services.trail import record
from records import timing


@transaction.atomic
def note_training(
    *, by: User, facilitator: PoolFacilitator, trained_on: date, today: date, topic: str = ""
) -> Training:
    """Someone of the pool was trained on a day. The same day and topic twice leave one note."""
    row = entries.lock(by=by, entry=facilitator)
    if trained_on > today:
        raise DayInFuture
    known = Training.objects.filter(
        facilitator=row, trained_on=trained_on, topic=topic.strip(), removed_at__isnull=True
    ).first()
    if known is not None:
        return known
    training = Training.objects.create(
        facilitator=row, trained_on=trained_on, topic=topic.strip(), noted_at=timezone.now(), noted_by=by
    )
    record(by=by, row=row, kind=AuditKind.TRAINING_NOTED, when=timing.spell_day(trained_on))
    return training


@transaction.atomic
def take_back_training(*, by: User, training: Training) -> Training:
    """It was noted by mistake: the day counts no more."""
    facilitator = entries.lock(by=by, entry=training.facilitator)
    row = Training.objects.select_for_update().get(pk=training.pk)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        record(
            by=by, row=facilitator, kind=AuditKind.TRAINING_TAKEN_BACK, when=timing.spell_day(row.trained_on)
        )
    return row
