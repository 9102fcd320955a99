"""The moments that dates are counted from, and which dialogues an event speaks of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.choices import AuditKind, Phase
from planning.evidence.anchors import READER, anchors_of, plans_of, unread_moves
from planning.models import Bookmark
from records.actors import SYSTEM
from records.services import audit
from tests.factories.dialogues import DialogueFactory, HeldSessionFactory, IncidentFactory, SessionFactory
from tests.factories.planning import PlanFactory

pytestmark = pytest.mark.django_db


def at(days):
    return timezone.now() + timedelta(days=days)


def test_the_next_planned_and_the_last_held_session_count(django_assert_num_queries):
    plan, other = PlanFactory(), PlanFactory()
    for days in (30, 10):
        SessionFactory(dialogue=plan.dialogue, starts_at=at(days), title=f"{days}")
    for days in (-30, -10):
        HeldSessionFactory(dialogue=plan.dialogue, starts_at=at(days), title=f"{days}")
    SessionFactory(
        dialogue=plan.dialogue,
        starts_at=at(5),
        status="cancelled",
        cancelled_at=at(0),
        cancelled_by=plan.started_by,
    )
    with django_assert_num_queries(1):
        found = anchors_of([plan, other])
    sessions = {row.title: row.starts_at for row in plan.dialogue.sessions.all()}
    assert (found[plan.pk].coming, found[plan.pk].held) == (sessions["10"], sessions["-10"])
    assert (found[other.pk].coming, found[other.pk].held, found[other.pk].incident) == (None, None, None)


def test_the_plan_counts_from_its_own_start_and_the_incident():
    incident = IncidentFactory()
    dialogue = DialogueFactory(agency=incident.agency, incident=incident, phase=Phase.POST_INCIDENT)
    plan = PlanFactory(dialogue=dialogue, started_at=at(-3))
    found = anchors_of([plan])[plan.pk]
    assert (found.opened, found.incident) == (plan.started_at, incident.known_at)


def test_only_moves_after_the_bookmark_are_unread():
    dialogue = DialogueFactory()
    kinds = (AuditKind.SESSION_RESCHEDULED, AuditKind.NOTE_WRITTEN, AuditKind.SESSION_HELD)
    events = [audit.record(by=SYSTEM, kind=kind, dialogue_id=dialogue.pk) for kind in kinds]
    assert list(unread_moves().order_by("pk")) == [events[0], events[2]]
    Bookmark.objects.create(reader=READER, event_id=events[0].pk)
    assert list(unread_moves()) == [events[2]]


def test_an_event_bears_upon_the_plans_of_its_dialogue_its_incident_and_its_agency():
    incident = IncidentFactory()
    of_incident = PlanFactory(dialogue=None, agency=incident.agency, incident=incident, phase="post_incident")
    readiness = PlanFactory(dialogue=None, agency=incident.agency, phase="pre_crisis")
    about_it = DialogueFactory(agency=incident.agency, incident=incident)
    of_dialogue, elsewhere = PlanFactory(dialogue=about_it), PlanFactory()
    known = {"agency_id": incident.agency_id}
    held = audit.record(by=SYSTEM, kind=AuditKind.SESSION_HELD, dialogue_id=about_it.pk, **known)
    changed = audit.record(by=SYSTEM, kind=AuditKind.INCIDENT_CHANGED, subject=incident, **known)
    assert set(plans_of([held])) == {of_dialogue, of_incident, readiness}
    assert set(plans_of([changed])) == {of_dialogue, of_incident, readiness}
    assert elsewhere not in plans_of([held, changed])
