"""Which book of receipts is asked, and what it knows."""

from pathlib import Path

from pytest_django import Settings

from records import mailbox
from records.services import receipts


def test_production_has_none_unless_named(settings: Settings) -> None:
    settings.MAILBOX_DIR, settings.OUTBOX_RECEIPT_SOURCE = None, ""
    assert receipts.source() is None


def test_a_named_one_wins(settings: Settings, tmp_path: Path) -> None:
    settings.MAILBOX_DIR, settings.OUTBOX_RECEIPT_SOURCE = tmp_path, "pathlib.PurePath"
    assert type(receipts.source()).__name__.startswith("Pure")


def test_the_mailbox_is_the_book_of_development(settings: Settings, tmp_path: Path) -> None:
    settings.MAILBOX_DIR, settings.OUTBOX_RECEIPT_SOURCE = tmp_path, ""
    source = receipts.source()
    assert source is not None
    assert source.find("<1@convene.invalid>") == ""
    mailbox.store(tmp_path, b"Message-ID: <1@convene.invalid>\r\n\r\nhi", ["demo@example.test"])
    assert source.find("<1@convene.invalid>") == "mailbox"
