import io
import struct

from records.formats.pdf import wire


class Trickle(io.RawIOBase):
    """A pipe that takes and gives three bytes at a time."""

    def __init__(self, held: bytes = b"") -> None:
        self.held = held

    def write(self, given) -> int:
        self.held += bytes(given[:3])
        return min(3, len(given))

    def read(self, _size: int = -1) -> bytes:
        given, self.held = self.held[: min(3, _size)], self.held[min(3, _size) :]
        return given


def test_message_survives_a_pipe_that_trickles():
    pipe = Trickle()
    wire.send(pipe, b"one message")
    wire.send(pipe, b"")
    assert wire.receive(pipe) == b"one message"
    assert wire.receive(pipe) == b""
    assert wire.receive(pipe) is None


def test_message_cut_short_is_none():
    assert wire.receive(Trickle(struct.pack(">I", 10) + b"short")) is None


def test_length_out_of_bounds_is_none():
    assert wire.receive(Trickle(struct.pack(">I", wire.MAX_MESSAGE_BYTES + 1) + b"x" * 50)) is None
