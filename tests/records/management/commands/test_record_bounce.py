"""A delivery report on standard input, as a mail alias gives it."""

import sys
from collections.abc import Callable
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import call_command

from records.models import Message
from records.services import bounces
from tests.records.services.test_bounces import report

pytestmark = pytest.mark.django_db


def run(text: bytes, monkeypatch: pytest.MonkeyPatch) -> str:
    told = StringIO()
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(text)))
    call_command("record_bounce", stdout=told)
    return told.getvalue().strip()


def test_notes_a_bounce(post: Callable[..., Message], monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(report(post()), monkeypatch) == "Noted."
    assert bounces.is_noted("participant:1")


def test_leaves_other_mail_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(b"Subject: Out of office\n\nBack on Monday.", monkeypatch).startswith("This is not a report")
