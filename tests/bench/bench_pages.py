"""What each main page costs at 1,000 and at 100,000 dialogues: questions to the database and time in the server;
and what a browser has to fetch at the first visit and again.

It works in two databases of its own, a small one and a grown copy of it, which are dropped at the end. Each page is
asked in turns, small, large, small, large, so that a slow moment of the machine meets both sizes alike; then the
ratio is one of sizes and not of moments. Pages are asked in this process, through every middleware, with the static
files of production; only sockets are left out.
"""

import gzip
import json
import os
import statistics
import sys
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

os.environ["TEST_DATABASE_NAME"] = "convene_bench_pages"
os.environ["CONVENE_ENV"] = "development"  # names and sizes of static files as in production
os.environ["ALLOWED_HOSTS"] = "testserver"
os.environ["DATABASE_STATEMENT_TIMEOUT_MS"] = "600000"  # filling it may take long

import django

django.setup()

from django.db import connection, connections  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import User  # noqa: E402
from tests.bench import crowd as people  # noqa: E402
from tests.bench.crowd import Crowd  # noqa: E402
from tests.bench.weights import copy_of, files_of, look_at, run_beside, sent  # noqa: E402

SMALL, LARGE = (int(text) for text in os.environ.get("DIALOGUES", "1000,100000").split(","))
ROUNDS, WARM = 40, 3
MOST_QUERIES, MOST_RATIO = 12, 1.5
FIRST_KB, AGAIN_KB = 200, 30


Sizes = dict[int, BaseDatabaseWrapper]


def main() -> None:
    setup_test_environment()
    with own_databases() as (crowd, sizes):
        measured = measure(crowd, sizes)
        for name in addresses(crowd):
            tell(name, measured[SMALL][name], measured[LARGE][name])
        look_at(sizes[LARGE])
        carry_away(crowd)
        weigh(crowd)


@contextmanager
def own_databases() -> Iterator[tuple[Crowd, Sizes]]:
    """The same crowd in both, so that one address opens the same page in either; LARGE only has more beside it."""
    first = connections["default"]
    name = first.settings_dict["NAME"]
    first.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    grown = f"{first.settings_dict['NAME']}_grown"
    try:
        print(f"filling to {SMALL} dialogues …", file=sys.stderr, flush=True)
        crowd = people.gather()
        people.grow(crowd, 0, SMALL)
        second = copy_of(first, grown)
        look_at(second)
        print(f"filling to {LARGE} dialogues …", file=sys.stderr, flush=True)
        people.grow(crowd, SMALL, LARGE)
        yield crowd, {SMALL: first, LARGE: second}
        second.close()
    finally:
        look_at(first)
        run_beside(first, f'DROP DATABASE IF EXISTS "{grown}" WITH (FORCE)')
        first.creation.destroy_test_db(name, verbosity=0)


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


def measure(crowd: Crowd, sizes: Sizes) -> dict[int, dict[str, dict[str, float]]]:
    """Pages in turn, many times over, each time once in every size; which size is first changes with the turn."""
    browsers = {size: browsers_of(crowd, database) for size, database in sizes.items()}
    seconds: dict[tuple[int, str], list[float]] = defaultdict(list)
    for turn in range(WARM + ROUNDS):
        for name, (_who, address) in addresses(crowd).items():
            for size in sorted(sizes, reverse=bool(turn % 2)):
                look_at(sizes[size])
                spent = time_of(browsers[size][name], address)
                if turn >= WARM:
                    seconds[size, name].append(spent)
    found: dict[int, dict[str, dict[str, float]]] = {size: {} for size in sizes}
    for (size, name), spent in seconds.items():
        look_at(sizes[size])
        _who, address = addresses(crowd)[name]
        found[size][name] = figures(browsers[size][name], address, spent)
    return found


def browsers_of(crowd: Crowd, database: BaseDatabaseWrapper) -> dict[str, Client]:
    look_at(database)
    return {name: browser_of(who) for name, (who, _address) in addresses(crowd).items()}


def time_of(browser: Client, address: str) -> float:
    begun = time.perf_counter()
    response = browser.get(address)
    spent = time.perf_counter() - begun
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")
    return spent


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


def tell(name: str, small: dict[str, float], large: dict[str, float]) -> None:
    """Beside p95, on which the bar stands, the ratio of p50 shows how much of it is the machine's noise.

    Who has many seats has them in the large size only, so that page has no ratio.
    """
    figure: dict[str, object] = {"bench": "page", "page": name}
    figure |= {f"{key}_at_{LARGE}": value for key, value in large.items()}
    if "seats" not in name:
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
