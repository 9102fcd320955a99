"""Every address × every person × every method: closed unless listed open, 404 for strangers, 403 with a reason."""

import contextlib

import pytest
from django.db import transaction
from django.test import RequestFactory
from django.urls import URLPattern, resolve

from tests.sweeps import walk
from tests.sweeps.policies import POLICIES, WRITING
from tests.sweeps.policy import SIGNED_IN, Policy
from tests.sweeps.walk import Answer
from tests.sweeps.world import World, addresses

RARE_METHODS = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")


def deviation(who: str, policy: Policy, answer: Answer) -> str | None:
    """What is wrong with an answer; None when it is as the policy says. 405 tells nothing about the world."""
    status = answer.status
    if status >= 500 and status != 503:
        return f"{status}, a fault"
    if status == 405:
        return None
    if who == "nobody" and not policy.is_public:
        is_right = answer.is_sent_to_sign_in or answer.offers_sign_in
        return None if is_right else f"{status}, not sent to sign in"
    if who in policy.may:
        is_refused = status == 403 or (status == 404 and not policy.is_public) or answer.is_sent_to_sign_in
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


def is_refused_by_view(world: World, who: str, pattern: URLPattern, method: str, address: str) -> bool:
    """Whether the view itself says 405. Most do, and that spares the way through all that stands before it."""
    request = RequestFactory().generic(method, address)
    request.user = world.people[who]
    with contextlib.suppress(Exception), transaction.atomic():  # whatever else it says, the whole way tells
        return pattern.callback(request, **resolve(address).kwargs).status_code == 405
    return False


@pytest.mark.long("walk")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("who", ["nobody", *sorted(SIGNED_IN)])
def test_everyone_gets_what_the_policy_says(world: World, db: None, who: str) -> None:
    client, seen = world.client(who), walk.read(world, who)
    found = []
    for name, policy in POLICIES.items():
        found.append((name, "GET", deviation(who, policy, seen[name])))
    for name, pattern in addresses():
        if name in POLICIES:
            answer = walk.write(client, "POST", world.address(name, pattern))
            found.append((name, "POST", deviation(who, WRITING.get(name, POLICIES[name]), answer)))
    assert [f"{who} {method} {name}: {wrong}" for name, method, wrong in found if wrong] == []


@pytest.mark.long("walk")
@pytest.mark.parametrize("who", ["nobody", "stranger"])
def test_rare_methods_open_no_door(world: World, db: None, who: str) -> None:
    client, found = world.client(who), []
    for name, pattern in addresses():
        for method in RARE_METHODS if name in POLICIES else ():
            if who != "nobody" and is_refused_by_view(
                world, who, pattern, method, world.address(name, pattern)
            ):
                continue
            is_reading = method in {"HEAD", "OPTIONS"}
            policy = POLICIES[name] if is_reading else WRITING.get(name, POLICIES[name])
            wrong = deviation(who, policy, walk.write(client, method, world.address(name, pattern)))
            found += [f"{who} {method} {name}: {wrong}"] if wrong else []
    assert found == []
