"""Start-up of the case studies room: signs its register, reads its content, keeps the library in step with it."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from casestudies import content


class CaseStudiesConfig(AppConfig):
    name = "casestudies"
    verbose_name = _("Case studies")

    def ready(self) -> None:
        from casestudies.choices import AuditKind  # noqa: PLC0415 - the app registry must be ready first
        from records.registers import sign_audit_kinds  # noqa: PLC0415

        sign_audit_kinds(AuditKind)
        register(content_is_whole)
        post_migrate.connect(bring_in_files, sender=self)


def content_is_whole(**_: Any) -> list[CheckMessage]:
    """A mistake in a case stops the start, with its file, line and reason."""
    return [
        Error(str(mistake), hint="Mend the file; docs/content.md explains it.", id="casestudies.E001")
        for mistake in content.check()
    ]


def bring_in_files(*, using: str, plan: Any = (), **_: Any) -> None:
    """The library holds what the files hold after every `migrate`: on a fresh clone, at a release, in tests.

    Not while migrating backwards: the tables may be gone or of an older shape.
    """
    is_backwards = any(backwards for _migration, backwards in plan)
    if using != DEFAULT_DB_ALIAS or is_backwards:
        return
    from casestudies.services import files  # noqa: PLC0415 - the app registry must be ready first

    files.sync()
