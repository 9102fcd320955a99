"""Private links as a whole: out of search engines, and slow for those who try many."""

import pytest
from django.test import Client

from accounts.access import BAD_LINKS_AT_MOST
from tests.dialogues.views.test_replies import stop_address
from tests.factories.participants import InvitationFactory, token_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "post"])
def test_stop_pages_stay_out_of_search_engines(method):
    for address in (stop_address(InvitationFactory()), "/stop/7-wrong/"):
        assert getattr(Client(), method)(address)["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("address", ["/i/{}/", "/s/{}/", "/stop/{}/"])
def test_many_links_that_open_nothing_are_slowed_down(address):
    browser, right = Client(), token_of(InvitationFactory())
    answers = [browser.get(address.format(f"guess{number}")) for number in range(BAD_LINKS_AT_MOST + 1)]
    assert [answer.status_code for answer in answers] == [404] * BAD_LINKS_AT_MOST + [429]
    assert answers[-1]["Retry-After"] == "600"
    assert "Wait 10 minutes" in answers[-1].content.decode()
    assert browser.get(f"/i/{right}/").status_code == 302  # a right one opens all the same
    assert Client(REMOTE_ADDR="192.0.2.9").get(address.format("guess")).status_code == 404
