"""Messages between the program and its press: a length, then that many bytes. Never pickle.

The streams are unbuffered: a process forked in the middle of a message must find nothing to repeat.
"""

import struct
from io import RawIOBase

_LENGTH = struct.Struct(">I")
MAX_MESSAGE_BYTES = 64 * 1024 * 1024


def send(stream: RawIOBase, message: bytes) -> None:
    rest = memoryview(_LENGTH.pack(len(message)) + message)
    while rest:
        rest = rest[stream.write(rest) :]


def receive(stream: RawIOBase) -> bytes | None:
    """The next message, or None when the other side has gone."""
    head = _read(stream, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    return _read(stream, length) if length <= MAX_MESSAGE_BYTES else None


def _read(stream: RawIOBase, count: int) -> bytes | None:
    parts = []
    while count:
        part = stream.read(count)
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
