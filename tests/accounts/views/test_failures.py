"""Pages for when something fails."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from accounts.errors import NotAllowed
from accounts.models import User
from accounts.views import failures

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def test_unknown_addresses_are_plain_pages(
    client: Client, stranger: User, sign_in: Callable[..., Client]
) -> None:
    for browser in (client, sign_in(stranger)):
        answer = browser.get("/no/such/page/")
        assert answer.status_code == 404
        assert b"Page not found" in answer.content


def test_a_form_without_its_token_is_told_so(strict: Client) -> None:
    answer = strict.post("/sign-in/", {"email": "a@demo.example", "password": "x"})
    assert answer.status_code == 403
    assert b"This form was open too long" in answer.content


def test_signing_in_twice_from_two_tabs_is_no_fault(
    strict: Client, stranger: User, sign_in: Callable[..., Client]
) -> None:
    strict.cookies = sign_in(stranger).cookies
    answer = strict.post("/sign-in/", {"csrfmiddlewaretoken": "old", "next": "/account/"})
    assert (answer.status_code, answer["Location"]) == (302, "/account/")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "a b", "127.0.0.1:8000@evil.example"]
)
def test_forged_hosts_get_a_page_that_needs_nothing(client: Client, host: str) -> None:
    answer = client.get("/sign-in/", HTTP_HOST=host)
    assert answer.status_code == 400
    assert b"evil" not in answer.content


def test_the_gravest_pages_need_no_request_and_no_database(
    rf: RequestFactory, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(0):
        assert failures.server_error(rf.get("/")).status_code == 500
        assert failures.bad_request(rf.get("/"), ValueError()).status_code == 400


def test_forbidden_says_why_when_there_is_a_sentence(rf: RequestFactory) -> None:
    assert b"Ask Dana" in failures.forbidden(rf.get("/"), NotAllowed("Ask Dana.")).content
    quiet = failures.forbidden(rf.get("/"), PermissionDenied("internal words"))
    assert quiet.status_code == 403
    assert b"internal words" not in quiet.content
