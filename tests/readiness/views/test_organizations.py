import csv
import io
from datetime import timedelta

import pytest

from dialogues.choices import Category
from readiness.models import CategoryGap, Contact
from readiness.views.today import today_in
from records.models import AuditEvent
from tests.factories.readiness import (
    TODAY,
    CategoryGapFactory,
    ContactFactory,
    OrganizationFactory,
)
from tests.readiness.pages import at, questions, told, typed


def test_the_map_shows_what_is_there_and_what_is_missing(agency, browser):
    OrganizationFactory(agency=agency, name="Demo Club", category=Category.YOUTH)
    CategoryGapFactory(agency=agency, explanation="No tribal land here.")
    page = told(browser.get(at(agency, "map-show")))
    assert "1 category is filled · 1 explained · 25 still missing" in page
    assert "Demo Club" in page
    assert "No tribal land here." in page
    assert "Told by Demo County Clerk" in page


def test_the_map_links_to_the_rest_of_a_long_category(agency, browser):
    OrganizationFactory.create_batch(6, agency=agency, category=Category.YOUTH)
    assert f'{at(agency, "organization-list")}?category=youth">and 2 more' in told(
        browser.get(at(agency, "map-show"))
    )


def test_pages_cost_the_same_for_one_and_for_many(agency, browser):
    addresses = [at(agency, "map-show"), at(agency, "organization-list")]
    ContactFactory(organization=OrganizationFactory(agency=agency))
    once = [questions(browser, address) for address in addresses]
    for _ in range(3):
        ContactFactory(organization=OrganizationFactory(agency=agency))
    assert [questions(browser, address) for address in addresses] == once


def test_an_empty_list_says_how_to_begin(agency, browser):
    address = at(agency, "organization-list")
    assert "Begin with five organizations that you would call tonight." in told(browser.get(address))
    assert "No organization fits" in told(browser.get(f"{address}?category=youth"))


def test_filters_stay_on_the_next_page(agency, browser):
    OrganizationFactory.create_batch(30, agency=agency, category=Category.FAITH)
    OrganizationFactory(agency=agency, name="Demo 000", category=Category.YOUTH)
    page = browser.get(at(agency, "organization-list") + "?category=faith")
    assert "Demo 000" not in told(page)
    after = page.context["list"].page.next_after
    assert f"?category=faith&amp;after={after}" in told(page)
    assert (
        len(
            browser.get(page.wsgi_request.path + f"?category=faith&after={after}")
            .context["list"]
            .page.entries
        )
        == 5
    )


def test_one_tap_notes_a_talk(agency, browser):
    club = OrganizationFactory(agency=agency)
    seen = browser.post(at(agency, "talk-today", club.pk), follow=True)
    assert "you spoke with" in told(seen)
    assert Contact.objects.get().spoke_on == today_in(agency)
    taken_back = browser.post(at(agency, "talk-take-back", club.pk, Contact.objects.get().pk), follow=True)
    assert "No talk is noted yet." in told(taken_back)


def test_a_talk_on_another_day(agency, browser):
    club = OrganizationFactory(agency=agency)
    address, day = at(agency, "talk-note", club.pk), today_in(agency) - timedelta(days=9)
    browser.post(address, {"spoke_on": day.isoformat(), "note": "Rides to the forum"})
    assert Contact.objects.get().note == "Rides to the forum"
    page = browser.post(address, {"spoke_on": "2099-01-01", "note": "Later"})
    assert "This day has not come yet." in told(page)
    assert 'value="Later"' in told(page)


@pytest.mark.parametrize("name", ["talk-today", "talk-note", "organization-show"])
def test_organizations_of_others_do_not_exist(agency, browser, name):
    other = OrganizationFactory()
    assert browser.post(at(agency, name, other.pk)).status_code in {404, 405}
    assert browser.get(at(agency, name, other.pk)).status_code in {404, 405}
    contact = ContactFactory(organization=other)
    assert browser.post(at(agency, "talk-take-back", other.pk, contact.pk)).status_code == 404


def test_who_left_the_agency_holds_nothing(agency, browser, liaison):
    club = OrganizationFactory(agency=agency, holder=OrganizationFactory().added_by)
    for address in (at(agency, "organization-list"), at(agency, "organization-show", club.pk)):
        assert "Has left the agency" in told(browser.get(address))
    club.holder = liaison
    club.save()
    assert "Has left the agency" not in told(browser.get(at(agency, "organization-show", club.pk)))


def test_an_empty_category_is_explained_changed_and_taken_back(agency, browser):
    address = at(agency, "category-explain", "media")
    said = {"explanation": "No paper left.", "told_by": "Demo Clerk", "told_on": "2026-11-01"}
    seen = browser.post(address, typed(browser.get(address), **said), follow=True)
    assert "No paper left." in told(seen)
    browser.post(address, typed(browser.get(address), explanation="Only a radio station."))
    gap = CategoryGap.objects.get()
    assert (gap.explanation, gap.version) == ("Only a radio station.", 2)
    browser.post(at(agency, "gap-remove", gap.pk))
    assert "Only a radio station." not in told(browser.get(at(agency, "map-show")))


def test_two_explain_one_category(agency, browser):
    address = at(agency, "category-explain", "media")
    mine = typed(browser.get(address), explanation="Mine", told_by="Demo Clerk")
    CategoryGapFactory(agency=agency, category=Category.MEDIA, explanation="Theirs")
    page = browser.post(address, mine)
    assert "Someone explained this category meanwhile." in told(page)
    assert 'value="Mine"' in told(page)


def test_an_explanation_taken_back_meanwhile(agency, browser):
    gap = CategoryGapFactory(agency=agency, category=Category.MEDIA)
    address = at(agency, "category-explain", "media")
    mine = typed(browser.get(address), explanation="Mine")
    browser.post(at(agency, "gap-remove", gap.pk))
    assert browser.post(address, mine).status_code == 409


@pytest.mark.parametrize("category", ["not_said", "nothing"])
def test_what_is_no_category_does_not_exist(agency, browser, category):
    assert browser.get(at(agency, "category-explain", category)).status_code == 404


def test_the_file_holds_the_map_without_safety_needs(agency, browser):
    club = OrganizationFactory(agency=agency, name="=Demo", safety_needs="No uniforms", languages=["es"])
    ContactFactory(organization=club, spoke_on=TODAY)
    OrganizationFactory(agency=agency, was_removed=True)
    OrganizationFactory()
    answer = browser.post(at(agency, "organization-export"))
    assert (
        answer.headers["Content-Disposition"] == f'attachment; filename="stakeholder-map-{agency.slug}.csv"'
    )
    (row,) = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert (row["Organization or office"], row["Languages"], row["Last talk"]) == (
        "'=Demo",
        "Spanish",
        "2026-11-25",
    )
    assert "No uniforms" not in answer.content.decode()
    assert AuditEvent.objects.filter(kind="readiness_exported").count() == 1
    assert browser.get(at(agency, "organization-export")).status_code == 405
