"""How long `make run` takes when everything is there, and how much memory web and worker need at most.

It works on a set of data of its own; what a person entered with `make run` is left alone.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tools import environment, machine
from tools.places import ROOT, VAR

PAGES = ("/healthz", "/readyz", "/")
PATIENCE_SECONDS = 300


def start(port: int) -> tuple[subprocess.Popen, float]:
    given = {name: value for name, value in os.environ.items() if name not in INHERITED}
    env = given | {"RUN_SET": "bench", "PORT": str(port)}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.run"], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True
    )
    for text in process.stdout:
        if text.startswith("Convene is ready"):
            return process, time.perf_counter() - begun
        if time.perf_counter() - begun > PATIENCE_SECONDS:
            break
    process.kill()
    raise SystemExit("`make run` did not become ready.")


# The test environment that `make bench` sets must not reach a program that stands for `make run`.
INHERITED = set(environment.variables("test", {"DATABASE_URL": "", "REDIS_URL": ""}))


def stop(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGINT)
    process.communicate()


def peak_megabytes(program: str) -> float:
    """The largest peak among the processes of one program of this checkout."""
    peaks = []
    for status in Path("/proc").glob("[0-9]*/status"):
        words = machine.command_line(int(status.parent.name))
        if str(VAR.parent) in words and program in words:
            found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
            peaks += [int(found[1]) / 1024] if found else []
    return round(max(peaks), 1)


def main() -> None:
    port = machine.free_port()
    process, _ = start(port)
    stop(process)
    process, warm = start(port)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for page in PAGES * 20:
        opener.open(f"http://127.0.0.1:{port}{page}", timeout=30).read()
    figures = {
        "start": {"warm_seconds": round(warm, 1)},
        "memory": {
            "web_peak_mb": peak_megabytes("gunicorn"),
            "worker_peak_mb": peak_megabytes("worker --concurrency"),
        },
    }
    for name, figure in figures.items():
        print(json.dumps({"bench": name} | figure))
    stop(process)


if __name__ == "__main__":
    main()
