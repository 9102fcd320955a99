"""Start-up of the dialogues room: signs the registers of the rooms below."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.utils.translation import gettext_lazy as _

from dialogues import content
from dialogues.content import gate


class DialoguesConfig(AppConfig):
    name = "dialogues"
    verbose_name = _("Dialogues")

    def ready(self) -> None:
        from accounts.registers import sign_departure, sign_roles  # noqa: PLC0415 - the app registry must be ready first
        from dialogues import reminders  # noqa: PLC0415
        from dialogues.choices import AuditKind  # noqa: PLC0415
        from dialogues.choices.charter import CharterAuditKind  # noqa: PLC0415
        from dialogues.choices.gate import GateAuditKind  # noqa: PLC0415
        from dialogues.choices.incidents import IncidentAuditKind  # noqa: PLC0415
        from dialogues.services import design_team, incident_teams  # noqa: PLC0415
        from records.registers import sign_audit_kinds  # noqa: PLC0415

        for kinds in (AuditKind, IncidentAuditKind, GateAuditKind, CharterAuditKind):
            sign_audit_kinds(kinds)
        sign_departure(design_team.end_seats)
        sign_departure(incident_teams.end_places)
        sign_roles(design_team.require_roles_fit)
        sign_roles(incident_teams.end_places_that_do_not_fit)
        reminders.register()
        register(content_is_whole)


def content_is_whole(**_: Any) -> list[CheckMessage]:
    """A mistake in the gate's questions or in steps before watched dates stops the start: file, line and reason."""
    hint = "Mend the file; docs/content.md explains it."
    mistakes = (*content.check(), *gate.check())
    return [Error(str(mistake), hint=hint, id="dialogues.E001") for mistake in mistakes]
