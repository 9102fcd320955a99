"""Every register is paged by the last line shown, and costs the same however long it is."""

from datetime import timedelta

import pytest

from readiness.models import Exercise, NeutralProvider
from readiness.summaries.registers import PAGE, RegisterPage
from tests.factories.readiness import TODAY, ExerciseFactory, NeutralFactory

pytestmark = pytest.mark.django_db


def walk(rows):
    found, after = [], None
    while True:
        page = RegisterPage.of(rows, after=after)
        found += page.entries
        after = page.next_after
        if after is None:
            return found


def test_names_in_pages_without_a_gap_or_a_double(agency):
    rows = NeutralFactory.create_batch(PAGE + 3, agency=agency)
    rows += [
        NeutralFactory(agency=agency, name=rows[PAGE - 1].name)
    ]  # the same name on both sides of the edge
    NeutralFactory(agency=agency, was_removed=True)
    found = walk(NeutralProvider.objects.of(agency))
    assert [(row.name, row.pk) for row in found] == sorted((row.name, row.pk) for row in rows)


def test_days_in_pages_newest_first(agency):
    days = [TODAY - timedelta(days=number // 2) for number in range(PAGE + 4)]
    rows = [ExerciseFactory(agency=agency, held_on=day) for day in days]
    found = walk(Exercise.objects.of(agency))
    wanted = sorted(rows, key=lambda row: (row.held_on, row.pk), reverse=True)
    assert found == wanted


def test_the_removed_one_is_shown_to_be_put_back(agency):
    gone, other = NeutralFactory(agency=agency, was_removed=True), NeutralFactory(was_removed=True)
    rows = NeutralProvider.objects.of(agency)
    assert RegisterPage.of(rows, removed=gone.pk).removed == gone
    assert RegisterPage.of(rows, removed=other.pk).removed is None
    assert RegisterPage.of(rows, shows_removed=True).entries == (gone,)


def test_a_page_after_a_line_that_is_gone_is_the_first(agency):
    row = NeutralFactory(agency=agency)
    assert RegisterPage.of(NeutralProvider.objects.of(agency), after=10**9).entries == (row,)


def test_it_costs_one_query(agency, django_assert_num_queries):
    NeutralFactory.create_batch(3, agency=agency)
    with django_assert_num_queries(1):
        assert len(RegisterPage.of(NeutralProvider.objects.of(agency)).entries) == 3
