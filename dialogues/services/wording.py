"""How services word the details of an audit event."""

from collections.abc import Iterable

from django.db.models import Model

from dialogues.models import Session
from dialogues.timing import Schedule
from records import timing


def field_names(model: type[Model], names: Iterable[str]) -> str:
    """goals, what may change as a result"""
    columns = model._meta.concrete_fields  # noqa: SLF001 - public by custom
    chosen = set(names)
    return ", ".join(str(column.verbose_name) for column in columns if column.name in chosen)


def when(plan: Session | Schedule) -> str:
    """Tue 8 Dec 2026, 6:00–8:00 pm CST"""
    return timing.spell_span(plan.starts_at, plan.ends_at, plan.time_zone)
