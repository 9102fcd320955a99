"""`make check`: everything a machine can say about the code without running it, one line each."""

import os
import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tools import environment, say, services, setup
from tools.places import ROOT, VAR, VENV_BIN, VENV_PYTHON

FLOORS_WITH_TYPES = ("services", "permissions", "workflows", "timing", "formats")
ROOMS = ("records", "accounts", "dialogues", "readiness", "planning", "casestudies", "history")


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)


def checks() -> list[Check]:
    templates = [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("templates/**/*.html"))]
    return [
        Check("types (mypy)", [_tool("mypy"), *_typed_modules()]),
        Check(
            "arrows (import-linter)",
            [_tool("lint-imports"), "--cache-dir", str(VAR / "cache" / "import-linter")],
        ),
        Check("missing migrations", _manage("makemigrations", "--check", "--dry-run")),
        Check(
            "deployment (check --deploy)",
            _manage("check", "--deploy", "--fail-level", "WARNING"),
            production(),
        ),
        Check("templates (djlint)", [_tool("djlint"), "--lint", "--quiet", *templates]),
        Check("templates (djade)", [_tool("djade"), "--target-version", "5.2", "--check", *templates]),
        Check("lint (ruff)", [_tool("ruff"), "check", "--quiet", "--output-format=concise", "."]),
        Check("format (ruff)", [_tool("ruff"), "format", "--check", "--quiet", "."]),
    ]


def _tool(name: str) -> str:
    return str(VENV_BIN / name)


def _manage(*words: str) -> list[str]:
    return [str(VENV_PYTHON), "-W", "error", "manage.py", *words]


def _typed_modules() -> list[str]:
    names = [f"{room}/{floor}{end}" for room in ROOMS for floor in FLOORS_WITH_TYPES for end in ("", ".py")]
    return [name for name in names if (ROOT / name).exists()]


def production() -> dict[str, str]:
    """The settings as docker-compose.yml gives them, with keys of this minute."""
    return {
        "CONVENE_ENV": "production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "LINK_KEY": secrets.token_urlsafe(60),
        "PUBLIC_ORIGIN": "https://convene.example",
        "ALLOWED_HOSTS": "convene.example",
        "TRUSTED_PROXIES": "1",
        "EMAIL_URL": "smtp+tls://sender:not-a-password@mail.example:587",
        "MAILBOX_DIR": "",
    }


def run(addresses: dict[str, str]) -> list[str]:
    """Runs all checks on two cores and returns the names of those that failed."""
    base = os.environ | environment.variables("test", addresses)
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda check: _run_one(check, base), checks()))
    failed = [name for name, is_well in results if not is_well]
    took = time.monotonic() - began
    say.line(f"  {len(results) - len(failed)} of {len(results)} checks are well ({took:.0f} s)")
    return failed


def _run_one(check: Check, base: dict[str, str]) -> tuple[str, bool]:
    began = time.monotonic()
    done = subprocess.run(
        check.command, cwd=ROOT, env=base | check.env, capture_output=True, text=True, check=False
    )
    is_well = done.returncode == 0
    lines = [f"  {'ok  ' if is_well else 'FAIL'} {check.name}  {time.monotonic() - began:.1f} s"]
    if not is_well:
        lines += [f"       {text}" for text in _witness(done.stdout + done.stderr)]
    say.line("\n".join(lines))
    return check.name, is_well


def _witness(told: str) -> list[str]:
    """All that a checker says; of a traceback only its end."""
    lines = told.strip().splitlines()
    return lines[-8:] if "Traceback (most recent call last)" in told else lines


def main() -> int:
    setup.prepare("code")
    with services.using("test") as addresses:
        return 1 if run(addresses) else 0


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    say.guarded(main)
