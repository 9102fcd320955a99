"""`make shell`: Django's shell (or any manage.py command) on the data of `make run`."""

import os
import subprocess
import sys

from tools import environment, say, services, setup
from tools.places import ROOT, VENV_PYTHON


def main() -> int:
    setup.prepare("run")
    with services.using("run") as addresses:
        env = os.environ | environment.variables("run", addresses)
        words = sys.argv[1:] or ["shell"]
        return subprocess.run([VENV_PYTHON, "manage.py", *words], cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    say.guarded(main)
