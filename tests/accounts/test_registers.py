"""What must happen in other rooms when a person leaves an agency."""

import pytest

from accounts import registers


def test_each_rule_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "_departure_rules", [])
    told: list[dict[str, object]] = []

    def rule(**facts: object) -> None:
        told.append(facts)

    registers.sign_departure(rule)
    registers.sign_departure(rule)
    registers.carry_out_departure(by=1, user=2, agency=3, now=4)
    assert told == [{"by": 1, "user": 2, "agency": 3, "now": 4}]


def test_each_rule_about_roles_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "_roles_rules", [])
    told: list[dict[str, object]] = []

    def rule(**facts: object) -> None:
        told.append(facts)

    registers.sign_roles(rule)
    registers.sign_roles(rule)
    registers.carry_out_roles(by=1, user=2, agency=3)
    assert told == [{"by": 1, "user": 2, "agency": 3}]
