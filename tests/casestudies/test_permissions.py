"""Every answer about writing, reviewing and withdrawing follows from seat, role and authorship."""

import pytest

from accounts.models import ReviewMembership
from accounts.roles import Role
from casestudies.models import CaseStudy
from casestudies.permissions import (
    may_change,
    may_review,
    may_withdraw,
    may_write_about,
    may_write_for,
    may_write_for_organization,
)
from dialogues.choices import Seat
from tests.factories.accounts import (
    MembershipFactory,
    ReviewMembershipFactory,
    ReviewOrganizationFactory,
    UserFactory,
)
from tests.factories.casestudies import CaseInReviewFactory, CaseStudyFactory
from tests.factories.dialogues import ClosedDialogueFactory, seated

pytestmark = pytest.mark.django_db


def reviewer_of(agency):
    return ReviewMembershipFactory(organization=ReviewOrganizationFactory(agencies=[agency])).user


@pytest.mark.parametrize("seat", Seat)
def test_of_the_seats_only_the_liaison_writes(seat):
    dialogue = ClosedDialogueFactory()
    assert bool(may_write_about(seated(dialogue, seat), dialogue)) == (seat == Seat.LIAISON)


def test_reviewers_write_about_watched_agencies_only():
    dialogue = ClosedDialogueFactory()
    reviewer = reviewer_of(dialogue.agency)
    assert may_write_about(reviewer, dialogue)
    assert not may_write_about(reviewer, ClosedDialogueFactory())
    ReviewMembership.objects.filter(user=reviewer).delete()
    assert not may_write_about(reviewer, dialogue)


@pytest.mark.parametrize("role", Role)
def test_roles(role):
    study = CaseInReviewFactory()
    member = MembershipFactory(agency=study.agency, roles=[role]).user
    is_reader = role in {Role.LIAISON, Role.ADMINISTRATOR}
    assert bool(may_write_for(member, study.agency)) == (role == Role.LIAISON)
    assert bool(may_review(member, study)) == is_reader
    assert bool(may_withdraw(member, study)) == is_reader
    assert not may_change(member, study)
    assert CaseStudy.objects.visible_to(member).filter(pk=study.pk).exists() == is_reader


def test_the_author_changes_and_withdraws_and_never_reviews():
    study = CaseInReviewFactory()
    assert may_change(study.author, study)
    assert may_withdraw(study.author, study)
    assert "You wrote this" in str(may_review(study.author, study).reason)


def test_organizations_write_for_themselves():
    member = ReviewMembershipFactory()
    assert may_write_for_organization(member.user, member.organization)
    assert not may_write_for_organization(UserFactory(), member.organization)


def test_a_draft_exists_for_its_author_alone_and_only_while_they_belong():
    study = CaseStudyFactory()
    colleague, reviewer = MembershipFactory(agency=study.agency).user, reviewer_of(study.agency)
    seen = [CaseStudy.objects.visible_to(who).exists() for who in (study.author, colleague, reviewer)]
    assert seen == [True, False, False]
    study.author.memberships.all().delete()
    assert not CaseStudy.objects.visible_to(study.author).exists()


def test_what_was_handed_in_exists_for_those_who_may_review_it():
    dialogue = ClosedDialogueFactory()
    organization = ReviewOrganizationFactory()
    author, other = (ReviewMembershipFactory(organization=organization).user for _ in range(2))
    CaseInReviewFactory(agency=None, organization=organization, author=author, dialogue=dialogue)
    agency_side = MembershipFactory(agency=dialogue.agency).user
    for who in (other, agency_side, reviewer_of(dialogue.agency)):
        assert CaseStudy.objects.waiting_for(who).count() == 1
    for who in (author, UserFactory(), MembershipFactory().user):
        assert not CaseStudy.objects.waiting_for(who).exists()
