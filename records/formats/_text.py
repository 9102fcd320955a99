"""Uploaded bytes as text: how large, which kind of file, which encoding. Never all in memory."""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

_CHUNK = 64 * 1024
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # xlsx and ods are zip files; xls is older
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Upload(Protocol):
    """What Django hands over, or any binary file that can be read twice."""

    def read(self, size: int = -1, /) -> bytes: ...
    def seek(self, offset: int, /) -> object: ...


class NotReadable(Exception):
    """The file as a whole is no table; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


@dataclass(frozen=True)
class Text:
    """A file whose encoding is known. `note` tells the person where it had to be guessed."""

    lines: io.TextIOWrapper
    note: str = ""


def open_text(upload: Upload, *, max_bytes: int) -> Text:
    """The file's lines (ends kept, so that a cell may hold a line break), or NotReadable."""
    encoding, note = _encoding(upload, max_bytes)
    upload.seek(0)
    buffered = io.BufferedReader(_Reader(upload))  # type: ignore[type-var]
    return Text(io.TextIOWrapper(buffered, encoding=encoding, newline=""), note)


def _encoding(upload: Upload, max_bytes: int) -> tuple[str, str]:
    upload.seek(0)
    start = upload.read(_CHUNK)
    _check_kind(start)
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        if _is_text(upload, encoding, max_bytes):
            guessed = encoding == "cp1252"
            return encoding, _guessed_note() if guessed else ""
    raise NotReadable(
        _("The letters in this file cannot be read. Save it again as “CSV UTF-8” and send that file.")
    )


def _check_kind(start: bytes) -> None:
    if not start.removeprefix(codecs.BOM_UTF8).strip():
        raise NotReadable(_("This file is empty. Check that you chose the right one."))
    if start.startswith(_SPREADSHEETS):
        raise NotReadable(
            _("This is a spreadsheet, not a CSV file. In the spreadsheet program choose “Save as”, then CSV.")
        )
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf")):
        raise NotReadable(_("This is not a table. Choose a file saved as CSV."))


def _is_text(upload: Upload, encoding: str, max_bytes: int) -> bool:
    """Reads the file once, keeping nothing: a wrong letter in the last row is known before the first."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for chunk in _chunks(upload, max_bytes):
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            return False
        if "\0" in text:
            raise NotReadable(
                _("This file holds signs that are not text. Save it again as “CSV UTF-8” and send that file.")
            )
    return True


def _chunks(upload: Upload, max_bytes: int) -> Iterator[bytes]:
    """All of the file, then one empty chunk for its end. Counts for itself: a stated size may be wrong."""
    upload.seek(0)
    seen = 0
    while chunk := upload.read(_CHUNK):
        seen += len(chunk)
        if seen > max_bytes:
            sentence = _(
                "This file is larger than %(size)s. Split it, or leave out columns that are not needed."
            )
            raise NotReadable(sentence % {"size": filesizeformat(max_bytes)})
        yield chunk
    yield b""


def _guessed_note() -> str:
    return _(
        "The file does not say how its letters are written; it was read as Western European (Windows-1252). "
        "Check names with accents."
    )


class _Reader(io.RawIOBase):
    """Gives an upload the face that TextIOWrapper wants, without taking it over."""

    def __init__(self, upload: Upload) -> None:
        self.upload = upload

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        chunk = self.upload.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)
