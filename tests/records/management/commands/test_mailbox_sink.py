"""The mail server of development: keeps letters, and refuses to be anything else."""

import os
import signal
import smtplib
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from records import mailbox
from records.management.commands import mailbox_sink
from tests.records.drill.senders import ROOT, wait_until
from tests.records.mail_server import MailServer, free_port


def test_refuses_in_production(settings: Settings, tmp_path: Path) -> None:
    settings.IS_PRODUCTION, settings.MAILBOX_DIR = True, tmp_path
    with pytest.raises(CommandError, match="does not run in production"):
        call_command("mailbox_sink", port=free_port())


def test_refuses_without_a_folder(settings: Settings) -> None:
    settings.IS_PRODUCTION, settings.MAILBOX_DIR = False, None
    with pytest.raises(CommandError, match="Set MAILBOX_DIR"):
        call_command("mailbox_sink", port=free_port())


def test_says_when_its_library_is_missing(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.IS_PRODUCTION, settings.MAILBOX_DIR = False, tmp_path
    monkeypatch.setattr(mailbox_sink, "aiosmtpd", None)
    with pytest.raises(CommandError, match="aiosmtpd is missing"):
        call_command("mailbox_sink", port=free_port())


def test_a_busy_port_is_one_sentence(settings: Settings, tmp_path: Path, server: MailServer) -> None:
    settings.IS_PRODUCTION, settings.MAILBOX_DIR = False, tmp_path
    with pytest.raises(CommandError, match=f"Port {server.port} is in use"):
        call_command("mailbox_sink", port=server.port)


@pytest.mark.services
def test_keeps_each_letter_once_and_stops_when_asked(tmp_path: Path) -> None:
    port, folder = free_port(), tmp_path / "made" / "by itself"
    env = os.environ | {
        "CONVENE_ENV": "development",
        "MAILBOX_DIR": str(folder),
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
    }
    log = tmp_path / "log"
    with log.open("wb") as out:
        command = [sys.executable, "manage.py", "mailbox_sink"]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
    wait_until(lambda: "is kept in" in log.read_text(), seconds=90)
    with smtplib.SMTP("127.0.0.1", port) as client:
        for _ in range(2):
            client.sendmail(
                "a@example.test", ["demo@example.test"], "Message-ID: <m1@x>\r\nSubject: Hi\r\n\r\nhi"
            )
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert [(entry.key, entry.to) for entry in mailbox.newest(folder)[0]] == [("m1@x", "demo@example.test")]
    assert "demo@example.test" not in log.read_text()
