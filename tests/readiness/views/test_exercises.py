from datetime import timedelta

from readiness.views.today import today_in
from tests.factories.readiness import ExerciseFactory
from tests.readiness.pages import at, questions, told


def test_an_exercise_is_shown_in_numbers(agency, browser):
    today = today_in(agency)
    ExerciseFactory(
        agency=agency, held_on=today, counts={"youth": 4, "patrol": 1}, next_on=today + timedelta(days=365)
    )
    page = told(browser.get(at(agency, "exercise-list")))
    assert "5 people: Youth 4, Patrol officers 1" in page
    assert "Rehearsed" in page
    assert "next exercise by" in page


def test_an_old_one_is_due_and_none_is_never(agency, browser):
    assert "Never rehearsed" in told(browser.get(at(agency, "exercise-list")))
    ExerciseFactory(agency=agency, held_on="2024-01-02", next_on="2025-01-02")
    assert "Exercise due" in told(browser.get(at(agency, "exercise-list")))


def test_an_error_opens_the_folded_numbers(agency, browser):
    page = told(browser.post(at(agency, "exercise-add"), {"people_youth": "many"}))
    assert '<details class="disclosure" open>' in page
    assert 'value="many"' in page


def test_it_costs_the_same_for_one_and_for_three(agency, browser):
    ExerciseFactory(agency=agency)
    once = questions(browser, at(agency, "exercise-list"))
    ExerciseFactory.create_batch(2, agency=agency)
    assert questions(browser, at(agency, "exercise-list")) == once
