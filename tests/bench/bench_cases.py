"""What a search of the case library costs beside its bare SQL, at 10,000 cases.

The bare SQL is every statement that the page asks, sent again as text over the same connection, with all rows
fetched: what is left over is Django, the filters' words and the template. Both take turns in one run, so that
a slow moment of the machine meets both. It works in a database of its own, which is dropped at the end.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from random import Random

os.environ["TEST_DATABASE_NAME"] = "convene_bench_cases"
os.environ["CONVENE_ENV"] = "development"
os.environ["ALLOWED_HOSTS"] = "testserver"
os.environ["DATABASE_STATEMENT_TIMEOUT_MS"] = "600000"  # filling it may take long

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.choices import State  # noqa: E402
from casestudies import content  # noqa: E402
from casestudies.choices import CasePhase, Setting, Trigger  # noqa: E402
from casestudies.models import PublishedCase  # noqa: E402
from dialogues.choices import DialogueFormat  # noqa: E402
from tests.bench.weights import own_database  # noqa: E402

CASES = int(os.environ.get("CASES", "10000"))
ROUNDS, WARM = 60, 5
MOST_RATIO = 2.0
ASKED = {
    "everything": "",
    "words in 1 of 10": "?q=schools",
    "words in few": "?q=lantern+festival",
    "words and filters": "?q=officers&phase=sustained&trigger=force&failed=true",
    "filters": "?state=TX&setting=county&strength=measured",
    "a later page": "?q=schools&after={after}",
}
TOPICS = ("schools", "traffic", "parks", "courts", "transit", "youth", "elders", "faith", "housing", "crisis")


def main() -> None:
    setup_test_environment()
    with own_database():
        fill()
        after = PublishedCase.objects.matching("schools").order_by("pk")[20].pk
        measured = {name: measure("/cases/" + query.format(after=after)) for name, query in ASKED.items()}
    tell(measured)


def fill() -> None:
    """Cases as long as the documented ones, with their sentences mixed."""
    print(f"filling to {CASES} cases …", file=sys.stderr, flush=True)
    chance, known = Random(1), content.cases()
    for start in range(0, CASES, 2000):
        numbers = range(start, min(start + 2000, CASES))
        PublishedCase.objects.bulk_create(a_case(chance, known, number) for number in numbers)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def a_case(chance: Random, known: tuple[content.Case, ...], number: int) -> PublishedCase:
    lines = [line for case in chance.sample(known, 4) for line in (*case.done, *case.lessons)]
    topic, rare = TOPICS[number % 10], " at the lantern festival" if number % 997 == 0 else ""
    return PublishedCase(
        key=f"demo-{number}",
        place=f"Demo Place {number % 3000}",
        state=chance.choice(State.values),
        setting=chance.choice(Setting.values),
        years="2016–2018",
        first_year=2016,
        situation=f"Residents and officers talked about {topic}{rare}, and told what each needs to feel safe.",
        trigger=chance.choice(known).trigger,
        format=chance.choice(known).format,
        phases=chance.sample(CasePhase.values, chance.randint(1, 2)),
        trigger_kinds=chance.sample(Trigger.values, chance.randint(1, 2)),
        formats=chance.sample(DialogueFormat.values, 1),
        strengths=chance.sample([strength.key for strength in content.strengths()], 2),
        tells_what_failed=chance.random() < 0.6,
        people=chance.randint(5, 900),
        words="\n".join(chance.sample(lines, min(len(lines), 12))),
        published_at=timezone.now(),
    )


def measure(address: str) -> tuple[int, list[float], list[float]]:
    """How many statements a page asks, the seconds of each page, and of the same statements alone."""
    browser = Client()
    with CaptureQueriesContext(connection) as captured:
        response = browser.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")
    statements = [query["sql"] for query in captured if query["sql"].startswith(("SELECT", "WITH"))]
    page, bare = alternate(lambda: browser.get(address), lambda: ask(statements))
    return len(statements), page, bare


def tell(measured: dict[str, tuple[int, list[float], list[float]]]) -> None:
    """One line: all searches together, on which the bar stands, and beside it each kind of search.

    A search that finds little costs its template more than its SQL, so its own ratio is large and its
    milliseconds are few; both are shown.
    """
    pages = [second for _count, page, _bare in measured.values() for second in page]
    bares = [second for _count, _page, bare in measured.values() for second in bare]
    figure = {
        "bench": "cases",
        "cases": CASES,
        "queries": max(count for count, _page, _bare in measured.values()),
        **figures(pages, bares),
        "bar_p95_ratio": MOST_RATIO,
        "by_search": {name: figures(page, bare) for name, (_count, page, bare) in measured.items()},
    }
    print(json.dumps(figure), flush=True)


def figures(page: list[float], bare: list[float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for percent in (50, 95):
        found[f"page_p{percent}_ms"], found[f"sql_p{percent}_ms"] = at(page, percent), at(bare, percent)
        found[f"p{percent}_ratio"] = round(at(page, percent) / at(bare, percent), 2)
    return found


def ask(statements: list[str]) -> None:
    """The same statements, literals and all, without Django in between."""
    with connection.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.encode())
            cursor.fetchall()


def alternate(*measured: Callable[[], object]) -> list[list[float]]:
    seconds: list[list[float]] = [[] for _ in measured]
    for turn in range(WARM + ROUNDS):
        for place, act in enumerate(measured):
            begun = time.perf_counter()
            act()
            if turn >= WARM:
                seconds[place].append(time.perf_counter() - begun)
    return seconds


def at(seconds: list[float], percent: int) -> float:
    return round(statistics.quantiles(seconds, n=100)[percent - 1] * 1000, 1)


if __name__ == "__main__":
    main()
