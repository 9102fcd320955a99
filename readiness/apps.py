"""Start-up of the readiness room: signs the registers of the rooms below, and reads its content."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.utils.translation import gettext_lazy as _

from readiness import content


class ReadinessConfig(AppConfig):
    name = "readiness"
    verbose_name = _("Readiness")

    def ready(self) -> None:
        from readiness.choices import AuditKind  # noqa: PLC0415 - the app registry must be ready first
        from records.registers import sign_audit_kinds  # noqa: PLC0415

        sign_audit_kinds(AuditKind)
        register(content_is_whole)


def content_is_whole(**_: Any) -> list[CheckMessage]:
    """A mistake in the suggestions stops the start, with its file, line and reason."""
    return [
        Error(str(mistake), hint="Mend the file; docs/content.md explains it.", id="readiness.E001")
        for mistake in content.check()
    ]
