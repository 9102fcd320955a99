"""Refusals about dialogues. Each says why, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from records.errors import Refusal


class DialogueClosed(Refusal):
    sentence = _("This dialogue is closed. Open it again on its overview to change anything.")


class SessionsStillPlanned(Refusal):
    sentence = _("A session is still planned. Record it as held or cancel it first, then close the dialogue.")


class LiaisonNeedsAccount(Refusal):
    sentence = _(
        "A liaison has to be a member of the agency, to be able to act. Write the address they sign in with, or"
        " choose another seat."
    )


class ChangedMeanwhile(Refusal):
    """Someone else saved first. Views show both texts; see `views`."""

    sentence = _(
        "Someone else changed this while you were writing. Nothing of yours is lost: compare and save again."
    )


class SessionInPast(Refusal):
    sentence = _("This time has passed. Choose a start in the future.")


class SessionSettled(Refusal):
    sentence = _("This session was already held or cancelled, so its time and place stay as they are.")


class SessionNotBegun(Refusal):
    sentence = _("This session has not begun yet. Record it as held once it has started.")


class TimeDoesNotExist(Refusal):
    sentence = _("This time does not exist: clocks go forward that night. Choose another time.")


class TimeHappensTwice(Refusal):
    sentence = _(
        "This time happens twice: clocks go back that night. Say whether you mean the first or the second."
    )


class EndsBeforeStart(Refusal):
    sentence = _(
        "This end is not after the start. Choose a later end, or tick below that it ends on the next day."
    )


class LengthNotSensible(Refusal):
    sentence = _("A session takes between 10 minutes and 24 hours. Change its start or its end.")


class SessionNotOver(Refusal):
    sentence = _("This session has not ended yet. Schedule it, and record it as held afterwards.")


class NothingMoved(Refusal):
    sentence = _("Time and place are the same as before, so nothing was changed and nobody was told.")


class NothingToPublish(Refusal):
    sentence = _("No commitment is marked as public yet. Mark one, then make the page public.")


class IncidentInFuture(Refusal):
    sentence = _("This time has not come yet. Say when you learned what happened.")


class IncidentElsewhere(Refusal):
    sentence = _("This incident belongs to another agency. Choose one of your own or none.")


class IncidentWithdrawn(Refusal):
    sentence = _("This incident was withdrawn, so nothing in it changes. Put it back first, on its page.")


class IncidentHasDialogue(Refusal):
    sentence = _(
        "A dialogue about this incident exists, so it cannot be withdrawn. Take the incident out of that dialogue"
        " first, or change what is wrong here."
    )


class AlreadyOnTeam(Refusal):
    sentence = _("This person is on the team already. Change their part in the list instead.")


class NotOfAgency(Refusal):
    sentence = _("Only members of the agency can be chosen. Write others by name; they need no account.")


class SpeaksForOthers(Refusal):
    sentence = _(
        "This person speaks for the community or helps both sides here, and the team reads what the agency keeps to"
        " itself. Add them by name, without their account."
    )


class LeftTeam(Refusal):
    sentence = _("This person has left the team. Add them again to change anything.")


class PartOfInvestigation(Refusal):
    sentence = _(
        "The family’s contact must have no part in the investigation. Name someone else, or confirm that they"
        " have none."
    )


class MomentInFuture(Refusal):
    sentence = _("This time has not come yet. Write down what has happened, and when.")


class PromiseNotAhead(Refusal):
    sentence = _("The next update comes after this contact. Choose a later time.")


class UnsaidNeedsWhy(Refusal):
    sentence = _("Say why it cannot be said, and until when: a date, or what has to happen first.")


class FactReplaced(Refusal):
    sentence = _(
        "Someone replaced or withdrew this line while you were writing. What you wrote is below: look at the board"
        " first, then write it as a new line if it is still needed."
    )


class FactUnchanged(Refusal):
    sentence = _("Nothing is different, so the line stays as it is. Change it, or go back to the board.")


class WatchDateRemoved(Refusal):
    sentence = _("This date was taken off the list. Add it again if it is still to be watched.")


class WindowNotAWindow(Refusal):
    sentence = _("The latest day comes after the earliest. Choose a later one, or say that the day is known.")


class SeatLeft(Refusal):
    sentence = _("This person has left the design team. Seat them again to change anything.")


class DesignChanged(Refusal):
    sentence = _("The design changed while you were reading. Read it again before you agree.")


class NotALiaison(Refusal):
    sentence = _(
        "Only a member of the agency with the role of liaison can be seated here. Change their role first."
    )


class SeatNotOffered(Refusal):
    """The offer is for another account, or the seat is taken or given up meanwhile."""

    sentence = _("This seat is not open to you any more. Ask the liaison of the dialogue to seat you again.")


class AlreadySeated(Refusal):
    sentence = _("This person already has a seat in this dialogue.")


class SeatCrossesSpaces(Refusal):
    sentence = _(
        "This would open a space, with everything already written there, to someone who was seated for another"
        " one. Record that they left; the people of that space then decide with you whom to seat."
    )


class SpaceNotForAgency(Refusal):
    sentence = _(
        "This person runs, keeps records or works on an incident for the agency that convenes, so they cannot hold"
        " a community, facilitator or neutral seat here. Seat someone else."
    )


class SeatedForOthers(Refusal):
    """Given the title of the dialogue, which an administrator and the person themselves know."""

    sentence = _(
        "Whoever holds a community, facilitator or neutral seat in “%(title)s” cannot be liaison, administrator or"
        " records officer of its agency. Record there first that they left the seat, or choose other roles."
    )

    def __init__(self, title: str) -> None:
        super().__init__(self.sentence % {"title": title})


class LastLiaison(Refusal):
    sentence = _("A dialogue needs a liaison. Seat another liaison first.")


class AlreadyParticipant(Refusal):
    sentence = _("A participant with this e-mail address is already on the list.")


class NobodyToInvite(Refusal):
    sentence = _(
        "Nobody on the list can be invited: choose people with an e-mail address who were not asked yet."
    )


class SessionFull(Refusal):
    sentence = _(
        "All seats are taken. You can say “not sure yet”, and the host will see that you wish to come."
    )


class InvitationClosed(Refusal):
    sentence = _("This invitation is no longer open. Ask the person who invited you for a new one.")


class SurveyAlreadyAnswered(Refusal):
    sentence = _("This sheet was already sent in. Thank you: each link counts once.")


class ImportNotOpen(Refusal):
    sentence = _("This file was already added or is too old. Upload it again.")


class SpaceNotYours(Refusal):
    sentence = _("Your seat does not reach this space. Choose one of your own.")


class NoteRemoved(Refusal):
    sentence = _(
        "Someone removed this note while you were writing. What you wrote is below: copy it into a new note, or "
        "put the old one back first."
    )


class ReasonMissing(Refusal):
    sentence = _("Write the reason. It stays in the record.")


class FollowUpReported(Refusal):
    sentence = _(
        "Someone reported this follow-up already. What you wrote is below: look at theirs first, then send yours "
        "as one more report if it adds something."
    )


class CommitmentSettled(Refusal):
    sentence = _(
        "This promise is done or dropped, so its date stays. Write a report if that is no longer true."
    )


class NotReadyToMeet(Refusal):
    sentence = _(
        "It is not time to invite yet: something that has to be settled first is still open. “Ready to meet?” on the "
        "dialogue’s overview says what, and what you can do instead."
    )


class GoAheadNotNeeded(Refusal):
    sentence = _(
        "Nothing holds the invitations back now, so there is nothing to decide. Look at the checks again."
    )


class GateChanged(Refusal):
    sentence = _("The checks changed while you were writing. Look at what is open now, then decide again.")
