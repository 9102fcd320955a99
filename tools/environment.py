"""The environment variables that the program is started with when nobody sets them."""

import os
import secrets

from tools.places import MAILBOX, SECRETS

DEFAULT_PORT = 8000


def port() -> int:
    return int(os.environ.get("PORT") or DEFAULT_PORT)


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
    """For the "run" or the "test" set; what the caller's environment already says wins."""
    origin = f"http://127.0.0.1:{port()}"
    values = {
        "CONVENE_ENV": "development" if name == "run" else "test",
        **own_secrets(),
        **addresses,
        "PUBLIC_ORIGIN": origin,
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver" if name == "test" else "127.0.0.1,localhost",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port or 9}",  # 9 is "discard": nothing listens there
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    if name == "run":
        values["MAILBOX_DIR"] = str(MAILBOX)
    return values | {key: os.environ[key] for key in values if os.environ.get(key)}
