"""Start-up of the planning room: signs the registers of the rooms below, and reads its content."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from planning import content


class PlanningConfig(AppConfig):
    name = "planning"
    verbose_name = _("Planning")

    def ready(self) -> None:
        from planning.choices import AuditKind  # noqa: PLC0415 - the app registry must be ready first
        from records.registers import sign_audit_kinds  # noqa: PLC0415

        sign_audit_kinds(AuditKind)
        register(content_is_whole)


def content_is_whole(**_: Any) -> list[CheckMessage]:
    """A mistake in the guidance or a format stops the start, with its file, line and reason."""
    hint = "Mend the file; docs/content.md explains it."
    mistakes = [str(mistake) for mistake in content.check()] or too_long_for_an_agenda()
    return [Error(mistake, hint=hint, id="planning.E001") for mistake in mistakes]


def too_long_for_an_agenda() -> list[str]:
    """What stands in a format and has no room in an item of an agenda."""
    from planning.models import Agenda  # noqa: PLC0415 - the app registry must be ready first
    from planning.services.agendas import block_of  # noqa: PLC0415

    found = []
    for known in content.formats():
        for place, block in enumerate(known.blocks, start=1):
            try:
                block_of(Agenda(), block, place).clean_fields(exclude=["agenda", "form_key", "removed_at"])
            except ValidationError as mistake:
                told = "; ".join(f"{name}: {' '.join(said)}" for name, said in mistake.message_dict.items())
                found.append(f"planning/content/formats/{known.key}.yaml, block “{block.key}”: {told}")
    return found
