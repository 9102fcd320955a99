"""Who reads and who keeps the registers of an agency. Both follow from roles; a seat in a dialogue gives neither."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.permissions import Decision, holds
from accounts.roles import Permission


def may_read_readiness(by: User, agency: Agency) -> Decision:
    """Liaisons, administrators and records officers of the agency."""
    return holds(
        by,
        agency,
        Permission.READINESS_READ,
        _(
            "Only liaisons, administrators and records officers of the agency read its readiness registers. "
            "Ask a liaison for what you need."
        ),
    )


def may_keep_readiness(by: User, agency: Agency) -> Decision:
    """Liaisons of the agency."""
    return holds(
        by,
        agency,
        Permission.READINESS_KEEP,
        _("Only a liaison keeps the readiness registers. Tell one of them what to change."),
    )
