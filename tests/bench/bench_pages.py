"""What each main page costs at 1,000 and at 100,000 dialogues: questions to the database and time in the server;
and what a browser has to fetch at the first visit and again.

It works in a database of its own, which is dropped at the end. Pages are asked in this process, through every
middleware, with the static files of production; only sockets are left out.
"""

import gzip
import json
import os
import statistics
import sys
import time
import tracemalloc

os.environ["TEST_DATABASE_NAME"] = "convene_bench_pages"
os.environ["CONVENE_ENV"] = "development"  # names and sizes of static files as in production
os.environ["ALLOWED_HOSTS"] = "testserver"
os.environ["DATABASE_STATEMENT_TIMEOUT_MS"] = "600000"  # filling it may take long

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import User  # noqa: E402
from tests.bench import crowd as people  # noqa: E402
from tests.bench.crowd import Crowd  # noqa: E402
from tests.bench.weights import files_of, own_database, sent  # noqa: E402

SMALL, LARGE = (int(text) for text in os.environ.get("DIALOGUES", "1000,100000").split(","))
ROUNDS, WARM = 40, 3
MOST_QUERIES, MOST_RATIO = 12, 1.5
FIRST_KB, AGAIN_KB = 200, 30


def main() -> None:
    setup_test_environment()
    with own_database():
        crowd = people.gather()
        measured: dict[int, dict[str, dict[str, float]]] = {}
        for first, last in ((0, SMALL), (SMALL, LARGE)):
            print(f"filling to {last} dialogues …", file=sys.stderr, flush=True)
            people.grow(crowd, first, last)
            measured[last] = measure(crowd)
        for name, large in measured[LARGE].items():
            tell(name, measured[SMALL].get(name), large)
        carry_away(crowd)
        weigh(crowd)


# --- time and questions --------------------------------------------------------------------------------


def addresses(crowd: Crowd) -> dict[str, tuple[User | None, str]]:
    """Who asks for what."""
    one = {"pk": crowd.dialogue.pk}
    meeting = one | {"session_pk": crowd.session.pk}
    search = reverse("history:search")
    mine = {
        "next": reverse("planning:next"),
        "dialogue list": reverse("dialogues:dialogue-list"),
        "overview": reverse("dialogues:dialogue-show", kwargs=one),
        "plan": reverse("planning:plan-show", kwargs=one),
        "session": reverse("dialogues:session-show", kwargs=meeting),
        "agenda": reverse("planning:agenda-show", kwargs=meeting),
        "people": reverse("dialogues:participant-list", kwargs=one),
        "commitments": reverse("dialogues:commitment-list", kwargs=one),
        "record": reverse("dialogues:record-show", kwargs=one),
    }
    across = {
        "history": search,
        "history, words in 1 of 10": f"{search}?q=schools",
        "history, words in few": f"{search}?q=district+7",
        "history, filters": f"{search}?phase=sustained&state=TX&opened_from=2018-01-01",
        "history, timeline": reverse("history:timeline", kwargs=one),
    }
    public = {
        "public list of commitments": reverse("dialogues:commitments-public-list"),
        "public commitments": reverse("dialogues:commitments-public", args=[crowd.dialogue.public_id]),
    }
    busy = {f"{name}, {people.SEATS_OF_MANY} seats": mine[name] for name in ("next", "dialogue list")}
    return (
        {name: (crowd.liaison, address) for name, address in mine.items()}
        | {name: (crowd.busy_liaison, address) for name, address in busy.items()}
        | {name: (crowd.reviewer, address) for name, address in across.items()}
        | {name: (None, address) for name, address in public.items()}
    )


def browser_of(person: User | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def measure(crowd: Crowd) -> dict[str, dict[str, float]]:
    """Pages in turn, many times over, so that a slow moment of the machine meets all of them."""
    asked = {name: (browser_of(who), address) for name, (who, address) in addresses(crowd).items()}
    seconds: dict[str, list[float]] = {name: [] for name in asked}
    for turn in range(WARM + ROUNDS):
        for name, (browser, address) in asked.items():
            begun = time.perf_counter()
            response = browser.get(address)
            spent = time.perf_counter() - begun
            if response.status_code != 200:
                raise SystemExit(f"{name}: {address} answered {response.status_code}")
            if turn >= WARM:
                seconds[name].append(spent)
    return {name: figures(*asked[name], spent) for name, spent in seconds.items()}


def figures(browser: Client, address: str, seconds: list[float]) -> dict[str, float]:
    with CaptureQueriesContext(connection) as captured:
        browser.get(address)
    queries = sum(
        not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for query in captured
    )
    return {
        "queries": queries,
        "p50_ms": round(statistics.median(seconds) * 1000, 1),
        "p95_ms": round(statistics.quantiles(seconds, n=20)[-1] * 1000, 1),
    }


def tell(name: str, small: dict[str, float] | None, large: dict[str, float]) -> None:
    """Beside p95, on which the bar stands, the ratio of p50 shows how much of it is the machine's noise."""
    figure: dict[str, object] = {"bench": "page", "page": name}
    figure |= {f"{key}_at_{LARGE}": value for key, value in large.items()}
    if small and "seats" not in name:
        figure |= {f"{key}_at_{SMALL}": value for key, value in small.items()}
        figure |= {
            f"{key}_ratio": round(large[f"{key}_ms"] / small[f"{key}_ms"], 2) for key in ("p50", "p95")
        }
    print(json.dumps(figure | {"bar_p95_ratio": MOST_RATIO, "bar_queries": MOST_QUERIES}), flush=True)


def carry_away(crowd: Crowd) -> None:
    """The largest table that a reviewer can take: how long it takes, and how much memory it needs at its peak."""
    browser, address = browser_of(crowd.reviewer), reverse("history:export")
    begun = time.perf_counter()
    size = sum(len(piece) for piece in browser.get(address))
    spent = time.perf_counter() - begun
    tracemalloc.start()  # slows everything down, hence once more
    sum(len(piece) for piece in browser.get(address))
    figure = {
        "bench": "export",
        "dialogues": LARGE,
        "csv_kb": round(size / 1000),
        "seconds": round(spent, 1),
        "peak_mb": round(tracemalloc.get_traced_memory()[1] / 1_000_000, 1),
    }
    tracemalloc.stop()
    print(json.dumps(figure), flush=True)


# --- weight --------------------------------------------------------------------------------------------


def weigh(crowd: Crowd) -> None:
    """Compressed, as the proxy sends pages and WhiteNoise sends files. Files are kept for good after one visit."""
    for name, (who, address) in addresses(crowd).items():
        if "seats" in name:
            continue
        html = browser_of(who).get(address).content
        again = len(gzip.compress(html, 6))
        first = again + sum(sent(path) for path in files_of(html.decode()))
        figure = {
            "bench": "weight",
            "page": name,
            "first_kb": round(first / 1000, 1),
            "again_kb": round(again / 1000, 1),
            "html_kb": round(len(html) / 1000, 1),
            "bar_first_kb": FIRST_KB,
            "bar_again_kb": AGAIN_KB,
        }
        print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main()
