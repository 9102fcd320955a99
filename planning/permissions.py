"""Who works on plans and agendas: by the seat in the dialogue, or by what one does for the agency."""

from django.utils.translation import gettext_lazy as _

from accounts import permissions as agency_permissions
from accounts.models import Agency, Membership, User
from accounts.permissions import ALLOWED, Decision, permissions_in, refuse
from accounts.roles import Permission
from dialogues import permissions as dialogue_permissions
from dialogues.choices import SessionStatus
from dialogues.models import Dialogue, Incident, Session
from planning.choices import FormatLevel
from planning.models import OwnFormat, Plan
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


READS_OWN_STEPS = {Permission.DIALOGUE_OPEN, Permission.AGENCY_MANAGE, Permission.RECORD_READ}


def may_read_own_steps(by: User, agency: Agency) -> Decision:
    """Liaisons, administrators and records officers. Others meet the steps in the plans that they see."""
    if permissions_in(by, agency) & READS_OWN_STEPS:
        return ALLOWED
    return refuse(
        _(
            "Only liaisons, administrators and records officers of the agency read this list. "
            "You find its steps in the plans that you work on."
        )
    )


def may_write_own_steps(by: User, agency: Agency) -> Decision:
    return agency_permissions.holds(
        by,
        agency,
        Permission.DIALOGUE_OPEN,
        _("Only a liaison writes the agency’s own steps. Ask your agency’s administrator for that role."),
    )


def may_change_agenda(by: User, session: Session) -> Decision:
    """By the seat in the dialogue, and not of a session that was cancelled.

    After a session was held its agenda can still be changed: what really happened, and when, is put right there.
    """
    decision = dialogue_permissions.may_change_agenda(by, session.dialogue)
    if decision and session.status == SessionStatus.CANCELLED:
        return refuse(
            _(
                "This session is cancelled, so nothing changes in its agenda. Schedule a new session: an agenda that "
                "you keep as a format can be used there again."
            )
        )
    return decision


def may_keep_agenda(by: User, dialogue: Dialogue) -> Decision:
    """Take the shape of an agenda along as a format: whoever changes agendas, after a cancelled session as well."""
    return dialogue_permissions.may_change_agenda(by, dialogue)


KEEPS_AGENCY_FORMATS = {Permission.DIALOGUE_OPEN, Permission.AGENCY_MANAGE}


def may_keep_format(by: User, agency: Agency, level: str) -> Decision:
    """For themselves, every member of the agency; for everyone in it, its liaisons and administrators."""
    if level == FormatLevel.AGENCY:
        if permissions_in(by, agency) & KEEPS_AGENCY_FORMATS:
            return ALLOWED
        return refuse(
            _(
                "Only liaisons and administrators keep formats for everyone in the agency. "
                "Keep it for yourself, and ask one of them to copy it."
            )
        )
    if Membership.objects.filter(user=by, agency=agency).exists():
        return ALLOWED
    return refuse(_("Only members of the agency that holds the dialogue keep its formats."))


def may_change_format(by: User, own: OwnFormat) -> Decision:
    """Who keeps it: its writer, or the liaisons and administrators of its agency."""
    if own.level == FormatLevel.PERSONAL:
        if own.written_by_id != by.pk:
            return refuse(_("Only the person who keeps this format changes it."))
        return may_keep_format(by, own.agency, own.level)
    if permissions_in(by, own.agency) & KEEPS_AGENCY_FORMATS:
        return ALLOWED
    return refuse(
        _("Only liaisons and administrators change the agency’s formats. You can copy it for yourself.")
    )


def may_print_agenda(by: User, dialogue: Dialogue) -> Decision:
    """Whoever sees the dialogue prints its agendas: paper shows no more than the page."""
    if Dialogue.objects.visible_to(by).filter(pk=dialogue.pk).exists():
        return ALLOWED
    return refuse(_("Only people with a seat in this dialogue, and its records officers, print its agendas."))
