"""Registers that upper rooms sign at start-up, so that this room can serve them without knowing them.

Two registers: kinds of audit events (each with its sentence) and kinds of messages (each with the function
that composes its letter at the last moment).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.db.models import TextChoices


@dataclass(frozen=True)
class Attachment:
    """A file that travels with a letter. `media_type` as in `text/calendar; method=REQUEST`."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True)
class Letter:
    """One e-mail, ready to go. It exists only in memory: bodies and addresses are never stored in the outbox.

    `to` is one bare address. `from_name` replaces the name beside our own sender address; the address stays
    ours, so that the mail passes the checks of the receiving side.
    A calendar attachment whose media type names a method also travels as the body that calendars read.
    """

    to: str
    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()
    from_name: str = ""


@dataclass(frozen=True)
class Withdrawn:
    """The answer of `prepare` when a message must not go after all."""

    state: Literal["cancelled", "superseded", "expired"]
    reason: str


@dataclass(frozen=True)
class Waits:
    """The answer of `prepare` when a message may go later: someone holds it back, and someone will let it go.

    It stays waiting with the reason, is asked about again every few minutes, and no alarm counts it as late. When its
    time passes meanwhile, it expires with this reason. `outbox.release` lets it go at once.
    """

    reason: str


@dataclass(frozen=True)
class MessageKind:
    """One kind of message.

    `prepare(message, now)` re-checks the world and composes the letter, at the last moment before sending.
    `when_unsure`: what to do when the relay's answer was lost and no receipt can be found; reminders are sent
    again with the same Message-ID, anything sensitive is held for a person.
    `is_essential`: goes out even to people who asked for no reminders (a confirmation, a change, a
    cancellation). Of several overdue messages that are not essential, of one kind, for one person and one
    session, only the newest goes; the others become superseded.
    """

    name: str
    label: Any
    prepare: Callable[[Any, datetime], Letter | Withdrawn | Waits]
    when_unsure: Literal["resend", "hold"] = "resend"
    is_essential: bool = False


_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_message_kinds: dict[str, MessageKind] = {}
_audit_kinds: dict[str, Any] = {}


def register_message_kind(kind: MessageKind) -> None:
    """Sign a kind of message. Two rooms may not use one name."""
    known = _message_kinds.get(kind.name)
    if known is not None and known.prepare is not kind.prepare:
        raise ValueError(f"message kind {kind.name!r} is registered twice")
    _message_kinds[kind.name] = kind


def message_kind(name: str) -> MessageKind | None:
    """The kind of that name; None when nobody signed it (an older program wrote the row, or a newer one)."""
    return _message_kinds.get(name)


def message_kinds() -> dict[str, MessageKind]:
    return dict(_message_kinds)


def sign_audit_kinds(kinds: type[TextChoices]) -> None:
    """Sign a room's kinds of audit events; their labels are the sentences people read."""
    for kind in kinds:
        if kind.value in _audit_kinds and _audit_kinds[kind.value] is not kind:
            raise ValueError(f"audit kind {kind.value!r} is registered twice")
        _audit_kinds[kind.value] = kind


def audit_sentence(kind: str) -> Any:
    """The sentence of a kind, with `{by}`, `{subject}` and detail placeholders."""
    return _audit_kinds[kind].label


def fill_sentence(kind: str, values: Mapping[str, Any]) -> str:
    """The sentence of a kind, its placeholders filled once and literally: values are never read as patterns."""
    if kind not in _audit_kinds:
        return kind
    return _PLACEHOLDER.sub(lambda found: str(values.get(found[1], "…")), str(_audit_kinds[kind].label))


def audit_kinds() -> dict[str, Any]:
    return dict(_audit_kinds)
