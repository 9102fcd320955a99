"""One walk of each person over every address, from which several sweeps read: each world is made alike, so what a
person was answered is remembered for the run."""

import copy
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client

from accounts import middleware
from accounts.views import failures
from tests.sweeps.policies import POLICIES
from tests.sweeps.world import World, addresses

SIGN_IN = "/sign-in/"
_walks: dict[str, dict[str, "Answer"]] = {}


@dataclass(frozen=True)
class Answer:
    """What the sweeps ask of an answer: how it went, where it leads, and what stands at the head of a whole page."""

    status: int
    leads_to: str
    offers_sign_in: bool
    is_page: bool  # neither a file nor a part of a page
    has_gaps: bool  # a sentence in which nothing was filled in: "track %(n)d", "{by} changed"
    title: str
    heading: str

    @property
    def is_sent_to_sign_in(self) -> bool:
        return self.status == 302 and self.leads_to.startswith(SIGN_IN)

    @classmethod
    def of(cls, response: HttpResponse) -> "Answer":
        content = b"" if response.streaming else response.content
        is_page = content[:200].lstrip().lower().startswith(b"<!doctype html")
        words = content.decode(errors="replace") if is_page else ""
        return cls(
            status=response.status_code,
            leads_to=response.headers.get("Location", ""),
            offers_sign_in=b"sign-in" in content[:20_000],
            is_page=is_page,
            has_gaps=bool(re.search(r"%\([a-z_]+\)|\{(by|subject|n|count|session)\}", words)),
            title=_words_of("title", words),
            heading=_words_of("h1", words),
        )


def _words_of(tag: str, html: str) -> str:
    found = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", html, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Whatever a request changes is taken back, signing out as well: every request meets the same world."""
    point, cookies = transaction.savepoint(), copy.deepcopy(client.cookies)
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)
        client.cookies = cookies


@contextmanager
def drawn_once(drawn: Collection[int]) -> Iterator[None]:
    """Refusals of these statuses come without their page. Drawing each anew would take a third of the walk."""

    def draw(request: HttpRequest, template: str, context: object = None, status: int = 200) -> HttpResponse:
        is_drawn = status in drawn
        return HttpResponse(status=status) if is_drawn else render(request, template, context, status=status)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(middleware, "render", draw)
        patch.setattr(failures, "render", draw)
        yield


def ask(client: Client, method: str, address: str, *, drawn: Collection[int] = ()) -> Answer:
    with undone(client), drawn_once(drawn):
        return Answer.of(client.generic(method, address))


def write(client: Client, method: str, address: str) -> Answer:
    """Asked after `read`, which looks at every reason of a refusal, and at one page of what is not there."""
    return ask(client, method, address, drawn={403, 404, 409})


def read(world: World, who: str) -> dict[str, Answer]:
    """What this person is answered at every address that has a policy, by the name of the address."""
    if who not in _walks:
        client, found = world.client(who), {}
        with transaction.atomic():
            for name, pattern in addresses():
                if name in POLICIES:
                    drawn = {404} & {answer.status for answer in found.values()}
                    found[name] = ask(client, "GET", world.address(name, pattern), drawn=drawn)
        _walks[who] = found
    return _walks[who]
