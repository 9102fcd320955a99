"""A reviewer's pages: reading the case whole, publishing it, sending it back, withdrawing it."""

import pytest
from django.urls import reverse

from casestudies.choices import CaseState
from casestudies.models import CaseStudy, PublishedCase
from casestudies.redaction import mark_key
from tests.dialogues.views.conftest import signed_in
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.casestudies import CaseInReviewFactory, whole_body

pytestmark = pytest.mark.django_db

KEY = mark_key("Kwame Osei")


def at(name: str, study: CaseStudy) -> str:
    return reverse(f"casestudies:{name}", args=[study.pk])


@pytest.fixture
def study() -> CaseStudy:
    return CaseInReviewFactory()


@pytest.fixture
def named() -> CaseStudy:
    kept = {KEY: {"text": "Kwame Osei", "reason": "incident", "words": "His mother asked for it."}}
    return CaseInReviewFactory(body=whole_body(trigger="The death of Kwame Osei in 2024"), kept=kept)


@pytest.fixture
def reviewer(study):
    return signed_in(MembershipFactory(agency=study.agency).user)


def test_the_reviewer_reads_all_of_it_and_what_was_kept(named):
    reviewer = signed_in(MembershipFactory(agency=named.agency).user)
    page = reviewer.get(at("review-show", named)).content.decode()
    for words in (
        *whole_body()["done"],
        *whole_body()["lessons"],
        "Kwame Osei",
        "public name of an incident",
        "His mother asked for it.",
    ):
        assert words in page
    assert named.author.full_name not in page


def test_publishing_leads_to_the_page_that_anyone_reads(study, reviewer):
    answer = reviewer.post(at("review-publish", study))
    case = PublishedCase.objects.get(study=study)
    assert answer["Location"] == reverse("casestudies:case-show", args=[case.key])
    assert reviewer.get(answer["Location"]).status_code == 200


def test_publishing_asks_for_a_tick_on_each_kept_place(named):
    reviewer = signed_in(MembershipFactory(agency=named.agency).user)
    page = reviewer.post(at("review-publish", named)).content.decode()
    assert "Tick it once you have looked at it" in page
    assert not PublishedCase.objects.filter(study=named).exists()
    assert reviewer.post(at("review-publish", named), {f"looked_{KEY}": "on"}).status_code == 302
    assert PublishedCase.objects.filter(study=named).exists()


def test_what_has_no_decision_is_sent_back_and_not_published(named):
    CaseStudy.objects.update(kept={})
    reviewer = signed_in(MembershipFactory(agency=named.agency).user)
    page = reviewer.get(at("review-show", named)).content.decode()
    assert "It cannot be published yet" in page
    assert "Publish the case" not in page
    assert "Send it back" in page
    answer = reviewer.post(at("review-publish", named))
    assert (answer.status_code, "Send it back" in answer.content.decode()) == (409, True)


def test_publishing_takes_a_post(study, reviewer):
    assert reviewer.get(at("review-publish", study)).status_code == 405
    assert not PublishedCase.objects.filter(study=study).exists()


def test_sending_back_needs_a_reason_and_keeps_what_was_typed(study, reviewer):
    answer = reviewer.post(at("review-send-back", study), {"reason": ""})
    assert "Write what is to be changed." in answer.content.decode()
    answer = reviewer.post(at("review-send-back", study), {"reason": "<b>Say more</b>"})
    assert answer.context["form"]["reason"].value() == "<b>Say more</b>"
    reviewer.post(at("review-send-back", study), {"reason": "Say more."})
    study.refresh_from_db()
    assert study.state == CaseState.SENT_BACK


def test_the_author_is_told_that_someone_else_reviews(study):
    answer = signed_in(study.author).post(at("review-publish", study))
    assert answer.status_code == 403
    assert "someone else reviews it" in answer.content.decode()
    assert not PublishedCase.objects.filter(study=study).exists()


def test_a_settled_case_says_so(study, reviewer):
    reviewer.post(at("review-publish", study))
    assert "Nothing is to be decided now" in reviewer.get(at("review-show", study)).content.decode()
    assert reviewer.post(at("review-publish", study)).status_code == 409


def test_withdrawing_takes_a_reason_that_everyone_reads(study, reviewer):
    reviewer.post(at("review-publish", study))
    key = PublishedCase.objects.get(study=study).key
    address, page = (reverse(f"casestudies:case-{name}", args=[key]) for name in ("withdraw", "show"))
    assert address in reviewer.get(page).content.decode()
    assert "Write the reason" in reviewer.post(address, {"reason": ""}).content.decode()
    reviewer.post(address, {"reason": "A number was wrong."})
    answer = signed_in(UserFactory()).get(page)
    assert answer.status_code == 410
    assert "A number was wrong." in answer.content.decode()
    assert "already" in reviewer.post(address, {"reason": "Again."}).content.decode()


def test_others_do_not_withdraw(study, reviewer):
    reviewer.post(at("review-publish", study))
    key = PublishedCase.objects.get(study=study).key
    address = reverse("casestudies:case-withdraw", args=[key])
    stranger = signed_in(UserFactory())
    assert stranger.post(address, {"reason": "Mine."}).status_code == 403
    assert address not in stranger.get(reverse("casestudies:case-show", args=[key])).content.decode()
