"""The commands of docker-compose.yml run here: same settings, server and environment, no container."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import yaml

from tools import check, machine, setup
from tools.places import ROOT, VENV_BIN

pytestmark = pytest.mark.services

SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
SECONDS = 40


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A database of its own, as `docker compose up` finds it after a pull; that a first one, empty, is migrated was
    seen when the one it is copied from was made (tests/database.py)."""
    address = urlsplit(os.environ["DATABASE_URL"])
    name, migrated = f"release_{os.getpid()}", os.environ.get("TEST_DATABASE_TEMPLATE")
    with psycopg.connect(address.geturl(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{migrated}"' if migrated else ""))
        yield urlunsplit(address._replace(path=f"/{name}"))
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def environment(database: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    given = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
    folder = tmp_path_factory.mktemp("compose")
    return (
        given
        | check.production()
        | {
            "PATH": f"{VENV_BIN}:/usr/bin:/bin",
            "DATABASE_URL": database,
            "REDIS_URL": os.environ["REDIS_URL"],
            "WEB_BIND": f"127.0.0.1:{machine.free_port()}",
            "WEB_CONCURRENCY": "1",
            "STATIC_TARGET": str(folder / "static"),
        }
    )


@pytest.fixture(scope="module")
def release(environment: dict[str, str]) -> dict[str, str]:
    """The release service has done its work. What an earlier clock left with the broker is forgotten: a worker
    would take it up, and the clock would seem to tick before there is one.
    """
    forget = [str(VENV_BIN / "celery"), "--app", "config", "purge", "--force"]
    subprocess.run(forget, cwd=ROOT, env=environment, capture_output=True, check=True)
    Path(environment["STATIC_TARGET"]).mkdir()
    setup.static_files(environment)
    done = subprocess.run(
        SERVICES["release"]["command"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return environment


@pytest.fixture
def start(release: dict[str, str], tmp_path: Path) -> Iterator:
    running: list[subprocess.Popen] = []

    def run(name: str) -> subprocess.Popen:
        words = [word.replace("${WORKER_CONCURRENCY:-3}", "1") for word in SERVICES[name]["command"]]
        with (tmp_path / "log").open("wb") as log:
            process = subprocess.Popen(
                words, cwd=ROOT, env=release, stdout=log, stderr=log, start_new_session=True
            )
        running.append(process)
        return process

    yield run
    for process in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def is_healthy(name: str, environment: dict[str, str]) -> bool:
    """Asks as the container engine would, again and again for a while. A worker that is asked while it starts keeps the
    question waiting for five seconds."""
    words = SERVICES[name]["healthcheck"]["test"][1:]
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        time.sleep(3 if name == "worker" else 1)
        asked = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, check=False)
        if asked.returncode == 0:
            return True
    return False


def ends_well(process: subprocess.Popen) -> bool:
    process.send_signal(signal.SIGTERM)
    return process.wait(timeout=SECONDS) == 0


def ask(environment: dict[str, str], path: str, **headers: str) -> tuple[int, dict[str, str]]:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"http://{environment['WEB_BIND']}{path}", headers=named)
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=10) as answer:
            return answer.status, dict(answer.headers)
    except urllib.error.HTTPError as refused:
        return refused.code, dict(refused.headers)


def test_release_hands_over_compressed_files(release: dict[str, str]) -> None:
    names = {path.name for path in Path(release["STATIC_TARGET"]).rglob("*")}
    assert "staticfiles.json" in names
    assert any(name.endswith(".br") for name in names)
    assert any(name.endswith(".gz") for name in names)


def test_web_insists_on_its_name_and_on_encryption_and_ends_when_asked(
    start, release: dict[str, str]
) -> None:
    web = start("web")
    assert is_healthy("web", release)
    host = release["ALLOWED_HOSTS"]

    assert ask(release, "/", Host="elsewhere.example", X_Forwarded_Proto="https")[0] == 400
    status, headers = ask(release, "/", Host=host)
    assert (status, headers["Location"]) == (301, f"https://{host}/")
    status, headers = ask(release, "/", Host=host, X_Forwarded_Proto="https")
    assert status in {200, 302}
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert ends_well(web)


def test_beat_and_worker_make_the_clock_tick_and_end_when_asked(start, release: dict[str, str]) -> None:
    worker = start("worker")
    assert is_healthy("worker", release)
    assert is_healthy("beat", release)  # a worker that starts looks once by itself
    with psycopg.connect(release["DATABASE_URL"]) as connection:
        connection.execute("DELETE FROM records_tick")
    beat = start("beat")
    assert is_healthy("beat", release)
    assert ends_well(beat)
    assert ends_well(worker)


def test_missing_secret_is_named(environment: dict[str, str]) -> None:
    for name in ("SECRET_KEY", "LINK_KEY"):
        poorer = {key: value for key, value in environment.items() if key != name}
        command = [str(VENV_BIN / "python"), "manage.py", "check"]
        done = subprocess.run(command, cwd=ROOT, env=poorer, capture_output=True, text=True, check=False)
        assert done.returncode != 0
        assert name in done.stderr
