"""`make bench`: runs tests/bench/bench_*.py one after another; each prints one line of JSON per figure."""

import os
import subprocess
import sys

from tools import environment, say, services, setup
from tools.places import ROOT, VENV_PYTHON


def main() -> int:
    wanted = sys.argv[1:]
    setup.prepare("test")
    failed = []
    with services.using("test") as addresses:
        env = os.environ | environment.variables("test", addresses)
        if setup.chromium():
            env["CHROMIUM"] = str(setup.chromium())
        setup.static_files(env | {"CONVENE_ENV": "development"})  # hashed and compressed, as in production
        for path in sorted((ROOT / "tests" / "bench").glob("bench_*.py")):
            if wanted and path.stem.removeprefix("bench_") not in wanted:
                continue
            print(f"{path.stem} …", file=sys.stderr, flush=True)
            done = subprocess.run(
                [VENV_PYTHON, "-m", f"tests.bench.{path.stem}"], cwd=ROOT, env=env, check=False
            )
            failed += [path.stem] if done.returncode else []
    if failed:
        say.line(f"These could not be measured: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    say.guarded(main)
