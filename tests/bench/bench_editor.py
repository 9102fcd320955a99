"""Saving one item of an agenda at 1,000 and at 100,000 agendas: questions to the database and time in the server; and
the list of 25 and of 300 items: its weight, and the time of the page and of moving an item.

It works in two databases of its own, a small one and a grown copy of it, asked in turns, so that a slow moment of the
machine meets both sizes alike. Rows are copied inside the database. Requests go through every middleware.
"""

import gzip
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

os.environ["TEST_DATABASE_NAME"] = "convene_bench_editor"
os.environ["CONVENE_ENV"] = "development"
os.environ["ALLOWED_HOSTS"] = "testserver"
os.environ["DATABASE_STATEMENT_TIMEOUT_MS"] = "600000"  # filling it may take long

import django

django.setup()

from django.db import connection, connections  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from planning.models import Agenda, AgendaBlock  # noqa: E402
from planning.services import items  # noqa: E402
from tests.bench import crowd as people  # noqa: E402
from tests.bench.crowd import Crowd  # noqa: E402
from tests.bench.weights import copy_of, look_at, run_beside  # noqa: E402
from tests.factories.planning import item_values  # noqa: E402

SMALL, LARGE = (int(text) for text in os.environ.get("AGENDAS", "1000,100000").split(","))
ROUNDS, WARM = 200, 10
MOST_QUERIES, MOST_MS, MOST_RATIO = 8, 60, 1.5
MARKS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
HTMX = {"HX-Request": "true"}

# One more agenda for each session without one, like the agenda of the session that is looked at, with its items.
AGENDAS = """
INSERT INTO planning_agenda SELECT (jsonb_populate_record(NULL::planning_agenda, to_jsonb(known) ||
    jsonb_build_object('id', nextval(pg_get_serial_sequence('planning_agenda', 'id')), 'session_id', one.id))).*
FROM planning_agenda known CROSS JOIN dialogues_session one
WHERE known.session_id = %s AND NOT EXISTS (SELECT 1 FROM planning_agenda WHERE session_id = one.id)
"""
PARTS = """
INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, to_jsonb(known) ||
    jsonb_build_object('id', nextval(pg_get_serial_sequence('{table}', 'id')), 'agenda_id', one.id))).*
FROM {table} known CROSS JOIN planning_agenda one JOIN planning_agenda source ON source.id = known.agenda_id
WHERE source.session_id = %s AND NOT EXISTS (SELECT 1 FROM {table} WHERE agenda_id = one.id)
"""


def main() -> None:
    setup_test_environment()
    with own_databases() as (crowd, sizes):
        measure_saves(crowd, sizes)
        look_at(sizes[LARGE])
        for count in (25, 300):
            measure_list(crowd, count)


@contextmanager
def own_databases() -> Iterator[tuple[Crowd, dict]]:
    first = connections["default"]
    name = first.settings_dict["NAME"]
    first.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    grown = f"{first.settings_dict['NAME']}_grown"
    try:
        print(f"filling to {SMALL} agendas …", file=sys.stderr, flush=True)
        crowd = people.gather()
        agenda = Agenda.objects.get(session=crowd.session)
        for number in range(10):  # what a person changed, so that each agenda has a past
            block = agenda.blocks.select_related("agenda__session__dialogue").first()
            items.change_item(
                by=crowd.liaison, block=block, version=block.version, changes={"minutes": 20 + number}
            )
        fill(crowd, 0, SMALL)
        second = copy_of(first, grown)
        look_at(second)
        print(f"filling to {LARGE} agendas …", file=sys.stderr, flush=True)
        fill(crowd, SMALL, LARGE)
        yield crowd, {SMALL: first, LARGE: second}
        second.close()
    finally:
        look_at(first)
        run_beside(first, f'DROP DATABASE IF EXISTS "{grown}" WITH (FORCE)')
        first.creation.destroy_test_db(name, verbosity=0)


def fill(crowd: Crowd, first: int, last: int) -> None:
    people.grow(crowd, first, last)
    with connection.cursor() as cursor:
        cursor.execute(AGENDAS, [crowd.session.pk])
        for table in ("planning_agendablock", "planning_agendachange"):
            cursor.execute(PARTS.format(table=table), [crowd.session.pk])
        cursor.execute("VACUUM ANALYZE")


def signed_in(crowd: Crowd) -> Client:
    client = Client()
    client.force_login(crowd.liaison, backend="django.contrib.auth.backends.ModelBackend")
    return client


def measure_saves(crowd: Crowd, sizes: dict) -> None:
    """A person changes the title of one item in its open form, and leaves the field."""
    seconds: dict[int, list[float]] = {size: [] for size in sizes}
    queries = 0
    savers = {}
    for size, database in sizes.items():
        look_at(database)
        savers[size] = saver(crowd)
    for turn in range(WARM + ROUNDS):
        for size, database in sizes.items():
            look_at(database)
            begun = time.perf_counter()
            savers[size](turn)
            if turn >= WARM:
                seconds[size].append(time.perf_counter() - begun)
    with CaptureQueriesContext(connection) as captured:
        savers[LARGE](WARM + ROUNDS)
    queries = sum(not one["sql"].startswith(MARKS) for one in captured)
    p95 = {size: statistics.quantiles(spent, n=20)[-1] for size, spent in seconds.items()}
    tell(
        bench="editor, one save", agendas=LARGE, queries=queries, p95_ms=round(p95[LARGE] * 1000, 1),
        p95_ratio=round(p95[LARGE] / p95[SMALL], 2), bar_queries=MOST_QUERIES, bar_p95_ms=MOST_MS, bar_ratio=MOST_RATIO,
    )  # fmt: skip


def saver(crowd: Crowd) -> Callable[[int], HttpResponse]:
    client, block = signed_in(crowd), AgendaBlock.objects.filter(agenda__session=crowd.session).first()
    assert block is not None
    address = reverse("planning:item-change", args=[crowd.dialogue.pk, crowd.session.pk, block.pk])
    data = shown_in(client.get(address))

    def save(turn: int) -> HttpResponse:
        answer = client.post(address, data | {"title": f"Title {turn}"}, headers=HTMX)
        if answer.status_code != 200 or b"Saved" not in answer.content:
            raise SystemExit(f"{address} answered {answer.status_code}")
        data.update(shown_in(answer))  # version and marks come with the answer, as a page takes them
        return answer

    return save


def shown_in(answer: HttpResponse) -> dict:
    """What a browser would send of the form in an answer: no empty numbers, no boxes without a tick."""
    form = answer.context["form"]  # type: ignore[attr-defined]
    return {name: value for name, value in form.initial.items() if value not in {None, False}}


def measure_list(crowd: Crowd, count: int) -> None:
    """The page of an agenda with so many items, and moving one of them."""
    agenda = Agenda.objects.select_related("session__dialogue").get(session=crowd.session)
    for number in range(agenda.blocks.count(), count):
        words = {
            "title": f"Item {number}",
            "purpose": "People hear one another.",
            "script": "Say this. " * 20,
        }
        items.add_item(by=crowd.liaison, agenda=agenda, values=item_values(**words))
    client, last = signed_in(crowd), agenda.blocks.kept().order_by("position").last()
    where = [crowd.dialogue.pk, crowd.session.pk]
    page, move = (
        reverse("planning:agenda-show", args=where),
        reverse("planning:item-move", args=[*where, last.pk]),
    )
    fresh = reverse("planning:item-list", args=where)
    asks = {
        "page": lambda turn: client.get(page),
        "move": lambda turn: client.post(move, {"places": "-1" if turn % 2 else "1"}, headers=HTMX),
        "after_save": lambda turn: client.get(fresh, headers=HTMX),
    }
    figure = {"bench": "editor, list", "items": count}
    for name, ask in asks.items():
        spent = []
        for turn in range(25):
            begun = time.perf_counter()
            html = ask(turn).content
            spent.append(time.perf_counter() - begun)
        figure |= {
            f"{name}_ms": round(statistics.median(spent) * 1000, 1),
            f"{name}_kb": round(len(html) / 1000, 1),
        }
        figure |= {f"{name}_kb_sent": round(len(gzip.compress(html, 6)) / 1000, 1)}
    tell(**figure)


def tell(**figure: object) -> None:
    print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main()
