"""Every address × every person × every method: closed unless listed open, 404 for strangers, 403 with a reason."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.sweeps.policies import POLICIES, WRITING
from tests.sweeps.policy import SIGNED_IN, Policy
from tests.sweeps.world import World, addresses

METHODS = ("GET", "POST")
RARE_METHODS = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
SIGN_IN = "/sign-in/"


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Whatever a request changes is taken back, signing out as well: every request meets the same world."""
    point, cookies = transaction.savepoint(), copy.deepcopy(client.cookies)
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)
        client.cookies = cookies


def ask(client: Client, method: str, address: str) -> HttpResponse:
    with undone(client):
        return client.generic(method, address)


def is_sent_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith(SIGN_IN)


def deviation(who: str, policy: Policy, response: HttpResponse) -> str | None:
    """What is wrong with an answer; None when it is as the policy says. 405 tells nothing about the world."""
    status = response.status_code
    if status >= 500 and status != 503:
        return f"{status}, a fault"
    if status == 405:
        return None
    if who == "nobody" and not policy.is_public:
        is_right = is_sent_to_sign_in(response) or b"sign-in" in response.content[:20_000]
        return None if is_right else f"{status}, not sent to sign in"
    if who in policy.may:
        is_refused = status == 403 or (status == 404 and not policy.is_public) or is_sent_to_sign_in(response)
        return f"{status}, though allowed" if is_refused and policy.may != SIGNED_IN else None
    wanted = 403 if who in policy.told else 404
    return None if status == wanted else f"{status} instead of {wanted}"


def test_every_address_has_a_policy() -> None:
    known = {name for name, _pattern in addresses() if not name.startswith("mailbox:")}
    assert known == set(POLICIES)


def test_public_addresses_are_exactly_these() -> None:
    """What Django lets in without signing in is what the list calls public."""
    marked = {
        name
        for name, pattern in addresses()
        if not getattr(pattern.callback, "login_required", True) and not name.startswith("mailbox:")
    }
    assert marked == {name for name, policy in POLICIES.items() if policy.is_public}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("who", ["nobody", *sorted(SIGNED_IN)])
def test_everyone_gets_what_the_policy_says(world: World, db: None, who: str) -> None:
    client = world.client(who)
    methods = (*METHODS, *RARE_METHODS) if who in {"nobody", "stranger"} else METHODS
    found = []
    for name, pattern in addresses():
        address = world.address(name, pattern)
        for method in methods if name in POLICIES else ():
            is_reading = method in {"GET", "HEAD", "OPTIONS"}
            policy = POLICIES[name] if is_reading else WRITING.get(name, POLICIES[name])
            wrong = deviation(who, policy, ask(client, method, address))
            if wrong:
                found.append(f"{who} {method} {name}: {wrong}")
    assert found == []
