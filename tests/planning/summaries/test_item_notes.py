"""What stands around an item is said in words, and what is as usual is not said."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from planning.models import AgendaBlock
from planning.summaries.item_notes import notes_of
from planning.timing import schedule

ZONE = ZoneInfo("America/Chicago")
SIX = datetime(2026, 12, 8, 18, 0, tzinfo=ZONE)


def notes(extra=0, switches=(), before=30, **values):
    """The notes of an item after one of 30 minutes."""
    blocks = [AgendaBlock(minutes=before), AgendaBlock(minutes=values.pop("minutes", 20), **values)]
    times = schedule(SIX, blocks, ZONE)
    return notes_of(blocks[1], times.places[1], times=times, zone=ZONE, extra=extra, switches=switches)


def test_what_is_as_usual_is_not_said():
    assert notes() == ()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"fixed_at": time(18, 30)}, "fixed for 6:30 pm"),
        ({"fixed_at": time(18, 31)}, "fixed for 6:31 pm, one minute open before it"),
        ({"fixed_at": time(19)}, "fixed for 7:00 pm, 30 minutes open before it"),
        ({"fixed_at": time(18, 18)}, "fixed for 6:18 pm, 12 minutes late"),
        ({"track": 2}, "side by side, track 2"),
        ({"settle_minutes": 5}, "then 5 minutes to settle"),
        ({"settle_minutes": 1}, "then one minute to settle"),
        ({"least_minutes": 10}, "at least 10 min"),
        ({"most_minutes": 30}, "at most 30 min"),
        ({"least_minutes": 10, "most_minutes": 30}, "10 to 30 min"),
        ({"priority": "drop"}, "goes first when it runs late"),
        ({"priority": "keep"}, "stays as it is when it runs late"),
        ({"proposed_by": "community"}, "proposed by: Community"),
        ({"access_minutes": 3}, "3 min of it for interpreting and captions"),
        ({"extra": 3}, "+3 min proposed for interpreting and captions"),
        ({"extra": -3}, "-3 min proposed for interpreting and captions"),
        ({"switches": [SIX, datetime(2026, 12, 8, 18, 20, tzinfo=ZONE)]},
         "interpreters change places at 6:00 pm, 6:20 pm"),
    ],
)  # fmt: skip
def test_each_is_one_note(values, said):
    assert notes(**values) == (said,)


def test_a_shorter_track_says_how_long_it_waits():
    blocks = [AgendaBlock(minutes=30, track=1), AgendaBlock(minutes=20, track=2)]
    times = schedule(SIX, blocks, ZONE)
    told = notes_of(blocks[1], times.places[1], times=times, zone=ZONE, extra=0)
    assert told == ("side by side, track 2", "then 10 minutes until the others are done")


def test_a_fixed_time_in_the_hour_that_comes_twice_says_which_one():
    blocks = [AgendaBlock(minutes=60), AgendaBlock(minutes=20, fixed_at=time(1, 30))]
    midnight = datetime(2026, 11, 1, 0, 0, tzinfo=ZONE)
    told = []
    for minutes in (60, 120):
        blocks[0].minutes = minutes
        times = schedule(midnight, blocks, ZONE)
        told += notes_of(blocks[1], times.places[1], times=times, zone=ZONE, extra=0)
    assert [note.partition(",")[0] for note in told] == ["fixed for 1:30 am CDT", "fixed for 1:30 am CST"]
