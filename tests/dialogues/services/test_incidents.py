import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from accounts.roles import Role
from dialogues.choices import IncidentKind
from dialogues.errors import (
    ChangedMeanwhile,
    IncidentHasDialogue,
    IncidentInFuture,
    IncidentWithdrawn,
    NotOfAgency,
    ReasonMissing,
)
from dialogues.models import Incident
from dialogues.services import dialogues, incidents
from records.models import AuditEvent, Message
from records.services import audit
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import DialogueFactory, IncidentFactory
from tests.factories.incidents import on_team

pytestmark = pytest.mark.django_db


def opened(member, **values):
    asked = {
        "title": "Shooting on Maple Street (demo)",
        "kind": IncidentKind.DEADLY_FORCE,
        "known_at": timezone.now() - timedelta(hours=6),
        "time_zone": "America/Chicago",
    }
    return incidents.open_new(by=member.user, agency=member.agency, **(asked | values))


def test_open_writes_it_down_and_records_it():
    incident = opened(MembershipFactory(), area="North side")
    event = AuditEvent.objects.get()
    assert (incident.area, event.kind, event.agency_id) == (
        "North side",
        "incident_opened",
        incident.agency_id,
    )


def test_open_twice_with_one_form_opens_one():
    member, key = MembershipFactory(), uuid.uuid4()
    assert opened(member, form_key=key).pk == opened(member, form_key=key).pk
    assert (Incident.objects.count(), AuditEvent.objects.count()) == (1, 1)


def test_open_refused_in_the_future():
    with pytest.raises(IncidentInFuture):
        opened(MembershipFactory(), known_at=timezone.now() + timedelta(minutes=1))


def test_open_refused_without_the_role():
    with pytest.raises(NotAllowed, match="Only a liaison opens an incident"):
        opened(MembershipFactory(roles=[Role.ADMINISTRATOR]))


def test_open_leaves_nothing_when_the_record_fails(monkeypatch):
    monkeypatch.setattr(audit, "record", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        opened(MembershipFactory())
    assert not Incident.objects.exists()


def test_change_mends_and_records_what_changed():
    incident = IncidentFactory()
    liaison = MembershipFactory(agency=incident.agency).user
    changes = {"title": "Stop on Elm Street (demo)", "area": "East side"}
    row = incidents.change(by=liaison, incident=incident, version=1, changes=changes)
    assert (row.title, row.version) == ("Stop on Elm Street (demo)", 2)
    assert AuditEvent.objects.get().details == {"fields": "what to call it, area"}


def test_change_to_the_same_writes_nothing():
    incident = IncidentFactory()
    liaison = MembershipFactory(agency=incident.agency).user
    changes = {"title": incident.title}
    assert incidents.change(by=liaison, incident=incident, version=1, changes=changes).version == 1
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("version", "changes", "refusal"),
    [
        (1, {"known_at": timezone.now() + timedelta(days=1)}, IncidentInFuture),
        (2, {"title": "Mine"}, ChangedMeanwhile),
        (1, {"agency": None}, ValueError),
    ],
)
def test_change_refused(version, changes, refusal):
    incident = IncidentFactory()
    liaison = MembershipFactory(agency=incident.agency).user
    with pytest.raises(refusal):
        incidents.change(by=liaison, incident=incident, version=version, changes=changes)


def test_change_refused_for_people_of_another_agency():
    with pytest.raises(NotAllowed):
        incidents.change(by=MembershipFactory().user, incident=IncidentFactory(), version=1, changes={})


def test_open_pauses_the_other_dialogues_and_gathers_the_team():
    member = MembershipFactory()
    other = MembershipFactory(agency=member.agency, roles=[Role.FACILITATOR]).user
    dialogue = DialogueFactory(agency=member.agency)
    incident = opened(member, team=[other, member.user])
    assert [one.user for one in incident.team.order_by("pk")] == [other, member.user]
    assert incident.reminder_pauses.get().dialogue == dialogue
    assert not Message.objects.exists()


def test_open_with_a_stranger_on_the_team_leaves_nothing():
    with pytest.raises(NotOfAgency):
        opened(MembershipFactory(), team=[MembershipFactory().user])
    assert not Incident.objects.exists()


def test_withdraw_leaves_a_trace_and_sends_nothing():
    incident = IncidentFactory()
    liaison = MembershipFactory(agency=incident.agency).user
    with pytest.raises(ReasonMissing):
        incidents.withdraw(by=liaison, incident=incident, reason=" ")
    first = incidents.withdraw(by=liaison, incident=incident, reason="Opened twice")
    assert incidents.withdraw(by=liaison, incident=incident, reason="x").withdrawn_at == first.withdrawn_at
    event = AuditEvent.objects.get(kind="incident_withdrawn")
    assert (event.details, event.space) == ({"reason": "Opened twice"}, "agency")
    assert (Incident.objects.standing().exists(), Message.objects.exists()) == (False, False)


def test_withdraw_refused_while_a_dialogue_about_it_exists():
    incident = IncidentFactory()
    liaison = MembershipFactory(agency=incident.agency).user
    DialogueFactory(agency=incident.agency, incident=incident)
    with pytest.raises(IncidentHasDialogue):
        incidents.withdraw(by=liaison, incident=incident, reason="Opened twice")


def test_no_dialogue_opens_about_a_withdrawn_incident_and_nothing_in_it_changes():
    incident = IncidentFactory()
    liaison = MembershipFactory(agency=incident.agency).user
    incidents.withdraw(by=liaison, incident=incident, reason="Opened twice")
    asked = {"title": "After (demo)", "phase": "post_incident", "purpose": "Listen."}
    with pytest.raises(IncidentWithdrawn):
        dialogues.open_new(by=liaison, agency=incident.agency, incident=incident, **asked)
    with pytest.raises(IncidentWithdrawn):
        incidents.change(by=liaison, incident=incident, version=1, changes={"area": "North"})


def test_put_back_pauses_nothing_again():
    incident = IncidentFactory()
    liaison = MembershipFactory(agency=incident.agency).user
    DialogueFactory(agency=incident.agency)
    incidents.withdraw(by=liaison, incident=incident, reason="Opened twice")
    for _turn in range(2):
        row = incidents.put_back(by=liaison, incident=incident)
    assert (row.is_withdrawn, row.reminder_pauses.exists()) == (False, False)
    assert AuditEvent.objects.filter(kind="incident_taken_back").count() == 1


def test_withdraw_refused_for_the_team_without_the_role():
    incident = IncidentFactory()
    with pytest.raises(NotAllowed, match="Only a liaison of the agency withdraws"):
        incidents.withdraw(by=on_team(incident), incident=incident, reason="Opened twice")
