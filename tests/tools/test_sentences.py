"""What `make` says when something is in the way: one plain sentence and the way out."""

import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment, run, setup
from tools.places import ROOT
from tools.say import Stop


def test_old_python_is_told_what_to_do() -> None:
    code = "import sys; sys.version_info = (3, 9, 1, 'final', 0); import tools"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer; this is Python 3.9" in done.stderr
    assert "make run PYTHON=" in done.stderr
    assert "Traceback" not in done.stderr


def test_busy_port_names_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Stop, match=rf"Port {port} is in use.*\n *PORT={port + 1} make run"):
            run.refuse_busy_port(port)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("NewConnectionError('Failed to establish a new connection')", "index does not answer"),
        ("No matching distribution found for brotli==1.2.1", "no ready-made package of brotli"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "its hash differs"),
        ("OSError: [Errno 28] No space left on device", "is full"),
    ],
)
def test_failed_fetch_is_explained(told: str, said: str) -> None:
    assert said in setup._pip_sentence(told)


def test_folder_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "ROOT", Path("/proc/1"))
    with pytest.raises(Stop, match="Nothing can be written in /proc/1"):
        setup.writable()


def test_secrets_are_made_once_and_readable_by_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "SECRETS", tmp_path / "var" / "secrets.env")
    first = environment.own_secrets()
    assert set(first) == {"SECRET_KEY", "LINK_KEY"}
    assert environment.own_secrets() == first
    assert stat.S_IMODE((tmp_path / "var" / "secrets.env").stat().st_mode) == 0o600


def test_callers_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_ORIGIN", "http://127.0.0.1:9999")
    made = environment.variables("run", {"DATABASE_URL": "postgres://x/y", "REDIS_URL": "redis://x"})
    assert made["PUBLIC_ORIGIN"] == "http://127.0.0.1:9999"
