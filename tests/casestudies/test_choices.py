"""The vocabularies equal those that the files are checked against."""

from casestudies import content
from casestudies.choices import AuditKind, CasePhase, Setting, SourceKind, Trigger
from records.registers import audit_kinds


def test_choices_are_those_of_the_content() -> None:
    assert set(CasePhase.values) == set(content.PHASES)
    assert set(Trigger.values) == set(content.TRIGGERS)
    assert set(Setting.values) == set(content.SETTINGS)
    assert set(SourceKind.values) == set(content.SOURCE_KINDS)


def test_every_event_has_its_sentence() -> None:
    signed = audit_kinds()
    assert all(kind.value in signed and "{subject}" in str(kind.label) for kind in AuditKind)
