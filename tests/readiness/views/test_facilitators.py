from readiness.models import Training
from readiness.views.today import today_in
from tests.factories.readiness import PoolFacilitatorFactory, TrainingFactory
from tests.readiness.pages import at, questions, told


def test_the_pool_says_in_words_whose_training_is_due(agency, browser):
    TrainingFactory(facilitator=PoolFacilitatorFactory(agency=agency), trained_on=today_in(agency))
    TrainingFactory(facilitator__agency=agency, trained_on="2020-01-02")
    PoolFacilitatorFactory(agency=agency)
    page = told(browser.get(at(agency, "facilitator-list")))
    assert [page.count(word) for word in ("next due", "Training due", "No training noted yet")] == [1, 1, 1]


def test_a_partner_who_left_is_told(agency, browser):
    partner = PoolFacilitatorFactory(agency=agency, was_removed=True, name="Demo Partner")
    PoolFacilitatorFactory(agency=agency, paired_with=partner)
    assert "Paired with Demo Partner (has left the pool)" in told(browser.get(at(agency, "facilitator-list")))


def test_a_training_is_noted_and_taken_back(agency, browser):
    person = PoolFacilitatorFactory(agency=agency)
    address = at(agency, "training-note", person.pk)
    page = browser.post(address, {"trained_on": "2099-01-01", "topic": "Circles"})
    assert "This day has not come yet." in told(page)
    assert 'value="Circles"' in told(page)
    seen = browser.post(address, {"trained_on": "2026-11-02", "topic": "Circles"}, follow=True)
    assert "Mon 2 Nov 2026" in told(seen)
    assert "Circles" in told(seen)
    training = Training.objects.get()
    browser.post(at(agency, "training-take-back", person.pk, training.pk))
    assert "No training is noted yet." in told(browser.get(at(agency, "facilitator-show", person.pk)))


def test_people_of_other_pools_do_not_exist(agency, browser):
    training = TrainingFactory()
    person = training.facilitator
    assert browser.get(at(agency, "facilitator-show", person.pk)).status_code == 404
    assert browser.post(at(agency, "training-take-back", person.pk, training.pk)).status_code == 404


def test_it_costs_the_same_for_one_and_for_three(agency, browser):
    TrainingFactory(facilitator__agency=agency)
    once = questions(browser, at(agency, "facilitator-list"))
    TrainingFactory.create_batch(2, facilitator__agency=agency)
    assert questions(browser, at(agency, "facilitator-list")) == once
