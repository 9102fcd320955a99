"""The database itself refuses what the program must never do."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from casestudies.choices import CaseState
from casestudies.models import CaseStudy, CaseVersion, PublishedCase
from tests.factories.accounts import ReviewOrganizationFactory, UserFactory
from tests.factories.casestudies import CaseInReviewFactory, CaseStudyFactory

pytestmark = pytest.mark.django_db


def refused(constraint: str, study: CaseStudy, **values: object) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        CaseStudy.objects.filter(pk=study.pk).update(**values)


def test_the_author_can_never_be_the_reviewer() -> None:
    study = CaseInReviewFactory()
    refused("reviewed_by_another", study, reviewed_by=study.author, reviewed_at=timezone.now())


def test_a_case_has_one_writer_and_its_states_have_their_facts() -> None:
    study = CaseStudyFactory()
    refused("has_one_writer", study, organization=ReviewOrganizationFactory())
    refused("has_one_writer", study, agency=None)
    refused("sent_back_has_reason", study, state=CaseState.SENT_BACK)
    refused("in_review_was_handed_in", study, state=CaseState.IN_REVIEW)
    refused("reviewed_pair", study, reviewed_by=UserFactory())
    refused("state_known", study, state="lost")


def test_a_withdrawal_has_its_reason() -> None:
    erie = PublishedCase.objects.filter(key="erie")
    with pytest.raises(IntegrityError, match="withdrawn_has_reason"), transaction.atomic():
        erie.update(withdrawn_at=timezone.now(), withdrawal_kind="content")


@pytest.mark.parametrize("kind", ["", "lost", "person"])
def test_a_withdrawal_has_its_kind_and_one_because_of_a_person_hides(kind) -> None:
    values = {"withdrawn_at": timezone.now(), "withdrawal_reason": "Demo.", "withdrawal_kind": kind}
    with pytest.raises(IntegrityError, match="withdrawal_kind_known"), transaction.atomic():
        PublishedCase.objects.filter(key="erie").update(**values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE casestudies_caseversion SET writer = 'Nobody'",
        "DELETE FROM casestudies_caseversion",
    ],
)
def test_a_published_version_is_never_changed(statement: str) -> None:
    count = CaseVersion.objects.count()
    refusal = pytest.raises(IntegrityError, match="never changed or removed")
    with refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert CaseVersion.objects.filter(writer="").count() == count


def test_a_draft_is_called_by_its_place() -> None:
    assert str(CaseStudyFactory()) == "Demo City, TX"
    assert str(CaseStudyFactory(body={"state": "TX"})) == "Case without a place yet"
