"""The library as strangers read it: every case and every version, without signing in."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from casestudies import content
from casestudies.content import Case
from casestudies.models import PublishedCase
from casestudies.services import publishing, reviews
from tests.dialogues.views.conftest import questions, signed_in
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.casestudies import CaseInReviewFactory, whole_body
from tests.factories.dialogues import DialogueFactory, seated

pytestmark = pytest.mark.django_db
LIST = "/cases/"


@pytest.fixture
def stranger() -> Client:
    return Client()


def page_of(browser: Client, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_list_shows_every_place(stranger: Client) -> None:
    page = page_of(stranger, LIST)
    for case in content.cases():
        assert reverse("casestudies:case-show", args=[case.key]) in page
        assert escape(case.situation) in page


def test_filters_stay_chosen_and_can_be_left(stranger: Client) -> None:
    page = page_of(stranger, f"{LIST}?q=council&phase=sustained&trigger=force&state=PA")
    for value in ("sustained", "force", "PA"):
        assert f'<option value="{value}" selected>' in page
    assert 'value="council"' in page
    assert "Show all" in page
    assert "Erie" in page
    assert "<details" in page
    assert " open>" in page.split("More filters")[0].rsplit("<details", 1)[1]


def test_nothing_found_says_what_to_try(stranger: Client) -> None:
    page = page_of(stranger, f"{LIST}?q=zeppelin")
    assert "No case matches" in page
    assert "0 cases" in page
    force = sum("force" in case.trigger_kinds for case in content.cases())
    assert f'<a href="/cases/?trigger=force">Use of force ({force})</a>' in page
    assert "fewer words" not in page
    assert "Try fewer words." in page_of(stranger, f"{LIST}?q=zeppelin+river")


@pytest.mark.parametrize(
    "query",
    ["q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "phase=<b>", "after=-1", "after=x", "q=%00", "state=ZZ"],
)
def test_hostile_questions_are_answered_plainly(stranger: Client, query: str) -> None:
    assert "<script>alert" not in page_of(stranger, f"{LIST}?{query}")


@pytest.mark.parametrize("case", content.cases(), ids=lambda case: case.key)
def test_every_case_is_shown_whole(stranger: Client, case: Case) -> None:
    page = page_of(stranger, reverse("casestudies:case-show", args=[case.key]))
    for text in (case.place, case.situation, *case.done, *case.lessons, *case.difficulties):
        assert escape(text) in page
    for outcome in case.outcomes:
        assert escape(outcome.text) in page
        assert escape(outcome.strength.label) in page
    for source in case.sources:
        assert escape(source.url) in page


@pytest.mark.parametrize("key", ["atlantis", "erie2", "__init__"])
def test_unknown_case_does_not_exist(stranger: Client, key: str) -> None:
    assert stranger.get(f"{LIST}{key}/").status_code == 404
    assert stranger.get(f"{LIST}{key}/versions/1/").status_code == 404


@pytest.mark.parametrize("address", [LIST, f"{LIST}erie/", f"{LIST}erie/versions/1/"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_only_read(stranger: Client, address: str, method: str) -> None:
    assert getattr(stranger, method)(address).status_code == 405


def test_a_case_of_people_names_the_office_and_nobody_else(stranger: Client) -> None:
    study = CaseInReviewFactory(body=whole_body(place="Demo <i>City</i>"))
    reviewer = MembershipFactory(agency=study.agency).user
    key = reviews.publish(by=reviewer, study=study, version=study.version).case.key
    page = page_of(stranger, f"{LIST}{key}/")
    assert f"Written by {study.agency.name}" in page
    assert "<i>City" not in page
    for person in (study.author, reviewer):
        assert person.full_name not in page


def test_older_versions_say_so_and_stay(stranger: Client) -> None:
    for situation in ("They met once.", "They met twice."):
        publishing.put(key="demo-tx", body=whole_body(situation=situation), now=timezone.now())
    assert "They met twice." in page_of(stranger, f"{LIST}demo-tx/")
    older = page_of(stranger, f"{LIST}demo-tx/versions/1/")
    assert "They met once." in older
    assert "This is an older version" in older
    assert stranger.get(f"{LIST}demo-tx/versions/3/").status_code == 404


def test_a_withdrawn_case_leaves_a_trace_that_says_why(stranger: Client) -> None:
    PublishedCase.objects.filter(key="erie").update(
        withdrawn_at=timezone.now(),
        withdrawal_kind="content",
        withdrawal_reason="The figures could not be confirmed.",
    )
    for address in (f"{LIST}erie/", f"{LIST}erie/versions/1/"):
        page = page_of(stranger, address, status=410)
        assert "The figures could not be confirmed." in page
    assert "Erie, PA" not in page_of(stranger, LIST)


def hidden_case() -> PublishedCase:
    study = CaseInReviewFactory()
    by = MembershipFactory(agency=study.agency).user
    case = reviews.publish(by=by, study=study, version=study.version).case
    return reviews.withdraw(by=by, case=case, reason="Someone asked for it.", kind="person")


def addresses_of(case: PublishedCase) -> list[str]:
    return [f"{LIST}{case.key}/", f"{LIST}{case.key}/versions/1/", f"{LIST}{case.key}/versions/1/case.pdf"]


def test_withdrawn_because_of_a_person_it_tells_strangers_the_reason_alone(stranger: Client) -> None:
    case = hidden_case()
    told = [*whole_body()["lessons"], *whole_body()["done"], whole_body()["situation"], "Demo City"]
    for browser in (stranger, signed_in(UserFactory())):
        for address in addresses_of(case):
            page = page_of(browser, address, status=410)
            assert "Someone asked for it." in page
            assert [words for words in told if words in page] == []
    colleague = signed_in(MembershipFactory(agency=case.study.agency).user)
    page = page_of(colleague, addresses_of(case)[0], status=410)
    assert whole_body()["lessons"][0] in page
    assert "nobody else can read its text" in page


def test_a_hidden_version_stays_hidden_when_a_new_one_follows(stranger: Client) -> None:
    case = hidden_case()
    body = whole_body(situation="They met twice.")
    publishing.put(key=case.key, body=body, now=timezone.now(), study=case.study)
    newest = page_of(stranger, f"{LIST}{case.key}/")
    assert "They met twice." in newest
    assert f"{LIST}{case.key}/versions/1/" not in newest
    for address in addresses_of(case)[1:]:
        page = page_of(stranger, address, status=410)
        assert whole_body()["situation"] not in page
        assert f"{LIST}{case.key}/" in page


def test_the_signed_in_see_where_it_meets_their_plan() -> None:
    dialogue = DialogueFactory(phase="sustained", title="Demo roundtable")
    browser = signed_in(seated(dialogue))
    assert "Demo roundtable" in page_of(browser, f"{LIST}erie/")
    assert "Demo roundtable" not in page_of(Client(), f"{LIST}erie/")


def test_a_signed_in_reader_costs_little() -> None:
    browser = signed_in(UserFactory())
    assert questions(browser, LIST) == 6
    assert questions(browser, f"{LIST}erie/") == 7


def test_anyone_prints_a_version(stranger: Client) -> None:
    response = stranger.get(f"{LIST}erie/versions/1/case.pdf?paper=a4")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert stranger.get(f"{LIST}erie/versions/2/case.pdf").status_code == 404


def test_printing_without_end_is_refused_in_words(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casestudies.exports.case_pdf", lambda *_args, **_options: b"%PDF")
    answers = [stranger.get(f"{LIST}erie/versions/1/case.pdf") for _ in range(21)]
    assert {answer.status_code for answer in answers[:20]} == {200}
    assert answers[20].status_code == 409
    assert "wait ten minutes" in answers[20].content.decode()


def card_of(stranger: Client, place: str) -> str:
    page = page_of(stranger, f"{LIST}?q={place}")
    return page[page.index('<ul class="next-list">') :]


def test_a_card_tells_how_well_its_outcome_is_known(stranger: Client) -> None:
    assert '<strong lang="en">Measured</strong>' in card_of(stranger, "Erie")
    assert "Did not work out" not in card_of(stranger, "Erie")
    ferguson = card_of(stranger, "Ferguson")
    assert "<strong>Did not work out</strong>" in ferguson
    assert '<strong lang="en">Reported</strong>' in ferguson
    assert "Did not work out." in page_of(stranger, f"{LIST}ferguson/")


def test_a_source_without_a_link_says_why(stranger: Client) -> None:
    page = page_of(stranger, f"{LIST}falcon_heights/")
    assert "Final summary, Falcon Heights Community Conversation 5" in page
    assert "No link: we read a copy" in page
    assert 'href=""' not in page
    assert "scribd" not in page


@pytest.mark.parametrize("letters", [5_000, 8_000])
def test_a_search_of_thousands_of_letters_gets_the_house_s_page(stranger: Client, letters: int) -> None:
    assert "No case matches" in page_of(stranger, f"{LIST}?q={'x' * letters}")
