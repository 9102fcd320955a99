import io

import pytest

from records.formats._text import NotReadable, open_text


class Upload(io.BytesIO):
    """A file that states a smaller size than it has."""

    size = 1


def test_lines_keep_their_ends():
    assert list(open_text(io.BytesIO(b"a\r\nb\rc\n"), max_bytes=99).lines) == ["a\r\n", "b\r", "c\n"]


def test_upload_stays_open():
    upload = io.BytesIO(b"a\n")
    list(open_text(upload, max_bytes=99).lines)
    upload.seek(0)
    assert upload.read() == b"a\n"


def test_stated_size_is_not_believed():
    with pytest.raises(NotReadable):
        open_text(Upload(b"x" * 100), max_bytes=50)


def test_wrong_letter_in_the_last_row_decides_the_encoding_of_the_first():
    text = open_text(io.BytesIO("é\n".encode() * 100_000 + b"\xe9\n"), max_bytes=10**6)
    assert text.note
    assert next(iter(text.lines)) == "Ã©\n"
