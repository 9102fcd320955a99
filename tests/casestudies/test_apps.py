"""A mistake in a case stops the start with its file, line and reason."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from casestudies import apps, content
from casestudies.content import ContentError
from casestudies.services import files


def test_the_cases_as_they_are_pass():
    assert apps.content_is_whole() == []


def test_a_bad_file_stops_every_command(monkeypatch):
    mistake = ContentError("casestudies/content/cases/erie.yaml", 7, "the key “place” is missing")
    monkeypatch.setattr(content, "check", lambda: [mistake])
    with pytest.raises(SystemCheckError, match=r"erie\.yaml, line 7: the key “place” is missing"):
        call_command("check")


@pytest.mark.django_db
def test_migrate_brings_in_the_files_but_not_backwards(monkeypatch):
    called = []
    monkeypatch.setattr(files, "sync", lambda: called.append(1))
    apps.bring_in_files(using="default", plan=[(None, True)])
    apps.bring_in_files(using="elsewhere")
    assert called == []
    call_command("migrate", verbosity=0, interactive=False)
    assert called == [1]
