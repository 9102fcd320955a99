"""Where things are. Everything made at run time lives under var/, front-end build output under build/."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
BUILD = ROOT / "build"
VENV = ROOT / ".venv"
VENV_BIN = VENV / "bin"
VENV_PYTHON = VENV_BIN / "python"
PROGRAMS = VENV / "programs"  # PostgreSQL, Redis and Node where the machine has none
LOCKS = ROOT / "requirements"
SECRETS = VAR / "secrets.env"
MAILBOX = VAR / "mailbox"

# Two checkouts on one machine never share a server, a folder or a name.
CHECKOUT = hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]
