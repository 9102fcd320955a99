"""`make screenshots`: the pictures of the README, taken from a demo of its own in a real Chromium.

python3 -m tools.screenshots [NAME …]     only these
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys

from tools import machine, say, setup
from tools.children import log_of
from tools.places import MAILBOX, ROOT, VAR, VENV_PYTHON
from tools.say import Stop, step, tail


def main() -> int:
    setup.prepare("test")
    port = machine.free_port()
    env = os.environ | {
        "RUN_SET": "pictures",
        "PORT": str(port),
        "DEMO_PASSWORD": secrets.token_urlsafe(24),
        "CHROMIUM": str(setup.chromium()),
    }
    forget_earlier()
    program = start(env)
    try:
        with step("Taking pictures"):
            command = [VENV_PYTHON, "-m", "tools.camera", f"http://127.0.0.1:{port}", *sys.argv[1:]]
            done = subprocess.run(command, cwd=ROOT, env=env, check=False)
    finally:
        program.send_signal(signal.SIGINT)
        program.wait()
    return done.returncode


def forget_earlier() -> None:
    """Pictures are of a fresh demo: letters of an earlier one lead to a port that nobody listens on."""
    for folder in (VAR / "services" / "pictures", MAILBOX / "pictures"):
        shutil.rmtree(folder, ignore_errors=True)


def start(env: dict[str, str]) -> subprocess.Popen:
    """Convene as `make run` starts it, on data of its own."""
    log = log_of("pictures")
    log.parent.mkdir(parents=True, exist_ok=True)
    with step("Starting a demo of its own"):
        command = [sys.executable, "-m", "tools.run"]
        program = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        said = []
        for text in program.stdout or ():
            said.append(text)
            if text.startswith("Convene is ready"):
                return program
    log.write_text("".join(said))
    raise Stop(f"The demo did not start:\n{tail(log, 15)}")


if __name__ == "__main__":
    say.guarded(main)
