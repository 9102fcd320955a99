import pytest
from django.utils import timezone

from dialogues.choices import Phase
from planning.models import AgendaBlock, PlanStep
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import DialogueFactory
from tests.factories.planning import AgendaBlockFactory, PlanFactory, PlanStepFactory

pytestmark = pytest.mark.django_db


def test_steps_to_do_by_a_day():
    today = timezone.localdate()
    due = PlanStepFactory(due_on=today)
    PlanStepFactory(due_on=None)
    done = {"status": "done", "settled_at": timezone.now(), "settled_by": UserFactory()}
    PlanStepFactory(due_on=today, **done)
    assert list(PlanStep.objects.due_by(today)) == [due]


def test_steps_for_a_person_are_theirs_and_those_of_nobody_with_an_account():
    me, other = UserFactory(), UserFactory()
    mine, free = PlanStepFactory(owner=me), PlanStepFactory(owner_name="City clerk")
    PlanStepFactory(owner=other)
    assert set(PlanStep.objects.for_person(me)) == {mine, free}


def test_steps_of_the_phase_that_the_dialogue_is_in():
    dialogue = DialogueFactory(phase=Phase.SUSTAINED)
    now = PlanStepFactory(plan=PlanFactory(dialogue=dialogue))
    PlanStepFactory(plan=PlanFactory(dialogue=dialogue, phase=Phase.PRE_CRISIS))
    assert list(PlanStep.objects.of_current_phase()) == [now]


def test_items_kept_and_removed():
    kept = AgendaBlockFactory()
    removed = AgendaBlockFactory(agenda=kept.agenda, removed_at=timezone.now())
    assert (list(AgendaBlock.objects.kept()), list(AgendaBlock.objects.removed())) == ([kept], [removed])
