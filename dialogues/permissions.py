"""What a person may read and do in a dialogue, and if not, why. All of it follows from their seat there.

The rules in one table: see `RIGHTS`. Employment by the agency gives nothing; a records officer reads the
joint and agency records and changes nothing.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import permissions as agency_permissions
from accounts.models import Agency, Membership, User
from accounts.permissions import ALLOWED, Decision, refuse
from accounts.roles import Permission, Role
from dialogues.choices import Affiliation, Seat
from dialogues.models import DesignTeamMember, Dialogue, Incident, IncidentTeamMember
from records.choices import Space

AGENCY_SIDE = frozenset({Affiliation.LAW_ENFORCEMENT, Affiliation.LOCAL_GOVERNMENT, Affiliation.CONVENER})

PLANNERS = frozenset({Seat.LIAISON, Seat.DESIGNER})
HOSTS = frozenset({Seat.LIAISON, Seat.FACILITATOR})
EVERYONE = frozenset(Seat)

RIGHTS: dict[str, tuple[frozenset[str], str | Promise]] = {
    "change": (PLANNERS, _("Only the liaison and the design team change what the dialogue is about.")),
    "settle_phase": (
        frozenset({Seat.LIAISON}),
        _(
            "Only the liaison takes a dialogue out of the phase after an incident, or its incident away:"
            " invitations wait because of them. Leave both as they are, or ask the liaison."
        ),
    ),
    "close": (frozenset({Seat.LIAISON}), _("Only the liaison closes a dialogue or opens it again.")),
    "seat": (frozenset({Seat.LIAISON}), _("Only the liaison changes who is on the design team.")),
    "sign_off": (PLANNERS, _("Only members of the design team sign off the design.")),
    "schedule": (frozenset({Seat.LIAISON}), _("Only the liaison schedules, moves or cancels a session.")),
    "plan": (PLANNERS, _("Only the liaison and the design team work on the plan.")),
    "agenda": (
        PLANNERS | {Seat.FACILITATOR},
        _("Only the liaison, the design team and the facilitator change the agenda."),
    ),
    "participants": (HOSTS, _("Only the liaison and the facilitator see who takes part.")),
    "export": (frozenset({Seat.LIAISON}), _("Only the liaison takes the list of people out as a file.")),
    "invite": (frozenset({Seat.LIAISON}), _("Only the liaison sends invitations.")),
    "resume": (
        frozenset({Seat.LIAISON}),
        _("Only the liaison decides whether the reminders of this dialogue go on."),
    ),
    "attendance": (HOSTS, _("Only the liaison and the facilitator record attendance.")),
    "note": (EVERYONE, _("Only people with a seat in this dialogue write notes.")),
    "take_notes": (EVERYONE, _("Only people with a seat in this dialogue take its notes out as a file.")),
    "comments": (
        frozenset({Seat.FACILITATOR, Seat.NEUTRAL}),
        _("Only facilitators and neutrals read what people wrote in their own words."),
    ),
    "commit": (PLANNERS | {Seat.FACILITATOR}, _("Only people with a planning seat record commitments.")),
    "report": (PLANNERS, _("Only the liaison and the design team report on commitments.")),
    "publish": (frozenset({Seat.LIAISON}), _("Only the liaison makes the commitments page public.")),
    "gate": (EVERYONE, _("Only people with a seat in this dialogue answer its checks.")),
    "go_ahead": (
        frozenset({Seat.LIAISON}),
        _("Only the liaison decides to invite while checks are open."),
    ),
    "instead": (PLANNERS, _("Only the liaison and the design team decide what is done instead.")),
    "declare_for": (
        frozenset({Seat.LIAISON}),
        _("Only the liaison records this for people without an account."),
    ),
    "ties": (
        frozenset({Seat.LIAISON, Seat.NEUTRAL}),
        _("Only the liaison and neutrals read what others declared."),
    ),
    "charter": (PLANNERS, _("Only the liaison and the design team change the charter.")),
}


def seat_of(by: User, dialogue: Dialogue) -> DesignTeamMember | None:
    """The person's seat now. Read at each request, so that leaving the team acts at once."""
    return DesignTeamMember.objects.filter(dialogue=dialogue, user=by, left_at__isnull=True).first()


def keeps_records_of(by: User, dialogue: Dialogue) -> bool:
    return Membership.objects.filter(
        user=by, agency=dialogue.agency_id, roles__contains=[Role.RECORDS_OFFICER]
    ).exists()


def spaces_of_seat(seat: DesignTeamMember | None) -> frozenset[str]:
    if seat is None:
        return frozenset()
    if seat.seat in {Seat.FACILITATOR, Seat.NEUTRAL}:
        return frozenset({Space.JOINT, Space.NEUTRAL})
    if seat.seat == Seat.LIAISON or seat.affiliation in AGENCY_SIDE:
        return frozenset({Space.JOINT, Space.AGENCY})
    return frozenset({Space.JOINT, Space.COMMUNITY})


def spaces_read_by(by: User, dialogue: Dialogue) -> frozenset[str]:
    """The spaces of this dialogue that the person reads."""
    spaces = spaces_of_seat(seat_of(by, dialogue))
    if not spaces and keeps_records_of(by, dialogue):
        return frozenset({Space.JOINT, Space.AGENCY})
    return spaces


def spaces_written_by(by: User, dialogue: Dialogue) -> frozenset[str]:
    return spaces_of_seat(seat_of(by, dialogue))


def may(right: str, by: User, dialogue: Dialogue) -> Decision:
    """The answer for one right of `RIGHTS`."""
    seats, reason = RIGHTS[right]
    seat = seat_of(by, dialogue)
    return ALLOWED if seat is not None and seat.seat in seats else refuse(reason)


def rights_of(by: User, dialogue: Dialogue) -> dict[str, Decision]:
    """All answers at once, for a page that shows several buttons; one query."""
    seat = seat_of(by, dialogue)
    return {
        right: ALLOWED if seat is not None and seat.seat in seats else refuse(reason)
        for right, (seats, reason) in RIGHTS.items()
    }


def seats_that(right: str) -> frozenset[str]:
    """The seats that hold a right of `RIGHTS`."""
    seats, _reason = RIGHTS[right]
    return seats


def has_seat(rights: Mapping[str, Decision]) -> bool:
    """Whether these are the rights of somebody with a seat; a records officer reads without one."""
    return bool(rights["note"])


def may_change(by: User, dialogue: Dialogue) -> Decision:
    return may("change", by, dialogue)


def may_settle_phase(by: User, dialogue: Dialogue) -> Decision:
    """What makes invitations wait for the gate is not changed by everyone who may change the dialogue."""
    return may("settle_phase", by, dialogue)


def may_close(by: User, dialogue: Dialogue) -> Decision:
    return may("close", by, dialogue)


def may_seat(by: User, dialogue: Dialogue) -> Decision:
    return may("seat", by, dialogue)


def may_leave(by: User, member: DesignTeamMember) -> Decision:
    """Everyone may leave; the liaison may record that another member left."""
    return ALLOWED if member.user_id == by.pk else may_seat(by, member.dialogue)


def may_record_agreement(by: User, member: DesignTeamMember) -> Decision:
    """Only for members who cannot sign off themselves, because they have no account."""
    if member.user_id is not None:
        return refuse(_("This person has an account and signs off in their own name."))
    if member.seat not in PLANNERS:
        return refuse(_("Only members of the design team sign off the design."))
    return may_seat(by, member.dialogue)


def may_seat_in_agency(by: User, agency: Agency) -> Decision:
    return agency_permissions.may_seat(by, agency)


def may_list_dialogues(by: User, agency: Agency) -> Decision:
    """That dialogues exist, not what they are about: administrators and records officers."""
    held = agency_permissions.permissions_in(by, agency)
    if held.isdisjoint({Permission.SEAT_ASSIGN, Permission.RECORD_READ}):
        return refuse(_("Only administrators and records officers see all dialogues of the agency."))
    return ALLOWED


def may_read_records(by: User, agency: Agency) -> Decision:
    """A records officer opens every dialogue of the agency; an administrator only learns that it exists."""
    return agency_permissions.holds(
        by,
        agency,
        Permission.RECORD_READ,
        _("Only a records officer reads dialogues without a seat in them."),
    )


def may_sign_off(by: User, dialogue: Dialogue) -> Decision:
    return may("sign_off", by, dialogue)


def may_schedule(by: User, dialogue: Dialogue) -> Decision:
    return may("schedule", by, dialogue)


def may_plan(by: User, dialogue: Dialogue) -> Decision:
    return may("plan", by, dialogue)


def may_change_agenda(by: User, dialogue: Dialogue) -> Decision:
    return may("agenda", by, dialogue)


def may_see_participants(by: User, dialogue: Dialogue) -> Decision:
    return may("participants", by, dialogue)


def may_export_participants(by: User, dialogue: Dialogue) -> Decision:
    return may("export", by, dialogue)


def may_invite(by: User, dialogue: Dialogue) -> Decision:
    return may("invite", by, dialogue)


def may_record_attendance(by: User, dialogue: Dialogue) -> Decision:
    return may("attendance", by, dialogue)


def may_write_note(by: User, dialogue: Dialogue) -> Decision:
    return may("note", by, dialogue)


def may_take_notes(by: User, dialogue: Dialogue) -> Decision:
    return may("take_notes", by, dialogue)


def may_read_comments(by: User, dialogue: Dialogue) -> Decision:
    return may("comments", by, dialogue)


def may_commit(by: User, dialogue: Dialogue) -> Decision:
    return may("commit", by, dialogue)


def may_report(by: User, dialogue: Dialogue) -> Decision:
    return may("report", by, dialogue)


def may_publish(by: User, dialogue: Dialogue) -> Decision:
    return may("publish", by, dialogue)


# --- incidents: all of it is the agency's space, except the facts that anyone may read ------------------------


def is_on_team(by: User, incident: Incident) -> bool:
    """Whether the person is on the incident's team now. Read at each request, so that leaving acts at once."""
    return IncidentTeamMember.objects.current().filter(incident=incident, user=by).exists()


def may_read_incident(by: User, incident: Incident) -> Decision:
    """Team, hand-overs, the family's contact and facts for the team: those who work on it, and records officers."""
    held = agency_permissions.permissions_in(by, incident.agency)
    if not held.isdisjoint({Permission.INCIDENT_OPEN, Permission.RECORD_READ}) or is_on_team(by, incident):
        return ALLOWED
    return refuse(
        _(
            "Only the incident’s team, the agency’s liaisons and its records officer read this. The facts board shows"
            " what may be told to anyone."
        )
    )


def may_work_on_incident(by: User, incident: Incident) -> Decision:
    """Liaisons of the agency, and who is on the incident's team now."""
    held = agency_permissions.permissions_in(by, incident.agency)
    if Permission.INCIDENT_OPEN in held or is_on_team(by, incident):
        return ALLOWED
    return refuse(
        _(
            "Only the incident’s team and the agency’s liaisons change this. Ask one of them to add you to the team."
        )
    )


def may_withdraw_incident(by: User, incident: Incident) -> Decision:
    return agency_permissions.holds(
        by,
        incident.agency,
        Permission.INCIDENT_OPEN,
        _("Only a liaison of the agency withdraws an incident. Ask one of them."),
    )


def may_decide_reminders(by: User, incident: Incident) -> Decision:
    """Whether reminders of the agency's dialogues go on: a liaison, who could have opened the incident."""
    return agency_permissions.holds(
        by,
        incident.agency,
        Permission.INCIDENT_OPEN,
        _("Only a liaison of the agency decides whether reminders go on. Ask one of them."),
    )


def may_resume_reminders(by: User, dialogue: Dialogue) -> Decision:
    """In one dialogue: its liaison, who sends its invitations too."""
    return may("resume", by, dialogue)


# --- the gate, ties and the charter ---------------------------------------------------------------------------


def may_answer_gate(by: User, dialogue: Dialogue) -> Decision:
    return may("gate", by, dialogue)


def may_go_ahead(by: User, dialogue: Dialogue) -> Decision:
    return may("go_ahead", by, dialogue)


def may_do_instead(by: User, dialogue: Dialogue) -> Decision:
    return may("instead", by, dialogue)


def may_declare(by: User, member: DesignTeamMember) -> Decision:
    """Everyone declares in their own name; the liaison writes it down for people without an account."""
    if member.user_id == by.pk:
        return ALLOWED
    if member.user_id is not None:
        return refuse(_("Only they themselves declare this: the person has an account."))
    return may("declare_for", by, member.dialogue)


def may_read_ties(by: User, dialogue: Dialogue) -> Decision:
    return may("ties", by, dialogue)


def may_change_charter(by: User, dialogue: Dialogue) -> Decision:
    return may("charter", by, dialogue)
