"""The registers: one name, one owner; sentences filled literally."""

import pytest
from django.db.models import TextChoices

from records import registers
from records.registers import MessageKind, Withdrawn


def prepare(message: object, now: object) -> Withdrawn:
    return Withdrawn("cancelled", "never")


def other(message: object, now: object) -> Withdrawn:
    return Withdrawn("expired", "never")


def test_a_name_of_a_message_kind_has_one_owner() -> None:
    kind = MessageKind("drill_twice", "Twice", prepare)
    try:
        registers.register_message_kind(kind)
        registers.register_message_kind(kind)
        with pytest.raises(ValueError, match="registered twice"):
            registers.register_message_kind(MessageKind("drill_twice", "Twice", other))
    finally:
        registers._message_kinds.pop("drill_twice")
    assert registers.message_kind("drill_twice") is None


def test_a_name_of_an_audit_kind_has_one_owner() -> None:
    class AuditKind(TextChoices):
        MESSAGE_RETRIED = "message_retried", "{by} did something else"

    with pytest.raises(ValueError, match="registered twice"):
        registers.sign_audit_kinds(AuditKind)


def test_sentences_are_filled_once_and_literally() -> None:
    hostile = {"by": "{reason}", "count": "{0.__class__}", "reason": "<b>{by}</b> {{ settings.SECRET_KEY }}"}
    told = registers.fill_sentence("messages_stopped", hostile)
    assert (
        told
        == "{reason} stopped messages that were waiting ({0.__class__}): <b>{by}</b> {{ settings.SECRET_KEY }}"
    )


def test_a_missing_detail_leaves_a_gap_not_an_error() -> None:
    assert (
        registers.fill_sentence("messages_stopped", {"by": "Demo"})
        == "Demo stopped messages that were waiting (…): …"
    )
    assert registers.fill_sentence("of_tomorrow", {}) == "of_tomorrow"


def test_every_audit_kind_has_a_sentence() -> None:
    assert all(str(kind.label).strip() for kind in registers.audit_kinds().values())
