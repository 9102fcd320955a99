"""The folder of the development mailbox: stored once, listed newest first, read as plain text."""

import os
from pathlib import Path

import pytest

from records import mailbox

ORIGIN = "http://127.0.0.1:8000"


def put(folder: Path, number: int, to: str = "demo@example.test", body: str = "", headers: str = "") -> str:
    content = f"Message-ID: <m{number}@convene.invalid>\r\nTo: {to}\r\nSubject: Letter {number}\r\n{headers}\r\n{body}"
    mailbox.store(folder, content.encode(), [to])
    os.utime(folder / f"m{number}@convene.invalid.eml", ns=(number, number))
    return f"m{number}@convene.invalid"


def test_a_repeated_message_is_kept_once(tmp_path: Path) -> None:
    content = b"Message-ID: <m1@convene.invalid>\r\n\r\nhi"
    assert mailbox.store(tmp_path, content, ["demo@example.test"])
    assert not mailbox.store(tmp_path, content + b"!", ["demo@example.test"])
    assert [path.name for path in tmp_path.iterdir()] == ["m1@convene.invalid.eml"]
    assert mailbox.holds(tmp_path, "<m1@convene.invalid>")
    assert not mailbox.holds(tmp_path, "<m2@convene.invalid>")


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", ".hidden", "", "x" * 500, "ä", "\x00"])
def test_a_hostile_message_id_stays_in_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    mailbox.store(folder, f"Message-ID: <{name}>\r\n\r\nhi".encode(), [])
    (file,) = folder.iterdir()
    assert file.suffix == ".eml"
    assert list(tmp_path.iterdir()) == [folder]
    assert mailbox.open_message(folder, file.stem) is not None


@pytest.mark.parametrize(
    "key", ["../inside/m1@convene.invalid", "..", ".hidden", "", "nothing", "a/b", "m1\x00"]
)
def test_a_hostile_key_opens_nothing(tmp_path: Path, key: str) -> None:
    put(tmp_path, 1)
    assert mailbox.open_message(tmp_path, key) is None


def test_newest_pages_through_everything_once(tmp_path: Path) -> None:
    for number in range(1, 8):
        put(tmp_path, number)
    seen, after = [], ""
    for _ in range(3):
        entries, after = mailbox.newest(tmp_path, after=after, size=3)
        seen.append([entry.subject for entry in entries])
    assert seen == [["Letter 7", "Letter 6", "Letter 5"], ["Letter 4", "Letter 3", "Letter 2"], ["Letter 1"]]
    assert after == ""


def test_newest_finds_a_recipient(tmp_path: Path) -> None:
    put(tmp_path, 1, to="ana@example.test")
    put(tmp_path, 2, to="luis@example.test")
    entries, after = mailbox.newest(tmp_path, to="ANA@")
    assert [entry.to for entry in entries] == ["ana@example.test"]
    assert after == ""
    assert mailbox.newest(tmp_path / "missing") == ([], "")


def test_open_message_takes_it_apart(tmp_path: Path) -> None:
    body = (
        "--cut\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHola, señora\r\n"
        "--cut\r\nContent-Type: text/html; charset=unheard-of\r\n\r\n<p>Hi <b>there</b></p>\r\n"
        "--cut\r\nContent-Type: text/calendar\r\nContent-Disposition: attachment;"
        ' filename="../../x/session.ics"\r\n\r\nBEGIN:VCALENDAR\r\n--cut--\r\n'
    )
    date = "Date: Tue, 8 Dec 2026 12:00:00 -0600\r\n"
    kind = f"{date}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=cut\r\n"
    opened = mailbox.open_message(tmp_path, put(tmp_path, 1, body=body, headers=kind))
    assert opened is not None
    assert opened.sent_at.isoformat() == "2026-12-08T18:00:00+00:00"
    assert opened.text.strip() == "Hola, señora"
    assert opened.html_as_text == "Hi there"
    assert [(one.name, one.media_type) for one in opened.enclosures] == [("session.ics", "text/calendar")]


@pytest.mark.parametrize(
    "headers",
    [
        "Subject: =?utf-8?b?!!!?=\r\n",
        "Subject: =?nonsense?q?x?=\r\n",
        "From: \xff\xfe <\x00>\r\n",
        "Content-Type: ;;;\r\n",
        "Date: soon\r\n",
    ],
)
def test_a_broken_message_can_be_read(tmp_path: Path, headers: str) -> None:
    content = headers.encode("latin-1") + b"Message-ID: <m1@x>\r\n\r\n\xff\xfe body"
    mailbox.store(tmp_path, content, ["demo@example.test"])
    assert mailbox.newest(tmp_path)[0][0].key == "m1@x"
    assert mailbox.open_message(tmp_path, "m1@x") is not None


@pytest.mark.parametrize(
    ("address", "href"),
    [
        (f"{ORIGIN}/rsvp/abc/", "/rsvp/abc/"),
        (f"{ORIGIN}/rsvp/abc/?a=1&b=2", "/rsvp/abc/?a=1&b=2"),
        (ORIGIN, "/"),
        (f"{ORIGIN}?next=1", "?next=1"),
        (f"{ORIGIN}.evil.example/", ""),
        (f"{ORIGIN}@evil.example/", ""),
        (f"{ORIGIN}0/", ""),
        (f"{ORIGIN}//evil.example/", ""),
        (f"{ORIGIN}/\\evil.example/", ""),
        ("https://evil.example/", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_only_addresses_of_this_site_become_links(address: str, href: str) -> None:
    cut = mailbox.pieces(f"Go to {address}.", ORIGIN)
    assert "".join(piece.text for piece in cut) == f"Go to {address}."
    assert [piece.href for piece in cut if piece.href] == ([href] if href else [])


def test_html_is_read_as_words_and_addresses() -> None:
    html = (
        "<html><head><title>T</title><style>p{color:red}</style></head><body><script>alert(1)</script>"
        '<h1>Invitation</h1><p>Come&nbsp;to <a href="http://127.0.0.1:8000/rsvp/a/">answer\n here</a>.</p>'
        "<img src=x onerror=alert(1)><p>&lt;b&gt;not bold&lt;/b&gt;</p></body></html>"
    )
    told = mailbox.html_as_text(html)
    assert told.split("\n\n")[0] == "Invitation"
    assert "answer here: http://127.0.0.1:8000/rsvp/a/." in told
    assert "alert" not in told
    assert "color" not in told
    assert "<b>not bold</b>" in told, "as text; the template escapes it"
