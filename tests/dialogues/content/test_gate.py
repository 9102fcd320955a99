"""The questions of the gate: whole, sourced, and refused with file, line and reason when they are not."""

import shutil

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from dialogues import apps
from dialogues.choices import Phase
from dialogues.content import gate
from records.content import ContentError


@pytest.fixture
def broken(tmp_path):
    """`broken(old, new)`: the mistake that one change in the file is told as."""

    def plant(old, new):
        folder = tmp_path / "dialogues" / "content"
        folder.mkdir(parents=True)
        file = shutil.copy(gate.FILE, folder / "gate.yaml")
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        (mistake,) = gate.check(file)
        return mistake

    return plant


def test_the_file_as_it_is_passes():
    assert gate.check() == []
    assert apps.content_is_whole() == []


def test_only_after_an_incident_anything_blocks():
    blocking = {check.key for check in gate.checks_of(Phase.POST_INCIDENT) if check.blocking_in}
    assert blocking >= {"wanted", "neutral_ready", "facts", "safety", "counsel", "conflicts"}
    for phase in (Phase.PRE_CRISIS, Phase.SUSTAINED):
        asked = gate.checks_of(phase)
        assert asked
        assert not any(check.is_blocking(phase) for check in asked)


def test_blocking_checks_come_first_and_each_phase_asks_for_conflicts_and_coverage():
    for phase in Phase:
        asked = gate.checks_of(phase)
        order = [check.is_blocking(phase) for check in asked]
        assert order == sorted(order, reverse=True)
        assert {"conflicts", "coverage"} <= {check.key for check in asked}


def test_every_part_says_what_it_rests_on():
    for part in (*gate.checks_of(Phase.POST_INCIDENT), *gate.alternatives()):
        assert part.basis
        assert all(bool(basis.sources) == (basis.tag != "I") for basis in part.basis)


def test_unknown_keys_are_nothing():
    assert gate.check_named("no_such_check") is None
    assert gate.alternative_named("no_such_way") is None


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("advisory_in: [pre_crisis, sustained]", "advisory_in: [post_incident]", "stands in both lists"),
        ("blocking_in: [post_incident]", "blocking_in: [pre_crisis]", "only “post_incident” holds"),
        ("sources: [calhro]", "sources: [calhr]", "which is not known"),
        ("found_by: neutral", "found_by: nuetral", "which is not known"),
        ("    missing: Ask the family", "    mising: Ask the family", "the key “missing” is missing"),
        ("blocking_in: [post_incident]\n    basis", "blocking_in: []\n    basis", "in no phase"),
        (
            "    title: The neutral is ready",
            "    can_be_explained: true\n    title: Ready",
            "needs “found_by”",
        ),
        ("key: neutral_ready", "key: wanted", "two entries of “checks” have the key “wanted”"),
        ("      - tag: I", "      - tag: C", "names no source"),
    ],
)
def test_a_mistake_is_told_with_its_place(broken, old, new, reason):
    mistake = broken(old, new)
    assert mistake.file == "dialogues/content/gate.yaml"
    assert mistake.line > 1
    assert reason in mistake.reason


def test_a_source_that_nothing_names_is_refused(broken):
    mistake = broken("sources: [fh_ocdr, bridge]", "sources: [bridge]")
    assert "nothing names the source “fh_ocdr”" in mistake.reason


def test_a_bad_file_stops_every_command(monkeypatch):
    mistake = ContentError("dialogues/content/gate.yaml", 72, "the key “why” is missing")
    monkeypatch.setattr(gate, "check", lambda: [mistake])
    with pytest.raises(SystemCheckError, match=r"gate\.yaml, line 72: the key “why” is missing"):
        call_command("check")
