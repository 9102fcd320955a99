"""Who works on plans and agendas: by the seat in the dialogue, or by what one does for the agency."""

from accounts import permissions as agency_permissions
from accounts.models import Agency, User
from accounts.permissions import Decision
from dialogues import permissions as dialogue_permissions
from dialogues.models import Dialogue, Incident
from planning.models import Plan


def may_work_on_plan(by: User, plan: Plan) -> Decision:
    """By whose plan it is."""
    if plan.dialogue is not None:
        return may_plan_dialogue(by, plan.dialogue)
    if plan.incident is not None:
        return may_run_playbook(by, plan.incident)
    return may_prepare(by, plan.agency)


def may_plan_dialogue(by: User, dialogue: Dialogue) -> Decision:
    return dialogue_permissions.may_plan(by, dialogue)


def may_run_playbook(by: User, incident: Incident) -> Decision:
    return agency_permissions.may_open_incident(by, incident.agency)


def may_prepare(by: User, agency: Agency) -> Decision:
    """Working on the agency's readiness belongs to its liaisons."""
    return agency_permissions.may_open_dialogue(by, agency)


def may_change_agenda(by: User, dialogue: Dialogue) -> Decision:
    return dialogue_permissions.may_change_agenda(by, dialogue)
