"""Start-up of the dialogues room: signs the registers of the rooms below."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.utils.translation import gettext_lazy as _

from dialogues import content


class DialoguesConfig(AppConfig):
    name = "dialogues"
    verbose_name = _("Dialogues")

    def ready(self) -> None:
        from accounts.registers import sign_departure  # noqa: PLC0415 - the app registry must be ready first
        from dialogues import reminders  # noqa: PLC0415
        from dialogues.choices import AuditKind  # noqa: PLC0415
        from dialogues.choices.incidents import IncidentAuditKind  # noqa: PLC0415
        from dialogues.services import design_team, incident_teams  # noqa: PLC0415
        from records.registers import sign_audit_kinds  # noqa: PLC0415

        sign_audit_kinds(AuditKind)
        sign_audit_kinds(IncidentAuditKind)
        sign_departure(design_team.end_seats)
        sign_departure(incident_teams.end_places)
        reminders.register()
        register(content_is_whole)


def content_is_whole(**_: Any) -> list[CheckMessage]:
    """A mistake in the steps before watched dates stops the start, with its file, line and reason."""
    return [
        Error(str(mistake), hint="Mend the file; docs/content.md explains it.", id="dialogues.E001")
        for mistake in content.check()
    ]
