"""The suggestions as other floors meet them."""

import subprocess
import sys

from dialogues.choices import IncidentKind
from readiness import content
from readiness.choices import CallPart, NeutralKind


def test_keys_are_those_that_rows_store() -> None:
    assert set(content.NEUTRAL_KINDS) | {"other"} == set(NeutralKind.values)
    assert set(content.CALL_PARTS) == set(CallPart.values)
    assert set(content.INCIDENT_KINDS) == {"any", *IncidentKind.values}


def test_it_needs_neither_django_nor_a_database() -> None:
    asked = "import sys, readiness.content as c; c.check(); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_it_is_read_once() -> None:
    assert content.places() is content.places()


def test_a_text_is_found_by_its_key() -> None:
    text = content.starting_text("first_hour")
    assert text is not None
    assert text.kind == ""
    assert "\n\n" in text.text("es")
    assert content.starting_text("no_such_text") is None


def test_three_texts_and_one_place_for_each_kind() -> None:
    assert len(content.starting_texts()) == 3
    assert {place.key for place in content.places()} == set(content.NEUTRAL_KINDS)
