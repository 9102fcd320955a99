"""A plan on paper: steps in their order in two columns, windows instead of days in a playbook, whom to call."""

import io
import re

import pytest
from django.utils import timezone
from pypdf import PdfReader

from accounts.roles import Role
from planning.exports.plans import MOST_CALLS, plan_html, plan_pdf
from planning.models import Plan
from planning.services import plans, steps
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import IncidentFactory
from tests.factories.readiness import CallFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory(roles=[Role.LIAISON])


def playbook(member):
    incident = IncidentFactory(agency=member.agency, known_at=timezone.now())
    return again(plans.start_playbook(by=member.user, incident=incident))


def readiness(member):
    return again(plans.start_readiness(by=member.user, agency=member.agency))


def again(plan):
    return Plan.objects.with_subjects().get(pk=plan.pk)


def html(plan):
    return plan_html(plan, printed_at=timezone.now())


@pytest.mark.parametrize("start", [playbook, readiness])
def test_every_step_stands_once_in_its_order(member, start):
    numbers = [int(found) for found in re.findall(r"</span> (\d+)\. ", html(start(member)))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_playbook_names_windows_and_no_day(member):
    assert 'plan-step__facts"><strong>' not in html(playbook(member))
    assert 'plan-step__facts"><strong>' in html(readiness(member))


def test_what_is_settled_needs_no_task_to_tick(member):
    plan = playbook(member)
    step = plan.steps.order_by("position").first()
    task = step.tasks.first().text
    assert task in html(plan)
    steps.skip(by=member.user, step=step, reason="The county does it")
    assert task not in html(plan)


def test_a_playbook_says_whom_to_call(member):
    offices = [CallFactory(agency=member.agency) for _ in range(MOST_CALLS + 1)]
    words = html(playbook(member))
    assert [office.name in words for office in offices] == [True] * MOST_CALLS + [False]
    assert "Whom to call" not in html(readiness(member))


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_playbook_with_its_calls_takes_two_pages(member, paper):
    for _ in range(MOST_CALLS):
        CallFactory(agency=member.agency)
    content = plan_pdf(playbook(member), paper=paper, printed_at=timezone.now())
    assert len(PdfReader(io.BytesIO(content)).pages) == 2
