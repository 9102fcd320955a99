"""`make lock`: requirements/*.in → exact versions with hashes, for every platform, without addresses.

python3 -m tools.lock            # keep what is locked, add what is new
python3 -m tools.lock --upgrade  # take the newest that the .in files allow
"""

import subprocess
import sys

from tools import say, setup
from tools.places import LOCKS, VENV_BIN
from tools.say import Stop, step

ORDER = ("base", "run", "test", "dev", "services")  # each is bound by the ones before it
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--quiet",
)


def main() -> int:
    setup.prepare("code")
    for name in ORDER:
        with step(f"Locking {name}"):
            alone = ["--no-deps"] if name == "services" else []
            command = [str(VENV_BIN / "uv"), "pip", "compile", *OPTIONS, *alone, *sys.argv[1:], f"{name}.in"]
            done = subprocess.run(
                [*command, "-o", f"{name}.txt"], cwd=LOCKS, capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise Stop(f"{name}.in could not be locked:\n{done.stderr.strip()[-1500:]}")
            if "://" in (LOCKS / f"{name}.txt").read_text():
                raise Stop(f"requirements/{name}.txt names an address. Lock where no mirror is set.")
    setup.requirements("test")
    return 0


if __name__ == "__main__":
    say.guarded(main)
