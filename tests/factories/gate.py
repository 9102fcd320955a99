"""Answers and decisions at the gate, and declarations on conflicts of interest."""

from typing import Any

import factory
from django.utils import timezone

from accounts.models import User
from dialogues.choices import Phase
from dialogues.choices.gate import CheckAnswer, ConflictAnswer
from dialogues.content import gate as content
from dialogues.models import ConflictDeclaration, Dialogue, GateAnswer, GateDecision
from dialogues.services import gate
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import DesignTeamMemberFactory, DialogueFactory, seated


class AfterIncidentFactory(DialogueFactory):
    """A post-incident dialogue with a neutral: the phase in which invitations wait for the gate."""

    phase = Phase.POST_INCIDENT
    neutral_provider = "Demo Mediation Center"


class GateAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GateAnswer

    dialogue = factory.SubFactory(AfterIncidentFactory)
    check_key = "safety"
    answer = CheckAnswer.YES
    answered_at = factory.LazyFunction(timezone.now)
    answered_by = factory.SubFactory(UserFactory)


class GateDecisionFactory(factory.django.DjangoModelFactory):
    """A decision to go ahead although the safety plan is missing."""

    class Meta:
        model = GateDecision

    dialogue = factory.SubFactory(AfterIncidentFactory)
    kind = "go_ahead"
    reason = "Demo reason"
    covers = factory.LazyFunction(lambda: ["safety"])
    decided_at = factory.LazyFunction(timezone.now)
    decided_by = factory.SubFactory(UserFactory)


class ConflictDeclarationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConflictDeclaration

    member = factory.SubFactory(DesignTeamMemberFactory)
    answer = ConflictAnswer.NONE
    declared_at = factory.LazyFunction(timezone.now)
    declared_by = factory.SubFactory(UserFactory)


def settled(dialogue: Dialogue | None = None, *, but: tuple[str, ...] = ()) -> tuple[Dialogue, User]:
    """A dialogue after an incident, ready to invite except for the checks named, and its liaison."""
    dialogue = dialogue or AfterIncidentFactory()
    liaison = seated(dialogue)
    for member in dialogue.design_team.filter(conflicts=None):
        ConflictDeclarationFactory(member=member, declared_by=liaison)
    for check in content.checks_of(dialogue.phase):
        if check.is_answered_by_people and not check.found_by and check.key not in but:
            GateAnswerFactory(dialogue=dialogue, check_key=check.key, answered_by=liaison)
    return dialogue, liaison


def answered(dialogue: Dialogue, by: User, key: str, answer: str, **options: Any) -> GateAnswer:
    """An answer as the service keeps it."""
    check = content.check_named(key)
    assert check is not None
    return gate.answer(by=by, dialogue=dialogue, check=check, answer=answer, **options)
