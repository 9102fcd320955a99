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
    """What stands in a format or a method and has no room in an item of an agenda."""
    from planning.models import Agenda, AgendaBlock  # noqa: PLC0415 - the app registry must be ready first
    from planning.services.agendas import block_of  # noqa: PLC0415
    from planning.summaries.methods import item_values  # noqa: PLC0415

    items = {
        f"planning/content/formats/{known.key}.yaml, block “{block.key}”": block_of(Agenda(), block, place)
        for known in content.formats()
        for place, block in enumerate(known.blocks, start=1)
    }
    for method in content.methods():
        values = item_values(method, method.most_minutes)
        items[f"planning/content/methods/, method “{method.key}”"] = AgendaBlock(position=1, **values)
    return [f"{where}: {told}" for where, item in items.items() if (told := _no_room(item))]


def _no_room(item: Any) -> str:
    """Which columns an item does not fit, in words; empty when it fits. Django does not measure long texts itself."""
    try:
        item.clean_fields(exclude=["agenda", "form_key", "removed_at"])
    except ValidationError as mistake:
        return "; ".join(f"{name}: {' '.join(said)}" for name, said in mistake.message_dict.items())
    return "; ".join(
        f"{field.name}: {len(text)} characters, at most {field.max_length}"
        for field in item._meta.fields  # noqa: SLF001 - Django's own way to a model's columns
        if field.max_length and len(text := str(getattr(item, field.attname) or "")) > field.max_length
    )
