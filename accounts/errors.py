"""Refusals about people, agencies and rights."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from records.errors import Refusal


class NotAllowed(Refusal):
    """A member without the right. Shown as 403 with the reason.

    `role` is the one that would give it, where an administrator could take that role; empty elsewhere.
    """

    sentence: str | Promise = _("Your role does not allow this.")

    def __init__(self, sentence: str | Promise | None = None, *, role: str = "") -> None:
        super().__init__(sentence)
        self.role = role


class LastAdministrator(Refusal):
    sentence = _(
        "This is the agency's last administrator. Make someone else an administrator first, then try again."
    )


class AlreadyMember(Refusal):
    sentence = _("This person is already a member. Change their roles on the members page.")


class AlreadyInvited(Refusal):
    sentence = _(
        "This address was already invited. On the members page you can send the letter again or withdraw it."
    )


class LetterJustSent(Refusal):
    sentence = _("A letter left a few minutes ago. Give it ten minutes to arrive, then send it again.")


class InvitationNotOpen(Refusal):
    sentence = _(
        "This invitation was used, withdrawn or is too old. Ask the agency's administrator for a new one."
    )


class InvitationForSomeoneElse(Refusal):
    sentence = _(
        "This invitation is for another e-mail address. Sign out, then open the link in the letter again."
    )


class TooManyAsked(Refusal):
    sentence = _(
        "Many letters were asked for from your network, so no more go out for an hour. "
        "If yours did not come, an administrator of your agency can help."
    )


class RolesMissing(Refusal):
    sentence = _("Choose at least one role. To take all roles away, remove the member.")


class AgencyAlreadyOpen(Refusal):
    sentence = _("An agency with this ORI, or with this name in this state, is already open.")


class ReviewOrganizationAlreadyOpen(Refusal):
    sentence = _("A review organization with this name is already open.")
