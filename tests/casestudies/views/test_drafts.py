"""An author's pages: nothing typed is lost, and the next thing to do is always named."""

import pytest
from django.urls import reverse

from casestudies.choices import CaseState, KeepReason, Part
from casestudies.models import CaseStudy
from casestudies.redaction import mark_key
from tests.dialogues.views.conftest import questions, signed_in, typed
from tests.factories.accounts import (
    MembershipFactory,
    ReviewMembershipFactory,
    ReviewOrganizationFactory,
    UserFactory,
)
from tests.factories.casestudies import CaseInReviewFactory, CaseStudyFactory, whole_body
from tests.factories.dialogues import ClosedDialogueFactory, DesignTeamMemberFactory, DialogueFactory, seated

pytestmark = pytest.mark.django_db
LIST = reverse("casestudies:draft-list")


def at(name: str, study: CaseStudy, *more: str) -> str:
    return reverse(f"casestudies:{name}", args=[study.pk, *more])


@pytest.fixture
def study() -> CaseStudy:
    return CaseStudyFactory()


@pytest.fixture
def author(study):
    return signed_in(study.author)


def test_from_a_closed_dialogue_to_a_draft():
    dialogue = ClosedDialogueFactory(purpose="Hear each other.")
    browser = signed_in(seated(dialogue))
    address = reverse("casestudies:dialogue-case", args=[dialogue.pk])
    page = browser.get(address)
    assert "Hear each other." in page.content.decode()
    for _ in range(2):  # sent twice, it starts one
        answer = browser.post(address, typed(page))
    study = CaseStudy.objects.get()
    assert answer["Location"] == at("draft-show", study)
    assert "Still missing" in browser.get(answer["Location"]).content.decode()


def test_a_dialogue_that_goes_on_is_refused_with_what_to_do():
    dialogue = DialogueFactory()
    browser = signed_in(seated(dialogue))
    address = reverse("casestudies:dialogue-case", args=[dialogue.pk])
    page = browser.get(address)
    assert "not finished yet" in page.content.decode()
    answer = browser.post(address, typed(page))
    assert answer.status_code == 409
    assert "Hold or cancel its planned sessions" in answer.content.decode()
    assert not CaseStudy.objects.exists()


def test_an_empty_case_is_started_for_ones_agency():
    member = MembershipFactory()
    browser = signed_in(member.user)
    address = reverse("casestudies:draft-start")
    answer = browser.post(address, typed(browser.get(address)))
    study = CaseStudy.objects.get()
    assert answer["Location"] == at("draft-show", study)
    assert study.agency == member.agency


@pytest.mark.parametrize("part", Part)
def test_every_part_opens_and_saves(author, study, part):
    address = at("draft-change", study, part)
    answer = author.post(address, typed(author.get(address)))
    assert answer["Location"] == at("draft-show", study)
    study.refresh_from_db()
    assert study.body == whole_body()


def test_an_unknown_part_does_not_exist(author, study):
    assert author.get(at("draft-change", study, "secrets")).status_code == 404


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "x" * 50_000])
def test_bad_input_is_kept_and_told_beside_the_field(author, study, hostile):
    address = at("draft-change", study, Part.WORK)
    answer = author.post(address, typed(author.get(address), done=hostile))
    assert answer.status_code == 200
    assert answer.context["form"]["done"].value() == hostile
    assert "done" in answer.context["form"].errors
    assert "<script>alert" not in answer.content.decode()
    study.refresh_from_db()
    assert study.body["done"] == whole_body()["done"]


def test_two_windows_show_both_texts_and_lose_neither(author, study):
    address = at("draft-change", study, Part.LESSONS)
    first, second = author.get(address), author.get(address)
    author.post(address, typed(first, lessons="Eat first."))
    answer = author.post(address, typed(second, lessons="Listen first."))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Eat first." in page
    assert "Listen first." in page
    author.post(address, typed(answer))
    study.refresh_from_db()
    assert study.body["lessons"] == ["Listen first."]


def test_a_draft_names_the_next_thing(author, study):
    page = author.get(at("draft-show", study)).content.decode()
    assert "Hand in for review" in page
    study.body = whole_body(sources=[], trigger="The death of Kwame Osei in 2024")
    study.save()
    page = author.get(at("draft-show", study)).content.decode()
    assert "Hand in for review" not in page
    assert "Fill in “Sources”" in page
    assert "1 to decide" in page


def test_handing_in_with_a_gap_is_refused_in_words(author):
    study = CaseStudyFactory(body=whole_body(sources=[]))
    answer = signed_in(study.author).post(at("draft-hand-in", study))
    assert answer.status_code == 409
    assert "parts are still missing" in answer.content.decode()


def test_marks_are_decided_and_the_case_handed_in(author, study):
    study.body = whole_body(trigger="The death of Kwame Osei in 2024")
    study.save()
    address = at("draft-marks", study)
    assert "Kwame Osei" in author.get(address).content.decode()
    key = mark_key("Kwame Osei")
    answer = author.post(address, {key: KeepReason.INCIDENT, f"words_{key}": ""})
    assert "Say in a few words why it stays" in answer.content.decode()
    author.post(address, {key: KeepReason.INCIDENT, f"words_{key}": "Every paper named him."})
    author.post(at("draft-hand-in", study))
    study.refresh_from_db()
    assert study.state == CaseState.IN_REVIEW
    page = author.get(at("draft-show", study)).content.decode()
    assert "Someone else reads it now" in page
    assert "Before you hand it in" not in page


def test_a_known_name_is_shown_with_where_to_change_it_and_nothing_to_choose():
    dialogue = ClosedDialogueFactory()
    author = seated(dialogue)
    DesignTeamMemberFactory(dialogue=dialogue, name="Zyanya Quispe")
    body = whole_body(lessons=["We thank Zyanya for coming."])
    study = CaseStudyFactory(agency=dialogue.agency, author=author, dialogue=dialogue, body=body)
    page = signed_in(author).get(at("draft-marks", study)).content.decode()
    assert "none of them can be kept" in page
    assert at("draft-change", study, Part.LESSONS) in page
    assert mark_key("Zyanya") not in page


def test_a_draft_with_more_marks_than_the_page_shows_says_so(author, study):
    study.body = whole_body(done=[f"Badge {number} was read out." for number in range(1000, 1101)])
    study.save()
    page = author.get(at("draft-marks", study))
    assert "The finder marks 101 places; these are the first 100" in page.content.decode()
    assert len(page.context["form"].rows) == 100
    answer = author.post(at("draft-hand-in", study))
    assert (answer.status_code, "more places than their page shows" in answer.content.decode()) == (409, True)


def test_a_contact_has_no_choice_but_to_go(author, study):
    study.body = whole_body(lessons=["Call 612-555-0100 first."])
    study.save()
    page = author.get(at("draft-marks", study)).content.decode()
    assert "Take these out" in page
    assert "612-555-0100" in page
    assert "<select" not in page
    assert "Decide on the marked places" in author.get(at("draft-show", study)).content.decode()


def test_the_home_page_fetches_what_waits(author):
    study = CaseInReviewFactory()
    reviewer = MembershipFactory(agency=study.agency).user
    panel, home = reverse("casestudies:waiting-panel"), reverse("planning:next")
    assert f'hx-get="{panel}"' in signed_in(reviewer).get(home).content.decode()
    assert panel not in signed_in(UserFactory()).get(home).content.decode()
    asked = {"hx-request": "true"}
    page = signed_in(reviewer).get(panel, headers=asked).content.decode()
    assert reverse("casestudies:review-show", args=[study.pk]) in page
    for nobody in (signed_in(study.author), author):
        assert nobody.get(panel, headers=asked).content.decode().strip() == ""
    assert signed_in(reviewer).get(panel)["Location"] == LIST


def test_a_case_without_marks_says_so(author, study):
    assert "Nothing is marked" in author.get(at("draft-marks", study)).content.decode()


def test_what_was_sent_back_says_why():
    study = CaseInReviewFactory()
    reviewer = signed_in(MembershipFactory(agency=study.agency).user)
    reviewer.post(
        reverse("casestudies:review-send-back", args=[study.pk]),
        {"version": study.version, "reason": "Say what failed."},
    )
    page = signed_in(study.author).get(at("draft-show", study)).content.decode()
    assert "Say what failed." in page
    assert "Hand in for review" in page


def test_a_published_case_can_have_a_new_version():
    study = CaseInReviewFactory()
    reviewer = signed_in(MembershipFactory(agency=study.agency).user)
    reviewer.post(reverse("casestudies:review-publish", args=[study.pk]), {"version": study.version})
    browser = signed_in(study.author)
    assert "Begin a new version" in browser.get(at("draft-show", study)).content.decode()
    browser.post(at("draft-revise", study))
    study.refresh_from_db()
    assert study.state == CaseState.DRAFT


def test_others_learn_that_it_is_not_theirs_or_nothing_at_all():
    study = CaseInReviewFactory()
    colleague = signed_in(MembershipFactory(agency=study.agency).user)
    answer = colleague.get(at("draft-show", study))
    assert (answer.status_code, "Only its author" in answer.content.decode()) == (403, True)
    assert signed_in(UserFactory()).get(at("draft-show", study)).status_code == 404


def test_an_empty_list_says_what_to_do():
    assert "Start a case study" in signed_in(MembershipFactory().user).get(LIST).content.decode()
    assert "No case study waits for you" in signed_in(UserFactory()).get(LIST).content.decode()


def test_a_reviewer_finds_what_waits():
    study = CaseInReviewFactory()
    organization = ReviewOrganizationFactory(agencies=[study.agency])
    browser = signed_in(ReviewMembershipFactory(organization=organization).user)
    assert reverse("casestudies:review-show", args=[study.pk]) in browser.get(LIST).content.decode()


def test_lists_and_drafts_cost_the_same_however_many_there_are(author, study):
    def costs() -> tuple[int, int]:
        return questions(author, LIST), questions(author, at("draft-show", study))

    before = costs()
    CaseStudyFactory.create_batch(3, agency=study.agency, author=study.author)
    for _ in range(3):
        CaseInReviewFactory(agency=study.agency, author=MembershipFactory(agency=study.agency).user)
    assert costs() == before == (7, 5)
