from readiness.models import HoldingStatement
from tests.factories.readiness import TODAY, StatementFactory
from tests.readiness.pages import at, questions, told, typed


def test_the_page_shows_gaps_and_what_to_look_at_again(agency, browser):
    row = StatementFactory(
        agency=agency, text_en="The suspect fled at [time]. We do not know more. Next update soon."
    )
    page = told(browser.get(at(agency, "statement-show", row.pk)))
    assert "“suspect”" in page
    assert "It makes a person the guilty one." in page
    assert "Gaps to fill in before it goes out: [time]" in page
    assert "Not written yet." in page


def test_a_text_without_findings_shows_no_warning(agency, browser):
    page = told(browser.get(at(agency, "statement-show", StatementFactory(agency=agency).pk)))
    assert "Look at this again" not in page


def test_an_approval_is_recorded_and_lapses_with_new_words(agency, browser):
    row = StatementFactory(agency=agency)
    address = at(agency, "statement-approve", row.pk)
    seen = browser.post(address, typed(browser.get(address), approver="Chief’s office"), follow=True)
    assert "Chief’s office" in told(seen)
    assert "Record the approval" not in told(seen)
    change = at(agency, "statement-change", row.pk)
    seen = browser.post(change, typed(browser.get(change), text_es="Todavía no sabemos."), follow=True)
    assert "Not approved yet" in told(seen)


def test_findings_are_looked_at_before_an_approval(agency, browser):
    row = StatementFactory(
        agency=agency, text_en="It was justified. We do not know more. Next update at [time]."
    )
    address = at(agency, "statement-approve", row.pk)
    data = typed(browser.get(address), approver="Chief’s office")
    data.pop("has_looked", None)
    page = browser.post(address, data)
    assert "tick that you looked at each" in told(page)
    assert 'value="Chief’s office"' in told(page)
    assert browser.post(address, data | {"has_looked": "on"}).status_code == 302
    assert HoldingStatement.objects.get().approved_on


def test_other_words_than_those_that_were_read(agency, browser):
    row = StatementFactory(agency=agency)
    address = at(agency, "statement-approve", row.pk)
    data = typed(browser.get(address), approver="Chief’s office")
    HoldingStatement.objects.update(version=2)
    assert "The text changed while you were reading." in told(browser.post(address, data))
    assert HoldingStatement.objects.get().approved_on is None


def test_first_texts_are_offered(agency, browser):
    page = told(browser.get(at(agency, "statement-list")))
    assert page.count("Begin from this text") == 3


def test_it_costs_the_same_for_one_and_for_three(agency, browser):
    StatementFactory(agency=agency, approver="Chief", approved_on=TODAY)
    once = questions(browser, at(agency, "statement-list"))
    StatementFactory.create_batch(2, agency=agency)
    assert questions(browser, at(agency, "statement-list")) == once
