"""Who works on plans and agendas: by the seat in the dialogue, or by what one does for the agency."""

from django.utils.translation import gettext_lazy as _

from accounts import permissions as agency_permissions
from accounts.models import Agency, User
from accounts.permissions import Decision
from accounts.roles import Permission
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


def may_read_playbook(by: User, incident: Incident) -> Decision:
    """Who works on the incident, and the records officers of its agency."""
    held = agency_permissions.permissions_in(by, incident.agency)
    if held.isdisjoint({Permission.INCIDENT_OPEN, Permission.RECORD_READ}):
        return agency_permissions.refuse(_("Only those who work on the incident read its playbook."))
    return agency_permissions.ALLOWED


def may_prepare(by: User, agency: Agency) -> Decision:
    """Working on the agency's readiness belongs to its liaisons."""
    return agency_permissions.may_open_dialogue(by, agency)


def may_read_readiness(by: User, agency: Agency) -> Decision:
    """Liaisons keep it; administrators and records officers read it."""
    held = agency_permissions.permissions_in(by, agency)
    if held.isdisjoint({Permission.DIALOGUE_OPEN, Permission.AGENCY_MANAGE, Permission.RECORD_READ}):
        return agency_permissions.refuse(
            _("Only liaisons, administrators and records officers of the agency see how ready it is.")
        )
    return agency_permissions.ALLOWED


def may_change_agenda(by: User, dialogue: Dialogue) -> Decision:
    return dialogue_permissions.may_change_agenda(by, dialogue)
