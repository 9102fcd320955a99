"""Moments are spelled with weekday and zone, in the language of the person."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from records import timing

EVENING = datetime(2026, 12, 9, 0, 0, tzinfo=UTC)
CHICAGO = "America/Chicago"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (120, "Tue 8 Dec 2026, 6:00–8:00 pm CST"),
        (0, "Tue 8 Dec 2026, 6:00–6:00 pm CST"),
        (420, "Tue 8 Dec 2026, 6:00 pm CST – Wed 9 Dec 2026, 1:00 am CST"),
    ],
)
def test_span_names_day_clock_and_zone(minutes: int, words: str) -> None:
    assert timing.spell_span(EVENING, EVENING + timedelta(minutes=minutes), CHICAGO) == words


def test_span_over_noon_says_both_halves() -> None:
    start = datetime(2026, 12, 8, 17, 0, tzinfo=UTC)
    words = timing.spell_span(start, start + timedelta(hours=2), CHICAGO)
    assert words == "Tue 8 Dec 2026, 11:00 am–1:00 pm CST"


def test_span_over_a_change_of_clocks_names_both_zones() -> None:
    start = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    words = timing.spell_span(start, start + timedelta(hours=1), CHICAGO)
    assert words == "Sun 1 Nov 2026, 1:30 am CDT – Sun 1 Nov 2026, 1:30 am CST"


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), "1:30 am CDT"),
        (datetime(2026, 11, 1, 7, 30, tzinfo=UTC), "1:30 am CST"),
        (datetime(2026, 3, 8, 8, 30, tzinfo=UTC), "3:30 am CDT"),
        (datetime(2026, 10, 31, 19, 30, tzinfo=UTC), "2:30 pm CDT"),
        (datetime(2026, 10, 31, 18, 30, tzinfo=UTC), "1:30 pm"),
        (EVENING, "6:00 pm"),
    ],
)
def test_a_clock_time_near_a_change_of_clocks_names_its_zone(hour: datetime, words: str) -> None:
    assert timing.spell_time(hour, CHICAGO) == words


@pytest.mark.parametrize(
    ("hours", "start", "words"),
    [
        (1, EVENING, "7:00 pm"),
        (7, EVENING, "Wed 1:00\N{NO-BREAK SPACE}am"),
        (1, datetime(2026, 11, 1, 4, 30, tzinfo=UTC), "Sun 12:30\N{NO-BREAK SPACE}am CDT"),
        (1, datetime(2026, 11, 1, 6, 30, tzinfo=UTC), "1:30\N{NO-BREAK SPACE}am CST"),
    ],
)
def test_past_midnight_a_list_names_the_weekday(hours: int, start: datetime, words: str) -> None:
    assert timing.spell_time_from(start + timedelta(hours=hours), start, CHICAGO) == words


def test_where_clocks_never_change_no_zone_is_named() -> None:
    assert timing.spell_time(datetime(2026, 11, 1, 8, 30, tzinfo=UTC), "America/Phoenix") == "1:30 am"


@pytest.mark.parametrize(
    ("sentence", "clock", "told"),
    [
        ("Saved %(clock)s.", "7:40 p. m.", "Saved 7:40 p. m."),
        ("Saved %(clock)s.", "7:40 pm", "Saved 7:40 pm."),
        ("At %(clock)s, saved ...", "7:40 p. m.", "At 7:40 p. m., saved ..."),
    ],
)
def test_a_sentence_ends_in_one_period(sentence: str, clock: str, told: str) -> None:
    assert timing.fill(sentence, {"clock": clock}) == told


def test_midnight_and_noon_are_twelve() -> None:
    assert timing.spell_clock(datetime(2026, 1, 1, 0, 5)) == "12:05 am"  # noqa: DTZ001 - only the hands are read
    assert timing.spell_clock(datetime(2026, 1, 1, 12, 0)) == "12:00 pm"  # noqa: DTZ001


def test_zone_without_letters_is_told_as_distance_to_utc() -> None:
    assert timing.spell_moment(EVENING, "America/Sao_Paulo").endswith("9:00 pm UTC-03")


def test_without_a_zone_the_current_one_is_used() -> None:
    with timezone.override("Pacific/Honolulu"):
        assert timing.spell_moment(EVENING) == "Tue 8 Dec 2026, 2:00 pm HST"


def test_days_follow_the_language() -> None:
    with translation.override("es"):
        assert timing.spell_day(date(2026, 12, 8)) == "mar 8 dic 2026"


@pytest.mark.parametrize(
    ("day", "words"),
    [(22, "in 14 days"), (9, "tomorrow"), (8, "today"), (7, "yesterday"), (5, "3 days ago")],
)
def test_distance_counts_calendar_days(day: int, words: str) -> None:
    assert timing.spell_distance(date(2026, 12, day), date(2026, 12, 8)) == words
