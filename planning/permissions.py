"""Who works on plans and agendas: by the seat in the dialogue, or by what one does for the agency."""

from accounts.models import Agency, User
from accounts.permissions import Decision
from dialogues import permissions as dialogue_permissions
from dialogues.models import Dialogue, Incident
from planning.models import Plan
from readiness import permissions as readiness_permissions


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
    """Liaisons of the agency and the incident's team."""
    return dialogue_permissions.may_work_on_incident(by, incident)


def may_read_playbook(by: User, incident: Incident) -> Decision:
    """Who works on the incident, and the records officers of its agency."""
    return dialogue_permissions.may_read_incident(by, incident)


def may_prepare(by: User, agency: Agency) -> Decision:
    return readiness_permissions.may_keep_readiness(by, agency)


def may_read_readiness(by: User, agency: Agency) -> Decision:
    return readiness_permissions.may_read_readiness(by, agency)


def may_change_agenda(by: User, dialogue: Dialogue) -> Decision:
    return dialogue_permissions.may_change_agenda(by, dialogue)
