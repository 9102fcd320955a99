"""Tables of the planning room: copies of the guidance to walk through, and the agendas of sessions."""

from planning.models.agendas import Agenda, AgendaBlock, AgendaRevision
from planning.models.bookmarks import Bookmark
from planning.models.changes import AgendaChange
from planning.models.formats import OwnFormat, OwnFormatVersion
from planning.models.own_steps import OwnStep
from planning.models.packs import PackFile, PrintPack
from planning.models.plans import Plan, PlanStep, PlanTask
from planning.models.records import StepRecord
from planning.models.releases import AgendaRelease, ReleaseConfirmation

__all__ = [
    "Agenda",
    "AgendaBlock",
    "AgendaChange",
    "AgendaRelease",
    "AgendaRevision",
    "Bookmark",
    "OwnFormat",
    "OwnFormatVersion",
    "OwnStep",
    "PackFile",
    "Plan",
    "PlanStep",
    "PlanTask",
    "PrintPack",
    "ReleaseConfirmation",
    "StepRecord",
]
