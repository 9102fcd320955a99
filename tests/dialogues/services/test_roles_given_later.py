"""Roles that change after somebody was seated or put on a team open nothing that they would not have been given."""

import pytest
from django.utils import timezone

from accounts.errors import AlreadyMember
from accounts.models import Membership
from accounts.roles import Role
from accounts.services import members
from dialogues.choices import Affiliation, Seat
from dialogues.errors import SeatCrossesSpaces, SeatedForOthers, SpeaksForOthers
from dialogues.models import Incident
from dialogues.services import design_team, incident_teams
from records.models import AuditEvent
from tests.dialogues.services.test_races import at_once
from tests.factories.accounts import MemberInvitationFactory, MembershipFactory
from tests.factories.dialogues import ClosedDialogueFactory, DialogueFactory, IncidentFactory, seated
from tests.factories.incidents import liaison_of, on_team

pytestmark = pytest.mark.django_db

RUNS = [Role.LIAISON, Role.ADMINISTRATOR, Role.RECORDS_OFFICER]
OTHER_SEATS = [
    (Seat.DESIGNER, Affiliation.COMMUNITY),
    (Seat.FACILITATOR, Affiliation.FACILITATOR),
    (Seat.NEUTRAL, Affiliation.COMMUNITY),
]


def administrator_of(agency):
    return MembershipFactory(agency=agency, roles=[Role.ADMINISTRATOR]).user


def member_of(agency, user=None, role=Role.CO_PLANNER):
    return MembershipFactory(agency=agency, roles=[role], **({"user": user} if user else {}))


def give(membership, *roles):
    return members.change_roles(by=administrator_of(membership.agency), membership=membership, roles=roles)


@pytest.mark.parametrize("role", RUNS)
@pytest.mark.parametrize(("seat", "affiliation"), OTHER_SEATS)
def test_who_is_seated_for_others_is_not_made_to_run_the_agency(role, seat, affiliation):
    dialogue = DialogueFactory(title="Riverton circles (demo)")
    membership = member_of(dialogue.agency, seated(dialogue, seat, affiliation))
    with pytest.raises(SeatedForOthers, match=r"seat in “Riverton circles \(demo\)” cannot be liaison"):
        give(membership, Role.CO_PLANNER, role)
    membership.refresh_from_db()
    assert membership.roles == [Role.CO_PLANNER]
    assert not AuditEvent.objects.filter(kind="member_roles_changed").exists()


def test_other_roles_other_agencies_and_seats_that_were_left_do_not_matter():
    dialogue, elsewhere = DialogueFactory(), DialogueFactory()
    user = seated(elsewhere, Seat.NEUTRAL)
    membership = member_of(dialogue.agency, user)
    seated(dialogue, Seat.NEUTRAL, user=user)
    give(membership, Role.FACILITATOR)
    dialogue.design_team.update(left_at=timezone.now())
    assert give(membership, Role.LIAISON).roles == [Role.LIAISON]


def test_the_seat_counts_in_a_closed_dialogue_too():
    dialogue = ClosedDialogueFactory()
    membership = member_of(dialogue.agency, seated(dialogue, Seat.FACILITATOR))
    with pytest.raises(SeatedForOthers):
        give(membership, Role.RECORDS_OFFICER)


@pytest.mark.parametrize("role", RUNS)
def test_an_invitation_gives_no_such_role_either(role):
    dialogue = DialogueFactory()
    user = seated(dialogue, Seat.NEUTRAL)
    invitation = MemberInvitationFactory(agency=dialogue.agency, email=user.email, roles=[role])
    with pytest.raises(SeatedForOthers):
        members.join(by=user, invitation=invitation, now=timezone.now())
    assert not Membership.objects.filter(user=user).exists()
    dialogue.design_team.update(left_at=timezone.now())
    members.join(by=user, invitation=invitation, now=timezone.now())
    with pytest.raises(AlreadyMember):
        members.invite(
            by=administrator_of(dialogue.agency), agency=dialogue.agency, email=user.email,
            full_name="Demo", roles=[role], now=timezone.now(),
        )  # fmt: skip


def test_whose_roles_do_not_fit_any_more_leaves_the_team_and_sees_it_no_longer():
    incident = IncidentFactory()
    user = on_team(incident)
    membership = Membership.objects.get(user=user)
    give(membership, Role.FACILITATOR, Role.RECORDS_OFFICER)
    assert incident.team.current().filter(user=user).exists()
    give(membership, Role.FACILITATOR, Role.CO_PLANNER)
    assert not incident.team.current().filter(user=user).exists()
    assert not Incident.objects.visible_to(user).exists()
    assert AuditEvent.objects.filter(kind="incident_team_left").count() == 1


def test_a_co_planner_with_further_roles_still_speaks_for_others():
    incident = IncidentFactory()
    member = MembershipFactory(agency=incident.agency, roles=[Role.FACILITATOR, Role.CO_PLANNER])
    with pytest.raises(SpeaksForOthers):
        incident_teams.add(
            by=liaison_of(incident), incident=incident, name="", part="other", user=member.user
        )


def test_an_administrator_turns_no_community_seat_into_a_liaisons():
    """Rows from before this was refused."""
    dialogue = DialogueFactory()
    user = seated(dialogue, Seat.DESIGNER, Affiliation.COMMUNITY)
    MembershipFactory(agency=dialogue.agency, user=user, roles=[Role.LIAISON])
    by = administrator_of(dialogue.agency)
    with pytest.raises(SeatCrossesSpaces):
        design_team.seat_liaison(by=by, dialogue=dialogue, user=user)
    officer = seated(dialogue, Seat.DESIGNER, Affiliation.LAW_ENFORCEMENT)
    MembershipFactory(agency=dialogue.agency, user=officer, roles=[Role.LIAISON])
    assert design_team.seat_liaison(by=by, dialogue=dialogue, user=officer).seat == Seat.LIAISON


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_a_seat_and_a_role_at_once_but_never_both(round_):
    dialogue = DialogueFactory()
    liaison, membership = seated(dialogue), member_of(dialogue.agency)
    by = administrator_of(dialogue.agency)
    at_once(
        lambda: members.change_roles(by=by, membership=membership, roles=[Role.LIAISON]),
        lambda: design_team.add(
            by=liaison, dialogue=dialogue, name="Demo", affiliation=Affiliation.COMMUNITY,
            seat=Seat.NEUTRAL, user=membership.user,
        ),
    )  # fmt: skip
    membership.refresh_from_db()
    is_seated = dialogue.design_team.filter(user=membership.user).exists()
    assert is_seated != (membership.roles == [Role.LIAISON])
