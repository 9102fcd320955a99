import uuid

import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from accounts.roles import Role
from accounts.services import members
from dialogues.choices import Seat
from dialogues.choices.incidents import TeamPart
from dialogues.errors import (
    AlreadyOnTeam,
    IncidentWithdrawn,
    LeftTeam,
    NotOfAgency,
    SpaceNotForAgency,
    SpeaksForOthers,
)
from dialogues.forms.incident_teams import AddToTeamForm
from dialogues.models import Incident
from dialogues.services import design_team, incident_teams
from records.models import AuditEvent
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import DesignTeamMemberFactory, DialogueFactory, IncidentFactory, seated
from tests.factories.incidents import TeamMemberFactory, liaison_of, on_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident():
    return IncidentFactory()


def add(by, incident, **values):
    asked = {"name": "Demo Counsel", "part": TeamPart.COUNSEL}
    return incident_teams.add(by=by, incident=incident, **(asked | values))


def test_add_by_name_is_recorded_in_the_agency_space(incident):
    member = add(liaison_of(incident), incident)
    event = AuditEvent.objects.get(kind="incident_team_joined")
    assert (member.name, member.user, event.space) == ("Demo Counsel", None, "agency")


def test_a_member_with_an_account_sees_the_incident_until_they_leave(incident):
    liaison, user = (
        liaison_of(incident),
        MembershipFactory(agency=incident.agency, roles=[Role.FACILITATOR]).user,
    )
    assert not Incident.objects.visible_to(user).exists()
    member = add(liaison, incident, user=user)
    assert (member.name, Incident.objects.visible_to(user).get()) == (user.full_name, incident)
    incident_teams.leave(by=liaison, member=member)
    assert not Incident.objects.visible_to(user).exists()


def test_add_twice_with_one_form_adds_one(incident):
    liaison, key = liaison_of(incident), uuid.uuid4()
    assert add(liaison, incident, form_key=key) == add(liaison, incident, form_key=key)


def test_add_refused_for_strangers_and_those_on_the_team(incident):
    liaison = liaison_of(incident)
    with pytest.raises(NotOfAgency):
        add(liaison, incident, user=MembershipFactory().user)
    with pytest.raises(AlreadyOnTeam):
        add(liaison, incident, user=on_team(incident))


def test_the_team_adds_people_and_records_officers_do_not(incident):
    assert add(on_team(incident), incident).pk
    officer = MembershipFactory(agency=incident.agency, roles=[Role.RECORDS_OFFICER]).user
    with pytest.raises(NotAllowed, match="Only the incident’s team"):
        add(officer, incident)


def test_several_at_once_with_their_first_part_and_nobody_twice(incident):
    liaison, there = liaison_of(incident), on_team(incident)
    other = MembershipFactory(agency=incident.agency, roles=[Role.ADMINISTRATOR]).user
    added = incident_teams.add_members(by=liaison, incident=incident, users=[liaison, other, other, there])
    assert [(one.user, one.part) for one in added] == [(liaison, "liaison"), (other, "other")]
    with pytest.raises(NotOfAgency):
        incident_teams.add_members(by=liaison, incident=incident, users=[MembershipFactory().user])


def test_change_keeps_the_name_of_an_account(incident):
    liaison, user = liaison_of(incident), on_team(incident)
    member = incident.team.get(user=user)
    row = incident_teams.change(
        by=liaison, member=member, part=TeamPart.ENGAGEMENT_LEAD, name="Someone", organization="Demo Unit"
    )
    assert (row.part, row.name, row.organization) == ("engagement_lead", user.full_name, "Demo Unit")
    same = {"part": row.part, "name": row.name, "organization": row.organization}
    incident_teams.change(by=liaison, member=member, **same)
    assert AuditEvent.objects.filter(kind="incident_team_changed").count() == 1


def test_nothing_about_someone_who_left(incident):
    member = TeamMemberFactory(incident=incident, left_at=timezone.now())
    with pytest.raises(LeftTeam):
        incident_teams.leave(by=liaison_of(incident), member=member)


def test_whoever_leaves_the_agency_leaves_the_team(incident):
    user = on_team(incident)
    chief = MembershipFactory(agency=incident.agency, roles=[Role.ADMINISTRATOR]).user
    membership = user.memberships.get()
    members.remove(by=chief, membership=membership, now=timezone.now())
    assert not incident.team.current().filter(user=user).exists()
    assert not Incident.objects.visible_to(user).exists()


def test_nothing_joins_a_withdrawn_incident():
    incident = IncidentFactory(
        withdrawn_at=timezone.now(), withdrawn_by=MembershipFactory().user, withdrawal_reason="Twice"
    )
    with pytest.raises(IncidentWithdrawn):
        add(liaison_of(incident), incident)


def test_who_only_plans_for_the_community_never_reads_the_agencys_space(incident):
    liaison = liaison_of(incident)
    planner = MembershipFactory(agency=incident.agency, roles=[Role.CO_PLANNER]).user
    with pytest.raises(SpeaksForOthers):
        add(liaison, incident, user=planner)
    with pytest.raises(SpeaksForOthers):
        incident_teams.add_members(by=liaison, incident=incident, users=[liaison, planner])


@pytest.mark.parametrize(
    ("seat", "affiliation", "may_join"),
    [
        (Seat.FACILITATOR, "facilitator", False),
        (Seat.NEUTRAL, "observer", False),
        (Seat.DESIGNER, "community", False),
        (Seat.DESIGNER, "law_enforcement", True),
        (Seat.LIAISON, "law_enforcement", True),
    ],
)
def test_whose_seat_reads_another_space_stays_off_the_team(incident, seat, affiliation, may_join):
    liaison, member = (
        liaison_of(incident),
        MembershipFactory(agency=incident.agency, roles=[Role.FACILITATOR]),
    )
    dialogue = DialogueFactory(agency=incident.agency)
    DesignTeamMemberFactory(dialogue=dialogue, user=member.user, seat=seat, affiliation=affiliation)
    offered = AddToTeamForm(incident=incident).fields["user"].queryset
    assert (member.user in offered) is may_join
    if may_join:
        assert add(liaison, incident, user=member.user).pk
    else:
        with pytest.raises(SpeaksForOthers):
            add(liaison, incident, user=member.user)


def test_who_is_on_a_team_gets_no_seat_that_reads_another_space(incident):
    user, dialogue = on_team(incident), DialogueFactory(agency=incident.agency)
    asked = {"name": "Demo", "affiliation": "facilitator", "seat": Seat.FACILITATOR, "user": user}
    with pytest.raises(SpaceNotForAgency):
        design_team.add(by=seated(dialogue), dialogue=dialogue, **asked)
    incident.team.update(left_at=timezone.now())
    assert design_team.add(by=seated(dialogue), dialogue=dialogue, **asked).pk
