"""What a test looks at after something was done to an agenda."""

from planning.models import Agenda
from records.models import AuditEvent


def kinds() -> list[str]:
    """What is in the record, in order."""
    return list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))


def titles(agenda: Agenda) -> list[str]:
    """The titles in order; each place is there once, without a gap."""
    rows = agenda.blocks.kept().order_by("position")
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return [row.title for row in rows]
