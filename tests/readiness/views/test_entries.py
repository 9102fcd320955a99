"""Adding, changing, removing and putting back, on the pages of every register."""

import pytest

from readiness.views.registers import REGISTERS
from tests.factories.readiness import FACTORIES, CallFactory, NeutralFactory, StatementFactory
from tests.readiness.pages import at, questions, told, typed

WRITTEN = {key: register for key, register in REGISTERS.items() if register.add_title}
FILLED = {
    "organizations": {"name": "Demo Club", "category": "youth"},
    "neutrals": {"name": "Demo Center", "kind": "other", "day_contact": "555-0100"},
    "facilitators": {"name": "Demo Person"},
    "calls": {"name": "Demo Office", "part": "chief", "phone": "555-0100"},
    "statements": {"name": "First hour", "text_en": "We do not know yet. Next update at [time]."},
    "exercises": {"held_on": "2026-11-20", "scenario": "Made up", "people_youth": "3"},
}


@pytest.mark.parametrize("key", WRITTEN)
def test_a_line_is_added_and_seen(agency, browser, key):
    register = WRITTEN[key]
    address = at(agency, f"{register.noun}-add")
    page = browser.get(address)
    assert str(register.add_title) in told(page)
    seen = browser.post(address, typed(page, **FILLED[key]), follow=True)
    entry = register.rows.of(agency).get()
    assert seen.redirect_chain == [(register.address_of(entry), 302)]
    assert f"“{entry}” is saved." in told(seen)


@pytest.mark.parametrize("key", WRITTEN)
def test_what_is_missing_is_told_and_what_was_typed_stays(agency, browser, key):
    address = at(agency, f"{WRITTEN[key].noun}-add")
    filled = FILLED[key] | {"name": "", "held_on": ""}
    page = browser.post(address, typed(browser.get(address), **filled))
    assert page.status_code == 200
    assert "There is something to mend" in told(page)
    for value in filter(None, filled.values()):
        assert value in told(page)
    assert not WRITTEN[key].rows.exists()


@pytest.mark.parametrize("key", WRITTEN)
def test_a_line_is_changed(agency, browser, key):
    entry = FACTORIES[key](agency=agency)
    address = at(agency, f"{WRITTEN[key].noun}-change", entry.pk)
    part = {
        "exercises": "gaps",
        "organizations": "contact",
        "neutrals": "costs",
        "facilitators": "background",
    }
    part |= {"calls": "note", "statements": "text_en"}
    seen = browser.post(address, typed(browser.get(address), **{part[key]: "Something new"}), follow=True)
    assert "Your changes are saved." in told(seen)
    assert getattr(type(entry).objects.get(), part[key]) == "Something new"


def test_who_saves_second_sees_both_and_loses_nothing(agency, browser):
    entry = NeutralFactory(agency=agency, costs="None")
    address = at(agency, "neutral-change", entry.pk)
    mine = typed(browser.get(address), costs="By the hour")
    browser.post(address, typed(browser.get(address), costs="By the day"))
    page = browser.post(address, mine)
    assert page.status_code == 409
    assert "Someone else saved first" in told(page)
    assert "By the day" in told(page)
    assert browser.post(address, typed(page)).status_code == 302
    assert type(entry).objects.get().costs == "By the hour"


def test_a_line_removed_meanwhile_is_told(agency, browser):
    entry = NeutralFactory(agency=agency)
    address = at(agency, "neutral-change", entry.pk)
    page = browser.get(address)
    browser.post(at(agency, "neutral-remove", entry.pk))
    page = browser.post(address, typed(page, costs="New"))
    assert "Someone removed this meanwhile" in told(page)
    assert 'value="New"' in told(page)


@pytest.mark.parametrize("key", REGISTERS)
def test_what_is_removed_is_put_back(agency, browser, key):
    entry, noun = FACTORIES[key](agency=agency), REGISTERS[key].noun
    seen = browser.post(at(agency, f"{noun}-remove", entry.pk), follow=True)
    put_back = at(agency, f"{noun}-put-back", entry.pk)
    assert put_back in told(seen)
    assert put_back in told(browser.get(at(agency, f"{noun}-list-removed")))
    assert f"“{entry}” is back." in told(browser.post(put_back, follow=True))
    assert type(entry).objects.kept().get() == entry


@pytest.mark.parametrize("key", REGISTERS)
def test_lists_of_what_was_removed_cost_the_same(agency, browser, key):
    model = REGISTERS[key].model
    address = at(agency, f"{REGISTERS[key].noun}-list-removed")
    FACTORIES[key](agency=agency, was_removed=True)
    once = questions(browser, address)
    if key != "gaps":
        FACTORIES[key].create_batch(2, agency=agency, was_removed=True)
        assert model.objects.removed().count() == 3
    assert questions(browser, address) == once


@pytest.mark.parametrize("key", REGISTERS)
def test_lines_of_another_agency_do_not_exist(agency, browser, key):
    other, noun = FACTORIES[key](), REGISTERS[key].noun
    verbs = ["remove", "put-back"] + (["change"] if key in WRITTEN else [])
    assert {browser.post(at(agency, f"{noun}-{verb}", other.pk)).status_code for verb in verbs} == {404}
    other.refresh_from_db()
    assert other.removed_at is None


def test_the_address_may_say_what_to_begin_with(agency, browser):
    page = browser.get(at(agency, "statement-add") + "?text=first_hour")
    assert page.context["form"]["name"].value() == "First hour"
    assert "[time]" in page.context["form"]["text_en"].value()
    assert "[hora]" in page.context["form"]["text_es"].value()
    page = browser.get(at(agency, "organization-add") + "?category=elders")
    assert page.context["form"]["category"].value() == "elders"
    assert browser.get(at(agency, "statement-add") + "?text=nothing").status_code == 200


def test_readers_see_no_button_and_learn_why(agency, officer):
    CallFactory(agency=agency)
    StatementFactory(agency=agency)
    for name in (
        "call-list",
        "statement-list",
        "neutral-list",
        "exercise-list",
        "facilitator-list",
        "map-show",
    ):
        page = told(officer.get(at(agency, name)))
        assert "Only a liaison keeps the readiness registers." in page
        assert page.count('method="post"') == 2  # the language, and signing out


def test_it_says_who_sees_it(agency, browser):
    for register in WRITTEN.values():
        page = told(browser.get(at(agency, f"{register.noun}-add")))
        assert "Never reviewers, never other agencies." in page
