"""Refusals about people, agencies and rights."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from records.errors import Refusal


class NotAllowed(Refusal):
    """A member without the right. Shown as 403 with the reason."""

    sentence: str | Promise = _("Your role does not allow this.")


class LastAdministrator(Refusal):
    sentence = _(
        "This is the agency's last administrator. Make someone else an administrator first, then try again."
    )


class AlreadyMember(Refusal):
    sentence = _("This person is already a member. Change their roles on the members page.")


class InvitationNotOpen(Refusal):
    sentence = _(
        "This invitation was used, withdrawn or is too old. Ask the agency's administrator for a new one."
    )
