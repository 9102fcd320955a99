"""System checks: a wrong setting is told at start, in a sentence, before a person meets it."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register
def mailbox_only_in_development(**_: Any) -> list[CheckMessage]:
    if settings.MAILBOX_DIR and settings.IS_PRODUCTION:
        return [
            Error(
                "MAILBOX_DIR is set in production.",
                hint="The mailbox page shows every letter to everyone. Take MAILBOX_DIR out.",
                id="config.E001",
            )
        ]
    return []


@register(deploy=True)
def public_origin_is_https(**_: Any) -> list[CheckMessage]:
    if not settings.IS_SECURE_ORIGIN:
        return [
            Error(
                "PUBLIC_ORIGIN does not start with https://.",
                hint="Private links and sign-in need an encrypted connection. Set PUBLIC_ORIGIN=https://your.host",
                id="config.E002",
            )
        ]
    return []


@register
def environment_is_known(**_: Any) -> list[CheckMessage]:
    if settings.ENVIRONMENT not in {"development", "test", "production"}:
        return [
            Error(
                f"CONVENE_ENV is {settings.ENVIRONMENT!r}.",
                hint="Use development, test or production.",
                id="config.E003",
            )
        ]
    return []
