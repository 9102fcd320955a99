from readiness.models import CallTreeEntry, CallTreeTest
from tests.factories.readiness import CallFactory, CallTreeTestFactory
from tests.readiness.pages import at, questions, told, typed


def names(page):
    return [entry.name for entry in page.context["tree"].entries]


def test_people_stand_in_their_order_and_move(agency, browser):
    rows = [CallFactory(agency=agency, name=name, position=place) for place, name in enumerate("ABC", 1)]
    page = browser.post(at(agency, "call-move", rows[0].pk), {"to": "down"}, follow=True)
    assert names(page) == ["B", "A", "C"]
    assert "“A” is now number 2." in told(page)
    page = browser.post(at(agency, "call-move", rows[2].pk), {"to": "up"}, follow=True)
    assert names(page) == ["B", "C", "A"]
    assert told(page).count('value="up"') == told(page).count('value="down"') == 2


def test_what_is_not_in_the_tree_is_suggested(agency, browser):
    page = told(browser.get(at(agency, "call-list")))
    assert "Nobody stands in the call tree yet" in page
    assert "Never tested" in page
    assert f"{at(agency, 'call-add')}?part=counsel" in page
    CallFactory(agency=agency, part="counsel")
    assert f"{at(agency, 'call-add')}?part=counsel" not in told(browser.get(at(agency, "call-list")))


def test_a_test_is_noted(agency, browser):
    rows = [CallFactory(agency=agency, name=f"Demo {name}") for name in "AB"]
    address = at(agency, "call-test")
    data = typed(browser.get(address), not_reached=[rows[1].pk], note="New number")
    seen = told(browser.post(address, data, follow=True))
    browser.post(address, data)
    assert CallTreeTest.objects.count() == 1
    assert "1 of 2 reached." in seen
    assert "Not reached: Demo B" in seen
    assert "Not reached in the last test" in seen


def test_a_day_that_has_not_come_is_told_beside_the_field(agency, browser):
    CallFactory(agency=agency)
    address = at(agency, "call-test")
    page = browser.post(address, typed(browser.get(address), held_on="2099-01-01", note="Kept"))
    assert page.context["form"].errors["held_on"] == [
        "This day has not come yet. Choose today or an earlier day."
    ]
    assert 'value="Kept"' in told(page)


def test_an_empty_tree_is_not_tested(agency, browser):
    page = told(browser.get(at(agency, "call-test")))
    assert "Add the people first, then test it." in page


def test_it_costs_the_same_for_one_and_for_three(agency, browser):
    CallFactory(agency=agency)
    CallTreeTestFactory(agency=agency)
    once = questions(browser, at(agency, "call-list"))
    CallFactory.create_batch(2, agency=agency)
    CallTreeTestFactory.create_batch(2, agency=agency)
    assert questions(browser, at(agency, "call-list")) == once
    assert CallTreeEntry.objects.count() == 3
