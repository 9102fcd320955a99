"""The invitation, the confirmation of an answer, and the word that an invitation was withdrawn."""

from dialogues.emails.calendar import calendar_file
from dialogues.emails.frame import compose
from dialogues.models import Invitation
from records.registers import Letter


def invitation(invitation: Invitation, *, on_paper: bool = False) -> Letter:
    """What for, when, where, and the private link to answer without an account. No calendar file: nobody's shared
    calendar is filled before they have answered."""
    return compose(
        "invitation",
        participant=invitation.participant,
        session=invitation.session,
        invitation=invitation,
        is_optional=True,
        on_paper=on_paper,
    )


def confirmation(invitation: Invitation, *, had_entry: bool) -> Letter:
    """What was answered. `had_entry`: an earlier answer brought a calendar entry, which a "no" takes away."""
    attachment = None
    if invitation.answer in {"yes", "maybe"}:
        attachment = calendar_file(invitation.session, invitation.participant, is_cancelled=False)
    elif had_entry:
        attachment = calendar_file(invitation.session, invitation.participant, is_cancelled=True)
    return compose(
        "confirmation",
        participant=invitation.participant,
        session=invitation.session,
        invitation=invitation,
        is_optional=False,
        attachment=attachment,
        answer=invitation.answer,
    )


def invitation_withdrawn(invitation: Invitation) -> Letter:
    return compose(
        "invitation_withdrawn",
        participant=invitation.participant,
        session=invitation.session,
        invitation=invitation,
        is_optional=False,
        attachment=calendar_file(invitation.session, invitation.participant, is_cancelled=True),
    )
