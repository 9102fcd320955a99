"""Plain pages that anyone may read."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories.accounts import ReviewOrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["page-privacy", "page-accessibility"])
def test_anyone_may_read_them(
    client: Client, stranger: User, sign_in: Callable[..., Client], name: str
) -> None:
    address = reverse(f"accounts:{name}")
    for browser in (client, sign_in(stranger)):
        assert browser.get(address).status_code == 200
    assert client.post(address).status_code == 405


def test_who_reviews_is_told_to_everyone_in_their_own_words(client: Client) -> None:
    ReviewOrganizationFactory(name="Demo Review", scope="Reads titles. Never names.")
    words = client.get("/privacy/").content.decode()
    assert "Demo Review" in words
    assert "Reads titles. Never names." in words
