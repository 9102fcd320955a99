"""What the database itself refuses about the gate and about declarations, whoever writes the row."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogues.models import GateDecision
from tests.factories.accounts import UserFactory
from tests.factories.gate import (
    AfterIncidentFactory,
    ConflictDeclarationFactory,
    GateAnswerFactory,
    GateDecisionFactory,
)

pytestmark = pytest.mark.django_db


def refused(make, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**values)


def test_an_answer_is_known_stands_once_and_explains_why_it_does_not_apply():
    dialogue = AfterIncidentFactory()
    GateAnswerFactory(dialogue=dialogue)
    refused(GateAnswerFactory, dialogue=dialogue)
    refused(GateAnswerFactory, answer="perhaps")
    refused(GateAnswerFactory, answer="does_not_apply", note="")


@pytest.mark.parametrize(
    "values",
    [
        {"reason": ""},
        {"alternative": "listening"},
        {"kind": "instead", "alternative": "", "covers": []},
        {"kind": "instead", "alternative": "listening"},
        {"kind": "something", "covers": []},
    ],
)
def test_a_decision_is_one_kind_and_whole(values):
    refused(GateDecisionFactory, **values)


def test_only_going_ahead_ends_and_always_with_who_and_when():
    now, user = timezone.now(), UserFactory()
    refused(GateDecisionFactory, ended_at=now)
    refused(GateDecisionFactory, ended_by=user)
    instead = {"kind": "instead", "alternative": "listening", "covers": []}
    refused(GateDecisionFactory, **instead, ended_at=now, ended_by=user)


def test_one_decision_to_go_ahead_at_a_time():
    first = GateDecisionFactory()
    refused(GateDecisionFactory, dialogue=first.dialogue)
    GateDecision.objects.filter(pk=first.pk).update(ended_at=timezone.now(), ended_by=first.decided_by)
    GateDecisionFactory(dialogue=first.dialogue)
    GateDecisionFactory()


@pytest.mark.parametrize(
    "values", [{"answer": "ties", "ties": ""}, {"answer": "none", "ties": "Words"}, {"answer": "maybe"}]
)
def test_ties_are_in_words_exactly_when_there_are_any(values):
    refused(ConflictDeclarationFactory, **values)
