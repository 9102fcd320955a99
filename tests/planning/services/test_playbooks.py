"""Something happened: the incident and its playbook begin together or not at all."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from accounts.roles import Role
from dialogues.choices import IncidentKind, Phase
from dialogues.errors import IncidentInFuture, IncidentWithdrawn
from dialogues.models import Incident
from planning import content
from planning.errors import PlanStarted
from planning.models import Plan
from planning.services import plans, playbooks
from records.models import AuditEvent, Message
from tests.factories.accounts import AgencyFactory, MembershipFactory
from tests.factories.dialogues import DialogueFactory, IncidentFactory, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory(roles=[Role.LIAISON])


def tell(member, **values):
    known = {
        "agency": member.agency,
        "title": "Demo arrest on Maple Street",
        "kind": IncidentKind.OTHER_FORCE,
        "known_at": timezone.now() - timedelta(hours=2),
        "time_zone": "America/Chicago",
        "form_key": uuid4(),
    }
    return playbooks.open_incident(by=member.user, **(known | values))


def test_the_playbook_begins_with_the_incident_and_nothing_is_sent(member):
    incident = tell(member)
    plan = Plan.objects.get()
    assert (plan.incident, plan.agency, plan.phase) == (incident, member.agency, Phase.POST_INCIDENT)
    assert plan.steps.count() == len(content.guidance(Phase.POST_INCIDENT).steps)
    assert plan.steps.get(position=1).due_on is not None
    assert not Message.objects.exists()
    assert set(AuditEvent.objects.values_list("kind", flat=True)) >= {"incident_opened", "plan_started"}


def test_the_same_form_sent_twice_opens_one(member):
    key = uuid4()
    assert tell(member, form_key=key) == tell(member, form_key=key)
    assert (Incident.objects.count(), Plan.objects.count()) == (1, 1)


def test_what_is_refused_leaves_nothing(member):
    with pytest.raises(IncidentInFuture):
        tell(member, known_at=timezone.now() + timedelta(minutes=5))
    with pytest.raises(NotAllowed):
        tell(member, agency=AgencyFactory())
    assert (Incident.objects.count(), Plan.objects.count(), AuditEvent.objects.count()) == (0, 0, 0)


def test_readiness_begins_once_for_an_agency(member):
    plan = plans.start_readiness(by=member.user, agency=member.agency)
    assert (plan.dialogue, plan.incident, plan.phase) == (None, None, Phase.PRE_CRISIS)
    with pytest.raises(PlanStarted):
        plans.start_readiness(by=member.user, agency=member.agency)


@pytest.mark.parametrize("roles", [[Role.ADMINISTRATOR], [Role.RECORDS_OFFICER], [Role.FACILITATOR]])
def test_only_a_liaison_starts_a_playbook_or_readiness(roles):
    member = MembershipFactory(roles=roles)
    with pytest.raises(NotAllowed):
        plans.start_readiness(by=member.user, agency=member.agency)
    with pytest.raises(NotAllowed):
        plans.start_playbook(by=member.user, incident=IncidentFactory(agency=member.agency))
    assert not Plan.objects.exists()


def test_a_dialogue_about_it_leaves_the_first_days_to_the_playbook(member):
    incident = tell(member)
    dialogue = DialogueFactory(agency=member.agency, incident=incident, phase=Phase.POST_INCIDENT)
    plan = plans.start(by=seated(dialogue), dialogue=dialogue)
    keys = list(plan.steps.values_list("key", flat=True))
    assert keys == ["ready", "forum", "report_back", "reframe", "watch_and_review"]
    assert list(plan.steps.values_list("position", flat=True)) == [1, 2, 3, 4, 5]


def test_a_withdrawn_incident_begins_nothing(member):
    gone = {"withdrawn_at": timezone.now(), "withdrawn_by": member.user, "withdrawal_reason": "A test"}
    incident = IncidentFactory(agency=member.agency, **gone)
    with pytest.raises(IncidentWithdrawn):
        plans.start_playbook(by=member.user, incident=incident)
    assert not Plan.objects.exists()
