"""The development mailbox: a folder with one file per message, named by its Message-ID.

The sink (`manage.py mailbox_sink`) writes, the mailbox page and the receipts read. Everything in a message is
hostile until shown as plain text: nothing here returns markup.
"""

import os
import re
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message as Mime
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

_PLAIN_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,180}")
_WEB_ADDRESS = re.compile(r"(https?://[^\s<>\"']+)")
_ENDS_A_SENTENCE = ".,;:!?)]"
_HEADERS_ARE_WITHIN = 64 * 1024
_BLOCKS = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "ul", "ol", "table", "hr", "blockquote"}
_UNSEEN = {"style", "script", "head", "title", "template"}


@dataclass(frozen=True)
class Entry:
    """One line of the list."""

    key: str
    arrived_at: datetime
    to: str
    subject: str


@dataclass(frozen=True)
class Piece:
    """A stretch of text; with `href` it is a link to an address of this site."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Enclosure:
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Opened:
    """One message, taken apart."""

    key: str
    sent_at: datetime
    sender: str
    to: str
    subject: str
    text: str
    html_as_text: str
    enclosures: tuple[Enclosure, ...]


# --- writing --------------------------------------------------------------------------------------------


def key_of(message_id: str) -> str:
    """The file name for a Message-ID; what cannot be a plain name is named by its digest."""
    bare = message_id.strip().removeprefix("<").removesuffix(">")
    return bare if _PLAIN_KEY.fullmatch(bare) else sha256(bare.encode(errors="replace")).hexdigest()


def store(folder: Path, content: bytes, recipients: Iterable[str]) -> bool:
    """Keep one message; False when a message with the same Message-ID is already there."""
    message_id = _header(_headers(content), "Message-ID") or sha256(content).hexdigest()
    delivered_to = "".join(f"Delivered-To: {' '.join(address.split())}\r\n" for address in recipients)
    unfinished = folder / f".{uuid.uuid4().hex}"
    unfinished.write_bytes(delivered_to.encode("ascii", "replace") + content)
    try:
        os.link(unfinished, folder / f"{key_of(message_id)}.eml")
    except FileExistsError:
        return False
    finally:
        unfinished.unlink()
    return True


def holds(folder: Path, message_id: str) -> bool:
    return (folder / f"{key_of(message_id)}.eml").exists()


# --- reading --------------------------------------------------------------------------------------------


def newest(folder: Path, *, to: str = "", after: str = "", size: int = 25) -> tuple[list[Entry], str]:
    """Up to `size` messages, newest first, to addresses that contain `to`; and the key to go on after, or ""."""
    entries: list[Entry] = []
    for entry in _entries(folder, after):
        if to.casefold() not in entry.to.casefold():
            continue
        if len(entries) == size:
            return entries, entries[-1].key
        entries.append(entry)
    return entries, ""


def _entries(folder: Path, after: str) -> Iterator[Entry]:
    files = [(path.stat().st_mtime_ns, path.stem, path) for path in folder.glob("[!.]*.eml")]
    files.sort(reverse=True)
    start = next((place + 1 for place, one in enumerate(files) if one[1] == after), 0)
    for modified, key, path in files[start:]:
        with path.open("rb") as file:
            headers = _headers(file.read(_HEADERS_ARE_WITHIN))
        yield Entry(key, _moment(modified), _recipient(headers), _header(headers, "Subject"))


def open_message(folder: Path, key: str) -> Opened | None:
    """The message of that key; None when there is none, or the key is not one of ours."""
    path = folder / f"{key}.eml"
    if not _PLAIN_KEY.fullmatch(key) or not path.is_file():
        return None
    message = message_from_bytes(path.read_bytes())
    texts = {"text/plain": "", "text/html": ""}
    enclosures: list[Enclosure] = []
    for part in message.walk():
        name, kind = _file_name(part), part.get_content_type()
        if name:
            enclosures.append(Enclosure(name, kind, _bytes(part)))
        elif kind in texts and not texts[kind]:
            texts[kind] = _text(part)
    return Opened(
        key=key,
        sent_at=_sent_at(message) or _moment(path.stat().st_mtime_ns),
        sender=_header(message, "From"),
        to=_recipient(message),
        subject=_header(message, "Subject"),
        text=texts["text/plain"],
        html_as_text=html_as_text(texts["text/html"]),
        enclosures=tuple(enclosures),
    )


def pieces(text: str, origin: str) -> list[Piece]:
    """The text cut at its web addresses; only those of `origin` become links, and only within this site."""
    cut = []
    for part in _WEB_ADDRESS.split(text):
        address = part.rstrip(_ENDS_A_SENTENCE)
        href = _path_here(address, origin) if _WEB_ADDRESS.fullmatch(address) else ""
        if href:
            cut += [Piece(address, href), Piece(part[len(address) :])]
        else:
            cut.append(Piece(part))
    return [piece for piece in cut if piece.text]


def _path_here(address: str, origin: str) -> str:
    """The path behind our own origin; "" for any other site, also when it only begins like ours."""
    path = address.removeprefix(origin)
    if address == path or path[:1] not in {"", "/", "?"} or path[1:2] in {"/", "\\"}:
        return ""
    return path or "/"


class _TextOf(HTMLParser):
    """Reads HTML as a person without HTML would: words, line breaks, and the address behind each link."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.href = ""
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.words.append("\n")
        if tag == "a":
            self.href = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in _UNSEEN))
        if tag in _BLOCKS:
            self.words.append("\n")
        if tag == "a" and self.href and not "".join(self.words).endswith(self.href):
            self.words.append(f": {self.href}")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.words.append(re.sub(r"\s+", " ", data))


def html_as_text(html: str) -> str:
    reader = _TextOf()
    reader.feed(html)
    reader.close()
    lines = (line.strip() for line in "".join(reader.words).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


# --- parts of messages ----------------------------------------------------------------------------------


def _headers(content: bytes) -> Mime:
    return BytesHeaderParser().parsebytes(content)


def _header(message: Mime, name: str) -> str:
    """A header as people read it, on one line, however badly it was encoded."""
    raw = str(message.get(name, ""))
    with suppress(HeaderParseError, LookupError, ValueError):
        raw = str(make_header(decode_header(raw)))
    return " ".join(raw.split())


def _recipient(message: Mime) -> str:
    """Who it was delivered to, as the sender told the server; the To line is only what the letter says."""
    return _header(message, "Delivered-To") or _header(message, "To")


def _sent_at(message: Mime) -> datetime | None:
    """What the Date line says; None when it says nothing that is a date."""
    try:
        return parsedate_to_datetime(_header(message, "Date")).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _file_name(part: Mime) -> str:
    """The last part of an attachment's name; "" for what is not an attachment."""
    if part.is_multipart():
        return ""
    try:
        name = part.get_filename() or ""
    except (LookupError, ValueError):
        name = "attachment"
    if not name and part.get_content_disposition() == "attachment":
        name = "attachment"
    return re.sub(r"[\x00-\x1f\x7f]", "", re.split(r"[/\\]", name)[-1])[:100]


def _bytes(part: Mime) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: Mime) -> str:
    try:
        return _bytes(part).decode(part.get_content_charset() or "utf-8", errors="replace")
    except LookupError:
        return _bytes(part).decode("utf-8", errors="replace")


def _moment(nanoseconds: int) -> datetime:
    return datetime.fromtimestamp(nanoseconds / 1e9, UTC)
