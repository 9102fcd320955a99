"""Asked by the container engine: is this program alive?  healthcheck.py web | worker | beat"""

import importlib
import os
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path


def web() -> bool:
    """The process answers, under the name it is known by."""
    public = urllib.parse.urlsplit(os.environ["PUBLIC_ORIGIN"])
    port = os.environ.get("WEB_BIND", ":8000").rsplit(":", 1)[1]
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/healthz",
        headers={"Host": public.netloc, "X-Forwarded-Proto": public.scheme},
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
    """The clock ticks. Beat keeps no file; what it nudges and a worker takes up is seen in the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    django = importlib.import_module("django")
    django.setup()
    summaries = importlib.import_module("records.summaries")
    return all(check.is_well for check in summaries.readiness() if check.name in {"database", "clock"})


if __name__ == "__main__":
    try:
        is_well = {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]()
    except (OSError, ValueError):
        is_well = False
    raise SystemExit(0 if is_well else 1)
