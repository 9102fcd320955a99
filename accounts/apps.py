"""Start-up of the accounts room: signs the registers of the room below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from accounts.choices import AuditKind  # noqa: PLC0415 - the app registry must be ready first
        from accounts.reminders import KINDS  # noqa: PLC0415
        from records.registers import register_message_kind, sign_audit_kinds  # noqa: PLC0415

        sign_audit_kinds(AuditKind)
        for kind in KINDS:
            register_message_kind(kind)
