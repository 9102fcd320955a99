"""Plain items for the arithmetic, and strategies that make agendas of them."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from accounts.choices import TimeZone
from planning.choices import BlockKind

CHICAGO = ZoneInfo("America/Chicago")
SIX = datetime(2026, 12, 8, 18, 0, tzinfo=CHICAGO)
ZONES = st.sampled_from([ZoneInfo(name) for name in TimeZone.values])
MOMENTS = st.integers(0, 5 * 366 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
# Evenings around the nights when clocks change, so that they come up often.
NIGHTS = st.sampled_from([datetime(2027, 3, 13, 18, tzinfo=UTC), datetime(2026, 10, 31, 18, tzinfo=UTC)])
STARTS = MOMENTS | st.tuples(NIGHTS, st.integers(0, 900)).map(
    lambda pair: pair[0] + timedelta(minutes=pair[1])
)
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@dataclass(frozen=True)
class Item:
    minutes: int = 10
    settle_minutes: int = 0
    fixed_at: time | None = None
    track: int = 0
    kind: str = "plenary"
    least_minutes: int | None = None
    most_minutes: int | None = None
    priority: str = "shorten"
    access_minutes: int = 0


@st.composite
def items(draw, fixed=True, tracks=True):
    minutes = draw(st.integers(1, 90))
    return Item(
        minutes=minutes,
        settle_minutes=draw(st.sampled_from([0, 0, 0, 5])),
        fixed_at=draw(st.none() | st.none() | CLOCKS) if fixed else None,
        track=draw(st.sampled_from([0, 0, 0, 1, 2, 3])) if tracks else 0,
        kind=draw(st.sampled_from(BlockKind.values)),
        least_minutes=draw(st.none() | st.integers(1, minutes)),
        priority=draw(st.sampled_from(["keep", "shorten", "shorten", "drop"])),
    )


def agendas(**options):
    return st.lists(items(**options), max_size=14)


@st.composite
def near(draw, start, zone):
    """An agenda whose fixed times lie within its own evening, so that slack and misses both come up."""
    found = []
    for item in draw(agendas(fixed=False)):
        later = draw(st.none() | st.none() | st.integers(-30, 500))
        if later is None:
            found.append(item)
            continue
        clock = (start + timedelta(minutes=later)).astimezone(zone).time().replace(tzinfo=None, fold=0)
        found.append(Item(**{**item.__dict__, "fixed_at": clock.replace(second=0, microsecond=0)}))
    return found


@st.composite
def evenings(draw):
    """A start, a zone, and an agenda of that evening."""
    start, zone = draw(STARTS), draw(ZONES)
    return start, zone, draw(near(start, zone))
