"""Tables of the dialogues room: one dialogue and its parts."""

from dialogues.models.attendance import Attendance
from dialogues.models.charter import Charter, CharterSeat
from dialogues.models.commitments import Commitment, FollowUp
from dialogues.models.conflicts import ConflictDeclaration
from dialogues.models.design_team import DesignTeamMember
from dialogues.models.dialogues import Dialogue
from dialogues.models.facts import Fact
from dialogues.models.family_contacts import FamilyContact, FamilyTalk
from dialogues.models.gate import GateAnswer, GateDecision
from dialogues.models.hand_overs import HandOver
from dialogues.models.incidents import Incident, IncidentTeamMember
from dialogues.models.notes import Note
from dialogues.models.participants import Invitation, Participant, ParticipantImport
from dialogues.models.reminder_pauses import ReminderPause
from dialogues.models.sessions import Session
from dialogues.models.surveys import SurveyResponse, SurveyTicket
from dialogues.models.watch_dates import WatchDate, WatchStep

__all__ = [
    "Attendance",
    "Charter",
    "CharterSeat",
    "Commitment",
    "ConflictDeclaration",
    "DesignTeamMember",
    "Dialogue",
    "Fact",
    "FamilyContact",
    "FamilyTalk",
    "FollowUp",
    "GateAnswer",
    "GateDecision",
    "HandOver",
    "Incident",
    "IncidentTeamMember",
    "Invitation",
    "Note",
    "Participant",
    "ParticipantImport",
    "ReminderPause",
    "Session",
    "SurveyResponse",
    "SurveyTicket",
    "WatchDate",
    "WatchStep",
]
