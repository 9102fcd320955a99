"""Asked by the container engine: is this program alive?  healthcheck.py web | worker | beat"""

import os
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

BEAT_SCHEDULE = Path(os.environ.get("BEAT_SCHEDULE", "/tmp/beat-schedule"))
BEAT_SILENCE_SECONDS = 180  # it writes down each nudge, and nudges at least once a minute


def web() -> bool:
    """The process answers, under the name it is known by."""
    public = urllib.parse.urlsplit(os.environ["PUBLIC_ORIGIN"])
    port = os.environ.get("WEB_BIND", ":8000").rsplit(":", 1)[1]
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/healthz", headers={"Host": public.netloc, "X-Forwarded-Proto": public.scheme}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(asked, timeout=4) as answer:
        return answer.status == 200


def worker() -> bool:
    """This worker, not another one, answers over the broker."""
    name = f"celery@{os.uname().nodename}"
    command = ["celery", "-A", "config", "inspect", "ping", "--destination", name, "--timeout", "5"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def beat() -> bool:
    """The schedule was written down lately."""
    newest = max(path.stat().st_mtime for path in BEAT_SCHEDULE.parent.glob(f"{BEAT_SCHEDULE.name}*"))
    return time.time() - newest < BEAT_SILENCE_SECONDS


if __name__ == "__main__":
    try:
        is_well = {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]()
    except (OSError, ValueError):
        is_well = False
    raise SystemExit(0 if is_well else 1)
