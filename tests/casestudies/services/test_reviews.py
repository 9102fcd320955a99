"""Someone other than the author publishes, sends back, withdraws; what was published stays."""

import pytest

from accounts.errors import NotAllowed
from accounts.models import User
from accounts.roles import Role
from casestudies.choices import CaseState, WithdrawalKind
from casestudies.errors import (
    AlreadyWithdrawn,
    MarksNotDecided,
    MarksNotLookedAt,
    NotInReview,
    ReviewedWordsChanged,
    WhyMissing,
    WithdrawalNeedsReason,
    WithdrawalStands,
)
from casestudies.models import CaseStudy, CaseVersion, PublishedCase
from casestudies.redaction import mark_key
from casestudies.services import drafts, reviews
from records.models import AuditEvent
from tests.factories.accounts import (
    MembershipFactory,
    ReviewMembershipFactory,
    ReviewOrganizationFactory,
    UserFactory,
)
from tests.factories.casestudies import CaseInReviewFactory, CaseStudyFactory, whole_body
from tests.factories.dialogues import ClosedDialogueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def study() -> CaseStudy:
    return CaseInReviewFactory()


def colleague_of(study: CaseStudy, role: str = Role.LIAISON):
    return MembershipFactory(agency=study.agency, roles=[role]).user


def publish(study: CaseStudy, *, by: User | None = None) -> CaseVersion:
    """A colleague publishes what stands now."""
    return reviews.publish(
        by=by or colleague_of(study), study=study, version=CaseStudy.objects.get(pk=study.pk).version
    )


def reviewer_of(study: CaseStudy):
    organization = ReviewOrganizationFactory(agencies=[study.agency])
    return ReviewMembershipFactory(organization=organization).user


@pytest.mark.parametrize("who", ["liaison", "administrator", "reviewer"])
def test_another_person_publishes(study, who):
    by = reviewer_of(study) if who == "reviewer" else colleague_of(study, who)
    version = reviews.publish(by=by, study=study, version=study.version)
    study.refresh_from_db()
    assert (version.number, version.writer, version.reviewed_by) == (1, study.agency.name, by)
    assert (study.state, study.reviewed_by) == (CaseState.PUBLISHED, by)
    assert version.case.key == "demo-city-tx-2024"
    assert version.shown.lessons == tuple(whole_body()["lessons"])
    assert AuditEvent.objects.get().sentence == f"{by} published version 1 of the case study “Demo City, TX”"


def named(**options):
    """A case that names an incident, kept with words."""
    kept = {mark_key("Kwame Osei"): {"text": "Kwame Osei", "reason": "incident", "words": "Public."}}
    body = whole_body(trigger="The death of Kwame Osei in 2024")
    return CaseInReviewFactory(**({"body": body, "kept": kept} | options))


def test_each_kept_place_is_looked_at_before_publishing():
    study = named()
    by = colleague_of(study)
    for looked_at in ((), ["something else"]):
        with pytest.raises(MarksNotLookedAt):
            reviews.publish(by=by, study=study, version=study.version, looked_at=looked_at)
    study.refresh_from_db()
    assert study.state == CaseState.IN_REVIEW
    looked_at = [mark_key("Kwame Osei")]
    assert reviews.publish(by=by, study=study, version=study.version, looked_at=looked_at).number == 1


@pytest.mark.parametrize("trigger", ["The death of Kwame Osei in 2024", "Call 612-555-0100 to hear more"])
def test_a_marked_place_without_a_decision_is_not_published(trigger):
    key = mark_key("612-555-0100")
    kept = {key: {"text": "612-555-0100", "reason": "agreed", "words": "Agreed."}} if "612" in trigger else {}
    study = named(body=whole_body(trigger=trigger), kept=kept)
    with pytest.raises(MarksNotDecided):
        reviews.publish(by=colleague_of(study), study=study, version=study.version, looked_at=[key])
    assert not PublishedCase.objects.filter(study=study).exists()


def test_the_author_never_reviews(study):
    for act in (
        lambda: reviews.publish(by=study.author, study=study, version=study.version),
        lambda: reviews.send_back(by=study.author, study=study, version=study.version, reason="Fine."),
    ):
        with pytest.raises(NotAllowed, match="You wrote this case study"):
            act()
    assert not PublishedCase.objects.filter(study=study).exists()


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CO_PLANNER, Role.RECORDS_OFFICER])
def test_other_roles_and_strangers_do_not_review(study, role):
    for by in (colleague_of(study, role), UserFactory(), MembershipFactory().user):
        with pytest.raises(NotAllowed):
            reviews.publish(by=by, study=study, version=study.version)


def test_a_case_of_a_review_organization_is_reviewed_by_it_or_by_the_agency():
    dialogue = ClosedDialogueFactory()
    organization = ReviewOrganizationFactory(agencies=[dialogue.agency])
    author, other = (ReviewMembershipFactory(organization=organization).user for _ in range(2))
    agency = MembershipFactory(agency=dialogue.agency).user
    for by in (other, agency):
        study = CaseInReviewFactory(agency=None, organization=organization, author=author, dialogue=dialogue)
        assert reviews.publish(by=by, study=study, version=study.version).writer == organization.name


def organizations_case() -> CaseStudy:
    dialogue = ClosedDialogueFactory()
    organization = ReviewOrganizationFactory(name="Demo Oversight", agencies=[dialogue.agency])
    author = ReviewMembershipFactory(organization=organization).user
    return CaseInReviewFactory(agency=None, organization=organization, author=author, dialogue=dialogue)


def test_the_agencys_record_names_the_organization_and_not_the_person():
    study = organizations_case()
    by = ReviewMembershipFactory(organization=study.organization).user
    case = publish(study, by=by).case
    reviews.withdraw(by=study.author, case=case, reason="A number was wrong.")
    told = AuditEvent.objects.of_dialogue(study.dialogue_id).order_by("pk")
    assert [(event.actor_id, event.actor_label, event.agency_id) for event in told] == [
        (None, "Demo Oversight", study.dialogue.agency_id)
    ] * 2
    kept = AuditEvent.objects.filter(dialogue_id=None, agency_id=None).order_by("pk")
    assert [event.actor_id for event in kept] == [by.pk, study.author_id]


def test_an_organizations_case_is_sent_back_and_withdrawn_by_the_organization_alone():
    study = organizations_case()
    agency, theirs = study.dialogue.agency, ReviewMembershipFactory(organization=study.organization).user
    others = [
        MembershipFactory(agency=agency, roles=[Role.ADMINISTRATOR]).user,
        ReviewMembershipFactory(organization=ReviewOrganizationFactory(agencies=[agency])).user,
    ]
    for by in others:
        with pytest.raises(NotAllowed, match="Ask Demo Oversight"):
            reviews.send_back(by=by, study=study, version=study.version, reason="We do not like it.")
    case = publish(study, by=theirs).case
    for by in others:
        with pytest.raises(NotAllowed, match="Ask Demo Oversight"):
            reviews.withdraw(by=by, case=case, reason="We do not like it.")
    assert reviews.withdraw(by=theirs, case=case, reason="A number was wrong.").withdrawn_at


def test_sent_back_with_a_reason_it_is_the_authors_again(study):
    by = colleague_of(study)
    with pytest.raises(WhyMissing):
        reviews.send_back(by=by, study=study, version=study.version, reason="  ")
    row = reviews.send_back(by=by, study=study, version=study.version, reason="Say what did not work.")
    assert (row.state, row.review_reason) == (CaseState.SENT_BACK, "Say what did not work.")
    assert AuditEvent.objects.get().sentence.endswith("Say what did not work.")
    assert drafts.hand_in(by=study.author, study=row).state == CaseState.IN_REVIEW


def test_words_handed_in_anew_are_not_decided_unread(study):
    read = study.version
    reviews.send_back(by=colleague_of(study), study=study, version=read, reason="Say more.")
    assert drafts.hand_in(by=study.author, study=study).version == read + 1
    for act in (
        lambda: reviews.publish(by=colleague_of(study), study=study, version=read),
        lambda: reviews.send_back(by=colleague_of(study), study=study, version=read, reason="Again."),
    ):
        with pytest.raises(ReviewedWordsChanged):
            act()
    assert publish(study).number == 1


def test_only_what_is_in_review_is_decided():
    study = CaseStudyFactory()
    with pytest.raises(NotInReview):
        reviews.publish(by=colleague_of(study), study=study, version=study.version)


def test_a_second_click_does_not_publish_twice(study):
    by = colleague_of(study)
    reviews.publish(by=by, study=study, version=study.version)
    with pytest.raises(NotInReview):
        reviews.publish(by=by, study=study, version=study.version)


def test_a_new_version_follows_under_the_same_address(study):
    by = colleague_of(study)
    first = reviews.publish(by=by, study=study, version=study.version)
    row = drafts.revise(by=study.author, study=study)
    drafts.change(
        by=study.author, study=row, version=row.version, part="about", values={"place": "Demo Town"}
    )
    drafts.hand_in(by=study.author, study=row)
    second = publish(study, by=by)
    assert (second.case, second.number) == (first.case, 2)
    assert second.case.place == "Demo Town"
    first.refresh_from_db()
    assert first.shown.place == "Demo City"


def test_two_places_of_one_name_have_two_addresses(study):
    other = CaseInReviewFactory()
    keys = [publish(one).case.key for one in (study, other)]
    assert keys == ["demo-city-tx-2024", "demo-city-tx-2024-2"]


def test_a_withdrawal_needs_a_reason_and_leaves_the_versions(study):
    case = reviews.publish(by=colleague_of(study), study=study, version=study.version).case
    with pytest.raises(WithdrawalNeedsReason):
        reviews.withdraw(by=study.author, case=case, reason="")
    with pytest.raises(NotAllowed):
        reviews.withdraw(by=MembershipFactory().user, case=case, reason="I do not like it.")
    row = reviews.withdraw(by=study.author, case=case, reason="A number was wrong.")
    assert (row.withdrawal_reason, row.versions.count()) == ("A number was wrong.", 1)
    with pytest.raises(AlreadyWithdrawn):
        reviews.withdraw(by=study.author, case=case, reason="Again.")


def withdrawn(study: CaseStudy, kind: str) -> PublishedCase:
    """Published, withdrawn, and a new version handed in."""
    case = publish(study).case
    reviews.withdraw(by=study.author, case=case, reason="Someone asked for it.", kind=kind)
    drafts.hand_in(by=study.author, study=drafts.revise(by=study.author, study=study))
    study.refresh_from_db()
    return case


@pytest.mark.parametrize("kind", WithdrawalKind)
def test_a_withdrawal_is_lifted_only_by_someone_who_says_so(study, kind):
    case, by = withdrawn(study, kind), colleague_of(study)
    with pytest.raises(WithdrawalStands):
        reviews.publish(by=by, study=study, version=study.version)
    case.refresh_from_db()
    assert (case.withdrawal_kind, case.number) == (kind, 1)
    row = reviews.publish(by=by, study=study, version=study.version, puts_back=True).case
    assert (row.withdrawn_at, row.withdrawal_kind, row.withdrawal_reason) == (None, "", "")
    assert [row.hides(number) for number in (1, 2)] == [kind == WithdrawalKind.PERSON, False]


def test_an_ordinary_withdrawal_can_become_one_because_of_a_person_and_not_the_other_way(study):
    case = publish(study).case
    reviews.withdraw(by=study.author, case=case, reason="A number was wrong.")
    with pytest.raises(AlreadyWithdrawn):
        reviews.withdraw(by=study.author, case=case, reason="Again.")
    row = reviews.withdraw(by=study.author, case=case, reason="Asked.", kind=WithdrawalKind.PERSON)
    assert (row.withdrawal_kind, row.hides(1)) == ("person", True)
    for kind in WithdrawalKind:
        with pytest.raises(AlreadyWithdrawn):
            reviews.withdraw(by=study.author, case=case, reason="Again.", kind=kind)


def test_cases_of_the_files_are_not_withdrawn_by_hand():
    with pytest.raises(NotAllowed, match="comes with the program"):
        reviews.withdraw(by=UserFactory(), case=PublishedCase.objects.get(key="erie"), reason="Old.")
