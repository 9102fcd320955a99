"""Start-up of the dialogues room: signs the registers of the rooms below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialoguesConfig(AppConfig):
    name = "dialogues"
    verbose_name = _("Dialogues")

    def ready(self) -> None:
        from accounts.registers import sign_departure  # noqa: PLC0415 - the app registry must be ready first
        from dialogues import reminders  # noqa: PLC0415
        from dialogues.choices import AuditKind  # noqa: PLC0415
        from dialogues.services import design_team  # noqa: PLC0415
        from records.registers import sign_audit_kinds  # noqa: PLC0415

        sign_audit_kinds(AuditKind)
        sign_departure(design_team.end_seats)
        reminders.register()
