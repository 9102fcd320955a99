"""Fixed vocabularies of the accounts room."""

from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from accounts.choices import AuditKind, State, TimeZone
from records.registers import audit_sentence


@pytest.mark.parametrize("zone", TimeZone.values)
def test_every_time_zone_exists(zone: str) -> None:
    assert ZoneInfo(zone).key == zone


def test_states_are_fifty_with_the_district_and_five_territories() -> None:
    assert len(State) == 56


@pytest.mark.parametrize("kind", list(AuditKind))
def test_every_kind_has_a_sentence_that_can_be_filled(kind: AuditKind) -> None:
    with translation.override("en"):
        sentence = str(audit_sentence(kind)).format(by="Dana", subject="Riverton", roles="Liaison")
    assert "{" not in sentence
    assert len(sentence.split()) >= 3
