"""Tables of the planning room: a dialogue's copy of the guidance, and the agendas of its sessions."""

from planning.models.agendas import Agenda, AgendaBlock, AgendaRevision
from planning.models.bookmarks import Bookmark
from planning.models.plans import Plan, PlanStep, PlanTask

__all__ = ["Agenda", "AgendaBlock", "AgendaRevision", "Bookmark", "Plan", "PlanStep", "PlanTask"]
