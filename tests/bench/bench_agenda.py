"""What the clock times of a large agenda cost: 300 items, six tracks side by side, fixed times among them.

The ratio is to an agenda of 30 items in the same run: ten times the items should cost about ten times the time.
"""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from datetime import time as clock
from zoneinfo import ZoneInfo

from planning.timing import schedule
from planning.timing.late import Lateness, ways_when_late
from planning.timing.mix import mix

ZONE = ZoneInfo("America/Chicago")
START = datetime(2026, 12, 8, 18, 0, tzinfo=ZONE)
ROUNDS = 200


@dataclass(frozen=True)
class Item:
    minutes: int
    track: int
    fixed_at: clock | None = None
    settle_minutes: int = 0
    kind: str = "small_groups"
    least_minutes: int | None = None
    priority: str = "shorten"


def items(count: int) -> list[Item]:
    """Runs of six tracks with three items each, a joint item between them; every thirtieth has a fixed time."""
    return [
        Item(
            5 + number % 7,
            0 if number % 19 == 0 else 1 + number % 6,
            clock(19, number % 60) if number % 30 == 29 else None,
            5 if number % 10 == 0 else 0,
        )
        for number in range(count)
    ]


def median_ms(call: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Time of this thread alone, so that a busy machine does not count."""
    times = []
    for _ in range(rounds):
        begun = time.thread_time()
        call()
        times.append(time.thread_time() - begun)
    return statistics.median(times) * 1000


def spread(blocks: Sequence[Item]) -> list[object]:
    """What the page asks for: where each item stands, its span, and the mix."""
    found = schedule(START, blocks, ZONE)
    return [*(found.span(place) for place in found.places), mix(blocks, found)]


def main() -> None:
    small, large = items(30), items(300)
    few, many = median_ms(lambda: spread(small)), median_ms(lambda: spread(large))
    figure = {
        "bench": "agenda_arithmetic",
        "items": len(large),
        "tracks": max(item.track for item in large),
        "rounds": ROUNDS,
        "ms": round(many, 2),
        "schedule_ms": round(median_ms(lambda: schedule(START, large, ZONE)), 2),
        "ms_of_30": round(few, 2),
        "ratio_to_30": round(many / few, 1),
        "late_ways_ms": round(
            median_ms(lambda: ways_when_late(START, large, ZONE, Lateness(30)), rounds=5), 1
        ),
        "bar_ms": 5,
    }
    print(json.dumps(figure))


if __name__ == "__main__":
    main()
