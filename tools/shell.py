"""`make shell`: Django's shell (or any manage.py command) on the data of `make run`."""

import os
import subprocess
import sys

from tools import environment, say, services, setup
from tools.places import ROOT, VENV_PYTHON


def main() -> int:
    setup.prepare("run")
    with services.using(environment.run_set()) as addresses:
        env = os.environ | environment.variables(environment.run_set(), addresses)
        words = sys.argv[1:] or ["shell"]
        return subprocess.run([VENV_PYTHON, "manage.py", *words], cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    say.guarded(main)
