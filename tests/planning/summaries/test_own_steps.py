"""The list of an agency's own steps: by phase and stage, the retired ones page by page."""

import pytest
from django.utils import timezone

from planning.summaries import own_steps
from planning.summaries.own_steps import OwnStepPage
from tests.factories.accounts import AgencyFactory, UserFactory
from tests.factories.planning import OwnStepFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return AgencyFactory()


def retired(agency, count):
    return OwnStepFactory.create_batch(
        count, agency=agency, retired_at=timezone.now(), retired_by=UserFactory()
    )


def test_steps_stand_by_phase_and_stage(agency):
    last = OwnStepFactory(agency=agency, stage="rehearsal")
    first = OwnStepFactory(agency=agency)
    after = OwnStepFactory(agency=agency, phase="post_incident", stage="first_day")
    OwnStepFactory()
    found = OwnStepPage.of(agency)
    assert [(group.phase, [line.own for line in group.lines]) for group in found.groups] == [
        ("Pre-crisis", [first, last]),
        ("Post-incident", [after]),
    ]
    assert found.groups[0].lines[0].step.due.words == "Within 10 days after the plan starts"


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_two_queries(agency, count, django_assert_num_queries):
    OwnStepFactory.create_batch(count, agency=agency)
    retired(agency, count)
    with django_assert_num_queries(2):
        OwnStepPage.of(agency)


def test_retired_ones_come_page_by_page(agency, monkeypatch):
    monkeypatch.setattr(own_steps, "PAGE", 2)
    rows = list(reversed(retired(agency, 3)))
    first = OwnStepPage.of(agency)
    rest = OwnStepPage.of(agency, before=first.next_before)
    assert [line.own for line in (*first.retired, *rest.retired)] == rows
    assert (rest.next_before, first.groups) == (None, ())
