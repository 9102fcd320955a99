"""A mistake in the suggestions stops the start with its file, line and reason."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from readiness import apps, content
from readiness.choices import AuditKind
from readiness.content import ContentError
from records.registers import audit_kinds


def test_the_suggestions_as_they_are_pass():
    assert apps.content_is_whole() == []


def test_a_bad_file_stops_every_command(monkeypatch):
    mistake = ContentError("readiness/content/neutrals.yaml", 7, "the key “title” is missing")
    monkeypatch.setattr(content, "check", lambda: [mistake])
    with pytest.raises(SystemCheckError, match=r"neutrals\.yaml, line 7: the key “title” is missing"):
        call_command("check")


def test_every_kind_of_event_is_signed():
    assert set(AuditKind.values) <= set(audit_kinds())
