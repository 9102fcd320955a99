"""Readiness: what is strong, what is missing, and two next actions with their dates."""

import pytest
from django.utils import timezone

from accounts.permissions import ALLOWED
from accounts.roles import Role
from planning.models import Plan
from planning.services import plans, steps
from planning.summaries.readiness import ReadinessPage
from tests.factories.accounts import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory(roles=[Role.LIAISON])


@pytest.fixture
def plan(member):
    return plans.start_readiness(by=member.user, agency=member.agency)


def seen(plan):
    plan = Plan.objects.with_subjects().get(pk=plan.pk)
    return ReadinessPage.of(plan, may_work=ALLOWED, today=timezone.localdate())


def test_the_two_nearest_steps_come_next(plan):
    page = seen(plan)
    days = [row.due_on for row in page.next_actions]
    assert len(days) == 2
    assert days == sorted(days)
    assert len(page.missing) == page.progress.to_do - 2


def test_what_is_done_is_strong(plan, member):
    step = plan.steps.get(position=1)
    steps.mark_done(by=member.user, step=step, evidence="Signed mandate")
    page = seen(plan)
    assert [row.step for row in page.strong] == [step]
    assert step not in [row.step for row in (*page.next_actions, *page.missing)]


def test_all_thirteen_steps_are_there(plan):
    assert seen(plan).progress.total == 13
