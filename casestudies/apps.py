"""Start-up of the case studies room: reads its content."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.utils.translation import gettext_lazy as _

from casestudies import content


class CaseStudiesConfig(AppConfig):
    name = "casestudies"
    verbose_name = _("Case studies")

    def ready(self) -> None:
        register(content_is_whole)


def content_is_whole(**_: Any) -> list[CheckMessage]:
    """A mistake in a case stops the start, with its file, line and reason."""
    return [
        Error(str(mistake), hint="Mend the file; docs/content.md explains it.", id="casestudies.E001")
        for mistake in content.check()
    ]
