"""A mistake in the content stops the start with its file, line and reason."""

import dataclasses
import shutil

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from planning import apps, content
from planning.content import ContentError


def test_the_content_as_it_is_passes():
    assert apps.content_is_whole() == []


def test_a_bad_file_stops_every_command(monkeypatch):
    mistake = ContentError(
        "planning/content/formats/town_hall.yaml", 38, "the blocks add up to 85 minutes, not to 90"
    )
    monkeypatch.setattr(content, "check", lambda: [mistake])
    with pytest.raises(SystemCheckError, match=r"town_hall\.yaml, line 38: the blocks add up"):
        call_command("check")


def test_a_real_mistake_is_told_with_its_place(monkeypatch, tmp_path):
    folder = tmp_path / "planning" / "content"
    shutil.copytree(content.FOLDER, folder)
    file = folder / "formats" / "town_hall.yaml"
    file.write_text(file.read_text().replace("minutes: 90", "minutes: 91", 1))
    check = content.check
    monkeypatch.setattr(content, "check", lambda: check(folder))
    (error,) = apps.content_is_whole()
    assert error.id == "planning.E001"
    assert "town_hall.yaml, line" in error.msg
    assert "90" in error.msg


def test_words_without_room_in_an_agenda_are_told(monkeypatch):
    known = content.format("town_hall")
    block = dataclasses.replace(known.blocks[0], materials=("A very long list of things",) * 30)
    longer = dataclasses.replace(known, blocks=(block,))
    monkeypatch.setattr(content, "formats", lambda: (longer,))
    (error,) = apps.content_is_whole()
    assert error.msg.startswith(f"planning/content/formats/town_hall.yaml, block “{block.key}”: materials:")


def test_a_method_without_room_in_an_agenda_is_told(monkeypatch):
    known = content.method("fishbowl")
    longer = dataclasses.replace(known, steps=("A step that takes a very long sentence to tell. " * 20,) * 5)
    monkeypatch.setattr(content, "methods", lambda: (longer,))
    (error,) = apps.content_is_whole()
    assert error.msg.startswith("planning/content/methods/, method “fishbowl”: instructions:")


def test_a_method_with_an_unknown_role_stops_the_start(monkeypatch, tmp_path):
    folder = tmp_path / "planning" / "content"
    shutil.copytree(content.FOLDER, folder)
    file = folder / "methods" / "closing.yaml"
    file.write_text(file.read_text().replace("lead: support_person", "lead: judge", 1))
    check = content.check
    monkeypatch.setattr(content, "check", lambda: check(folder))
    (error,) = apps.content_is_whole()
    assert "planning/content/methods/closing.yaml, line" in error.msg
    assert "“judge”, which is not known" in error.msg
