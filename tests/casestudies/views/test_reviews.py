"""A reviewer's pages: reading the case whole, publishing it, sending it back, withdrawing it."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from casestudies.choices import CaseState
from casestudies.models import CaseStudy, PublishedCase
from casestudies.redaction import mark_key
from casestudies.services import drafts, reviews
from tests.dialogues.views.conftest import signed_in, typed
from tests.factories.accounts import (
    MembershipFactory,
    ReviewMembershipFactory,
    ReviewOrganizationFactory,
    UserFactory,
)
from tests.factories.casestudies import CaseInReviewFactory, whole_body
from tests.factories.dialogues import ClosedDialogueFactory, DesignTeamMemberFactory, seated

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


def test_who_has_a_seat_is_shown_known_names_and_others_are_not():
    dialogue = ClosedDialogueFactory()
    organization = ReviewOrganizationFactory(agencies=[dialogue.agency])
    author, other = (ReviewMembershipFactory(organization=organization).user for _ in range(2))
    DesignTeamMemberFactory(dialogue=dialogue, name="Zyanya Quispe")
    study = CaseInReviewFactory(
        agency=None,
        organization=organization,
        author=author,
        dialogue=dialogue,
        body=whole_body(lessons=["We thank Zyanya for coming."]),
    )
    liaison = seated(dialogue)
    blind = MembershipFactory(agency=dialogue.agency, roles=[Role.ADMINISTRATOR]).user
    told = [
        "“Zyanya”" in signed_in(who).get(at("review-show", study)).content.decode()
        for who in (liaison, blind, other)
    ]
    assert told == [True, False, False]


def test_the_agency_is_told_to_ask_the_organization():
    dialogue = ClosedDialogueFactory()
    organization = ReviewOrganizationFactory(name="Demo Oversight", agencies=[dialogue.agency])
    author, other = (ReviewMembershipFactory(organization=organization).user for _ in range(2))
    study = CaseInReviewFactory(agency=None, organization=organization, author=author, dialogue=dialogue)
    theirs, agency = signed_in(other), signed_in(MembershipFactory(agency=dialogue.agency).user)
    address = at("review-send-back", study)
    for browser, sends_back in ((theirs, True), (agency, False)):
        page = browser.get(at("review-show", study)).content.decode()
        assert (address in page, "Ask Demo Oversight" in page) == (sends_back, not sends_back)
    sent = {"version": study.version, "reason": "We do not like it."}
    assert agency.post(address, sent).status_code == 403
    assert theirs.post(address, sent).status_code == 302


def test_publishing_leads_to_the_page_that_anyone_reads(study, reviewer):
    answer = reviewer.post(at("review-publish", study), {"version": study.version})
    case = PublishedCase.objects.get(study=study)
    assert answer["Location"] == reverse("casestudies:case-show", args=[case.key])
    assert reviewer.get(answer["Location"]).status_code == 200


def test_publishing_asks_for_a_tick_on_each_kept_place(named):
    reviewer = signed_in(MembershipFactory(agency=named.agency).user)
    sent = {"version": named.version}
    page = reviewer.post(at("review-publish", named), sent).content.decode()
    assert "Tick it once you have looked at it" in page
    assert not PublishedCase.objects.filter(study=named).exists()
    sent[f"looked_{KEY}"] = "on"
    assert reviewer.post(at("review-publish", named), sent).status_code == 302
    assert PublishedCase.objects.filter(study=named).exists()


def test_what_has_no_decision_is_sent_back_and_not_published(named):
    CaseStudy.objects.update(kept={})
    reviewer = signed_in(MembershipFactory(agency=named.agency).user)
    page = reviewer.get(at("review-show", named)).content.decode()
    assert "It cannot be published yet" in page
    assert "Publish the case" not in page
    assert "Send it back" in page
    answer = reviewer.post(at("review-publish", named), {"version": named.version})
    assert (answer.status_code, "Send it back" in answer.content.decode()) == (409, True)


def test_publishing_takes_a_post(study, reviewer):
    assert reviewer.get(at("review-publish", study)).status_code == 405
    assert not PublishedCase.objects.filter(study=study).exists()


def test_sending_back_needs_a_reason_and_keeps_what_was_typed(study, reviewer):
    answer = reviewer.post(at("review-send-back", study), {"version": study.version, "reason": ""})
    assert "Write what is to be changed." in answer.content.decode()
    answer = reviewer.post(
        at("review-send-back", study), {"version": study.version, "reason": "<b>Say more</b>"}
    )
    assert answer.context["form"]["reason"].value() == "<b>Say more</b>"
    reviewer.post(at("review-send-back", study), {"version": study.version, "reason": "Say more."})
    study.refresh_from_db()
    assert study.state == CaseState.SENT_BACK


def handed_in_anew(study: CaseStudy) -> None:
    """Sent back by one reviewer, changed, and handed in again, while another has the page open."""
    by = MembershipFactory(agency=study.agency).user
    reviews.send_back(by=by, study=study, version=study.version, reason="Say more.")
    study.refresh_from_db()
    values = {"lessons": ["Nobody read this."]}
    drafts.change(by=study.author, study=study, version=study.version, part="lessons", values=values)
    drafts.hand_in(by=study.author, study=study)


def test_words_that_nobody_read_are_not_published(study, reviewer):
    opened = reviewer.get(at("review-show", study)).context["publish"].initial
    handed_in_anew(study)
    for sent in (opened, {}, {"version": "x"}):
        answer = reviewer.post(at("review-publish", study), sent)
        assert answer.status_code == 409
        assert "handed in anew" in answer.content.decode()
    assert not PublishedCase.objects.filter(study=study).exists()
    again = reviewer.get(at("review-show", study)).context["publish"].initial
    assert reviewer.post(at("review-publish", study), again).status_code == 302


def test_a_reason_written_about_older_words_is_kept_and_sent_once_the_new_ones_were_shown(study, reviewer):
    opened = typed(reviewer.get(at("review-show", study)), reason="The second line.")
    handed_in_anew(study)
    answer = reviewer.post(at("review-send-back", study), opened)
    page = answer.content.decode()
    assert "handed in anew" in page
    assert "Nobody read this." in page
    assert typed(answer)["reason"] == "The second line."
    reviewer.post(at("review-send-back", study), typed(answer))
    study.refresh_from_db()
    assert (study.state, study.review_reason) == (CaseState.SENT_BACK, "The second line.")


def test_the_author_is_told_that_someone_else_reviews(study):
    answer = signed_in(study.author).post(at("review-publish", study), {"version": study.version})
    assert answer.status_code == 403
    assert "someone else reviews it" in answer.content.decode()
    assert not PublishedCase.objects.filter(study=study).exists()


def test_a_settled_case_says_so(study, reviewer):
    reviewer.post(at("review-publish", study), {"version": study.version})
    assert "Nothing is to be decided now" in reviewer.get(at("review-show", study)).content.decode()
    assert reviewer.post(at("review-publish", study), {"version": study.version}).status_code == 409


def test_withdrawing_takes_a_reason_that_everyone_reads(study, reviewer):
    reviewer.post(at("review-publish", study), {"version": study.version})
    key = PublishedCase.objects.get(study=study).key
    address, page = (reverse(f"casestudies:case-{name}", args=[key]) for name in ("withdraw", "show"))
    assert address in reviewer.get(page).content.decode()
    assert "Write the reason" in reviewer.post(address, {"reason": ""}).content.decode()
    reviewer.post(address, {"kind": "content", "reason": "A number was wrong."})
    answer = signed_in(UserFactory()).get(page)
    assert answer.status_code == 410
    assert "A number was wrong." in answer.content.decode()
    assert "already" in reviewer.post(address, {"kind": "content", "reason": "Again."}).content.decode()


def test_publishing_a_withdrawn_case_asks_first(study, reviewer):
    reviewer.post(at("review-publish", study), {"version": study.version})
    case = PublishedCase.objects.get(study=study)
    address = reverse("casestudies:case-withdraw", args=[case.key])
    reviewer.post(address, {"kind": "person", "reason": "Someone asked for it."})
    drafts.hand_in(by=study.author, study=drafts.revise(by=study.author, study=study))
    page = reviewer.get(at("review-show", study))
    assert "Someone asked for it." in page.content.decode()
    sent = page.context["publish"].initial
    answer = reviewer.post(at("review-publish", study), sent)
    assert "puts_back" in answer.context["publish"].errors
    case.refresh_from_db()
    assert (case.withdrawal_kind, case.number) == ("person", 1)
    assert reviewer.post(at("review-publish", study), sent | {"puts_back": "on"}).status_code == 302
    case.refresh_from_db()
    assert (case.withdrawal_kind, case.number) == ("", 2)


def test_others_do_not_withdraw(study, reviewer):
    reviewer.post(at("review-publish", study), {"version": study.version})
    key = PublishedCase.objects.get(study=study).key
    address = reverse("casestudies:case-withdraw", args=[key])
    stranger = signed_in(UserFactory())
    assert stranger.post(address, {"kind": "content", "reason": "Mine."}).status_code == 403
    assert address not in stranger.get(reverse("casestudies:case-show", args=[key])).content.decode()
