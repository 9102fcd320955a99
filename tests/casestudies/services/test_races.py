"""Two who publish at the same moment: each case gets its own address, and one case is published once."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from casestudies.errors import NotInReview
from casestudies.models import CaseStudy, CaseVersion, PublishedCase
from casestudies.services import publishing, reviews
from tests.factories.accounts import MembershipFactory
from tests.factories.casestudies import CaseInReviewFactory

pytestmark = pytest.mark.django_db(transaction=True)


def publish_at_once(studies: list[CaseStudy], by) -> list[str]:
    def publish(study: CaseStudy) -> str:
        try:
            return reviews.publish(by=by, study=study, version=study.version).case.key
        except NotInReview:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(studies)) as pool:
        return sorted(pool.map(publish, studies))


@pytest.fixture
def slowly(monkeypatch):
    """Time passes between choosing an address and taking it."""
    put = publishing.put

    def put_slowly(**values):
        time.sleep(0.3)
        return put(**values)

    monkeypatch.setattr(publishing, "put", put_slowly)


@pytest.mark.usefixtures("slowly")
def test_two_cases_of_one_place_get_two_addresses():
    first = CaseInReviewFactory()
    second = CaseInReviewFactory(agency=first.agency)
    by = MembershipFactory(agency=first.agency).user
    assert publish_at_once([first, second], by) == ["demo-city-tx-2024", "demo-city-tx-2024-2"]


@pytest.mark.usefixtures("slowly")
def test_one_case_is_published_once():
    study = CaseInReviewFactory()
    by = MembershipFactory(agency=study.agency).user
    assert publish_at_once([study, study], by) == ["demo-city-tx-2024", "refused"]
    assert CaseVersion.objects.filter(case=PublishedCase.objects.get(study=study)).count() == 1
