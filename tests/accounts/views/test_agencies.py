"""An agency: its details and who reads its history."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Agency, User
from tests.factories.accounts import AgencyFactory, ReviewOrganizationFactory

pytestmark = pytest.mark.django_db
DETAILS = {
    "name": "Riverton Public Safety (demo)",
    "kind": "local_government",
    "ori": " tx0010000",
    "state": "NM",
    "time_zone": "America/Denver",
    "paper_size": "a4",
    "public_contact": "Front desk, 555 0100",
}


def test_members_see_details_administrators_and_reviewers(
    agency: Agency, administrator: User, liaison: User, sign_in: Callable[..., Client]
) -> None:
    ReviewOrganizationFactory(
        name="Demo Review", scope="Reads titles.\n<b>Never names.</b>", agencies=[agency]
    )
    words = sign_in(liaison).get(f"/agencies/{agency.pk}/").content.decode()
    for expected in ("Dana Demo", "Demo Review", "Reads titles.<br>&lt;b&gt;Never names.", "Ask one of them"):
        assert expected in words
    assert "/change/" not in words.replace("/account/change/", "")


def test_an_agency_nobody_reviews_says_so(
    agency: Agency, administrator: User, sign_in: Callable[..., Client]
) -> None:
    words = sign_in(administrator).get(f"/agencies/{agency.pk}/").content.decode()
    assert "No review organization reads the history" in words
    assert f"/agencies/{agency.pk}/change/" in words


def test_strangers_find_nothing(agency: Agency, stranger: User, sign_in: Callable[..., Client]) -> None:
    client = sign_in(stranger)
    for pk in (agency.pk, 999_999):
        assert client.get(f"/agencies/{pk}/").status_code == 404
        assert client.get(f"/agencies/{pk}/change/").status_code == 404
        assert client.post(f"/agencies/{pk}/change/", DETAILS).status_code == 404


def test_administrators_change_details(
    agency: Agency, administrator: User, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(administrator)
    address = f"/agencies/{agency.pk}/change/"
    assert b"---------" not in client.get(address).content
    answer = client.post(address, DETAILS | {"slug": "other", "id": 77})
    assert answer["Location"] == f"/agencies/{agency.pk}/"
    changed = Agency.objects.get(pk=agency.pk)
    assert {name: getattr(changed, name) for name in DETAILS} == DETAILS | {"ori": "TX0010000"}
    assert changed.slug == agency.slug


def test_other_members_do_not(agency: Agency, liaison: User, sign_in: Callable[..., Client]) -> None:
    client = sign_in(liaison)
    assert client.get(f"/agencies/{agency.pk}/change/").status_code == 403
    assert client.post(f"/agencies/{agency.pk}/change/", DETAILS).status_code == 403


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ori": "short"}, "nine letters and digits"),
        ({"ori": "AA0010000"}, "Another agency has this ORI"),
        ({"name": ""}, "Enter the agency"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"state": "ZZ"}, "Select a valid choice"),
    ],
)
def test_mistakes_are_told_and_nothing_is_lost(
    agency: Agency, administrator: User, sign_in: Callable[..., Client], change: dict[str, str], words: str
) -> None:
    AgencyFactory(ori="AA0010000")
    answer = sign_in(administrator).post(f"/agencies/{agency.pk}/change/", DETAILS | change)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert "Front desk, 555 0100" in page
    assert agency.name in page, "the page still names the agency as it is"
    assert Agency.objects.get(pk=agency.pk).public_contact == ""
