"""Tables of the dialogues room: one dialogue and its parts."""

from dialogues.models.attendance import Attendance
from dialogues.models.charter import Charter, CharterSeat
from dialogues.models.commitments import Commitment, FollowUp
from dialogues.models.conflicts import ConflictDeclaration
from dialogues.models.design_team import DesignTeamMember
from dialogues.models.dialogues import Dialogue
from dialogues.models.gate import GateAnswer, GateDecision
from dialogues.models.incidents import Incident
from dialogues.models.notes import Note
from dialogues.models.participants import Invitation, Participant, ParticipantImport
from dialogues.models.sessions import Session
from dialogues.models.surveys import SurveyResponse, SurveyTicket

__all__ = [
    "Attendance",
    "Charter",
    "CharterSeat",
    "Commitment",
    "ConflictDeclaration",
    "DesignTeamMember",
    "Dialogue",
    "FollowUp",
    "GateAnswer",
    "GateDecision",
    "Incident",
    "Invitation",
    "Note",
    "Participant",
    "ParticipantImport",
    "Session",
    "SurveyResponse",
    "SurveyTicket",
]
