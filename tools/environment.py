"""The environment variables that the program is started with when nobody sets them."""

import os
import secrets

from tools.places import MAILBOX, SECRETS

DEFAULT_PORT = 8000


def port() -> int:
    return int(os.environ.get("PORT") or DEFAULT_PORT)


def run_set() -> str:
    """Which data `make run` works on; benchmarks and pictures name another set than a person's."""
    return os.environ.get("RUN_SET") or "run"


def own_secrets() -> dict[str, str]:
    """Two keys of this checkout, made once and readable by nobody else."""
    if not SECRETS.exists():
        SECRETS.parent.mkdir(parents=True, exist_ok=True)
        SECRETS.touch(mode=0o600)
        SECRETS.write_text(
            "".join(f"{key}={secrets.token_urlsafe(48)}\n" for key in ("SECRET_KEY", "LINK_KEY"))
        )
    pairs = (line.split("=", 1) for line in SECRETS.read_text().splitlines() if "=" in line)
    return dict(pairs)


def variables(name: str, addresses: dict[str, str], *, mail_port: int | None = None) -> dict[str, str]:
    """For the set of that name; what the caller's environment already says wins."""
    origin = f"http://127.0.0.1:{port()}"
    is_test = name == "test"
    values = {
        "CONVENE_ENV": "test" if is_test else "development",
        **own_secrets(),
        **addresses,
        "PUBLIC_ORIGIN": origin,
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver" if is_test else "127.0.0.1,localhost",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port or 9}",  # 9 is "discard": nothing listens there
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    if not is_test:
        values["MAILBOX_DIR"] = str(MAILBOX / name)
        # Nobody likes to wait for a letter, nor to read every two seconds that all is well.
        values |= {"OUTBOX_POLL_SECONDS": "2", "REMINDER_POLL_SECONDS": "10", "LOG_LEVEL": "WARNING"}
    return values | {key: os.environ[key] for key in values if os.environ.get(key)}
