"""The page of a running incident: with no record and with thousands, in turns within one run; and its weight.

A playbook of forty steps is made longer than the guidance's own, so that the figure holds for agencies with steps
of their own. Taps and seconds of the way there are measured in tests/e2e/test_journeys.py's own browser.
"""

import gzip
import json
import os
import statistics
import time

os.environ["TEST_DATABASE_NAME"] = "convene_bench_playbook"
os.environ["CONVENE_ENV"] = "development"
os.environ["ALLOWED_HOSTS"] = "testserver"

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.roles import Role  # noqa: E402
from planning.choices import RecordKind  # noqa: E402
from planning.models import Plan, PlanStep, StepRecord  # noqa: E402
from planning.services import plans  # noqa: E402
from tests.bench.weights import files_of, own_database, sent  # noqa: E402
from tests.factories.accounts import MembershipFactory  # noqa: E402
from tests.factories.dialogues import IncidentFactory  # noqa: E402
from tests.factories.planning import PlanStepFactory  # noqa: E402

STEPS, RECORDS = 40, 2_000
ROUNDS, WARM = 60, 5
MOST_QUERIES, MOST_RATIO, MOST_KB = 12, 1.5, 100


def main() -> None:
    setup_test_environment()
    with own_database():
        member = MembershipFactory(roles=[Role.LIAISON])
        empty, full = (playbook(member, records) for records in (0, RECORDS))
        browser = Client()
        browser.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
        measure(browser, {"empty": empty, "full": full})
        weigh(browser, empty)


def playbook(member, records: int) -> str:
    """The address of a playbook of forty steps with so many recorded actions."""
    plan = plans.start_playbook(by=member.user, incident=IncidentFactory(agency=member.agency))
    last = plan.steps.order_by("position").last()
    for position in range(plan.steps.count() + 1, STEPS + 1):
        PlanStepFactory(plan=plan, position=position, stage=last.stage)
    steps, now = list(PlanStep.objects.filter(plan=plan)), timezone.now()
    StepRecord.objects.bulk_create(
        StepRecord(
            step=steps[number % len(steps)],
            kind=RecordKind.NOTED,
            text="Called the council; they call back tonight.",
            done_at=now,
            recorded_at=now,
            recorded_by=member.user,
        )
        for number in range(records)
    )
    return reverse("planning:playbook-show", args=[Plan.objects.get(pk=plan.pk).incident_id])


def measure(browser: Client, pages: dict[str, str]) -> None:
    seconds: dict[str, list[float]] = {name: [] for name in pages}
    for turn in range(WARM + ROUNDS):
        for name, address in pages.items():
            begun = time.perf_counter()
            response = browser.get(address)
            if response.status_code != 200:
                raise SystemExit(f"{address} answered {response.status_code}")
            if turn >= WARM:
                seconds[name].append(time.perf_counter() - begun)
    with CaptureQueriesContext(connection) as captured:
        browser.get(pages["full"])
    queries = sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for one in captured)
    p95 = {name: statistics.quantiles(spent, n=20)[-1] for name, spent in seconds.items()}
    figure = {
        "bench": "playbook",
        "steps": STEPS,
        "records": RECORDS,
        "queries": queries,
        "p95_ms": round(p95["full"] * 1000, 1),
        "p95_ratio_to_empty": round(p95["full"] / p95["empty"], 2),
        "bar_p95_ratio": MOST_RATIO,
        "bar_queries": MOST_QUERIES,
    }
    print(json.dumps(figure), flush=True)


def weigh(browser: Client, address: str) -> None:
    """Without any script: the page, its styles, fonts and pictures, compressed."""
    html = browser.get(address).content
    files = [path for path in files_of(html.decode()) if path.suffix != ".js"]
    whole = len(gzip.compress(html, 6)) + sum(sent(path) for path in files)
    figure = {
        "bench": "playbook weight",
        "without_script_kb": round(whole / 1000, 1),
        "html_kb": round(len(html) / 1000, 1),
        "bar_kb": MOST_KB,
    }
    print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main()
