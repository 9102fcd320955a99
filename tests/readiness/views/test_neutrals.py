from django.urls import reverse

from accounts.roles import Role
from readiness import content
from readiness.models import NeutralProvider
from readiness.views.today import today_in
from tests.factories.accounts import MembershipFactory
from tests.factories.readiness import TODAY, NeutralFactory
from tests.readiness.pages import at, questions, told


def test_the_page_says_what_is_agreed_and_what_is_not(agency, browser):
    NeutralFactory(agency=agency, name="Demo Center", agreed_on=TODAY)
    NeutralFactory(agency=agency, name="Demo Office")
    page = told(browser.get(at(agency, "neutral-list")))
    assert "letter or agreement on file since" in page
    assert page.count("Nothing agreed yet") == 1


def test_where_to_look_is_shown_with_its_sources_and_is_nobodys_row(agency, browser):
    page = told(browser.get(at(agency, "neutral-list")))
    assert "No neutral is lined up yet" in page
    for place in content.places():
        assert place.title in page
        assert all(source.url in page for source in place.basis.sources)
    assert page.count("From a companion source") == len(content.places())
    assert not NeutralProvider.objects.exists()


def test_an_administrator_without_a_liaison_is_shown_the_way_out(agency, client):
    client.force_login(MembershipFactory(agency=agency, roles=[Role.ADMINISTRATOR]).user)
    page = told(client.get(at(agency, "neutral-list")))
    assert "You are the administrator: make somebody a liaison" in page
    assert reverse("accounts:member-list", args=[agency.pk]) in page


def test_who_could_not_mend_it_is_not_told_so(agency, officer):
    page = told(officer.get(at(agency, "neutral-list")))
    assert "Only a liaison keeps the readiness registers." in page
    assert "You are the administrator" not in page


def test_a_number_that_works_is_one_tap(agency, browser):
    neutral = NeutralFactory(agency=agency)
    seen = browser.post(at(agency, "neutral-check-number", neutral.pk), follow=True)
    assert "works today" in told(seen)
    assert NeutralProvider.objects.get().number_checked_on == today_in(agency)
    assert browser.post(at(agency, "neutral-check-number", NeutralFactory().pk)).status_code == 404


def test_it_costs_the_same_for_one_and_for_three(agency, browser):
    NeutralFactory(agency=agency)
    once = questions(browser, at(agency, "neutral-list"))
    NeutralFactory.create_batch(2, agency=agency)
    assert questions(browser, at(agency, "neutral-list")) == once
