"""Formats as pages read them: what fits, and clock times that follow from minutes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning import content
from planning.models import OwnFormatVersion
from planning.summaries.formats import (
    Sample,
    Wanted,
    came_from,
    items_of,
    lines_of_format,
    lines_of_version,
    national,
    offered_to,
)  # fmt: skip
from tests.factories.dialogues import SessionFactory, seated
from tests.factories.planning import item_values, kept_format, started_agenda


@pytest.mark.parametrize("known", content.formats(), ids=lambda known: known.key)
def test_the_clock_times_of_each_format_add_up(known):
    sample = Sample.of(known.minutes)
    lines = lines_of_format(known, sample)
    last = lines[-1]
    assert last.starts_at + timedelta(minutes=last.item.minutes) == sample.starts_at + timedelta(
        minutes=known.minutes
    )
    assert last.starts_at.date() == sample.starts_at.date()


@pytest.mark.parametrize(("minutes", "hour"), [(90, 18), (239, 18), (240, 9), (480, 9)])
def test_days_begin_in_the_morning_and_evenings_in_the_evening(minutes, hour):
    assert Sample.of(minutes).starts_at.hour == hour


@given(minutes=st.lists(st.integers(1, 600), min_size=1, max_size=20))
def test_parts_follow_each_other_without_a_gap_also_when_clocks_change(minutes):
    zone = ZoneInfo("America/Chicago")
    sample = Sample(datetime(2026, 11, 1, 0, 30, tzinfo=zone), zone)
    version = OwnFormatVersion(blocks=[item_values(minutes=number) for number in minutes])
    lines = lines_of_version(version, sample)
    gone = [(line.starts_at - sample.starts_at.astimezone(UTC)) // timedelta(minutes=1) for line in lines]
    assert gone == [sum(minutes[:place]) for place in range(len(minutes))]


def test_hard_parts_bring_what_to_say_before():
    lines = lines_of_format(content.format("peace_circle"), Sample.of(120))
    assert [bool(line.lead_in) for line in lines] == [
        block.may_be_hard for block in content.format("peace_circle").blocks
    ]


def test_what_an_older_version_does_not_know_gets_its_default():
    (item,) = items_of([{"title": "Welcome", "minutes": 5, "kind": "welcome", "unheard_of": True}])
    assert (item.position, item.title, item.lead, item.is_for_participants) == (1, "Welcome", "", True)


def test_without_a_wish_all_formats_fit_in_their_order():
    assert national(Wanted()) == content.formats()


@given(size=st.integers(1, 1000), minutes=st.integers(1, 600))
def test_only_what_fits_is_shown(size, minutes):
    for one in national(Wanted(size=size, minutes=minutes)):
        assert one.smallest_group <= size <= one.largest_group
        assert one.minutes <= minutes


@pytest.mark.django_db
def test_the_format_that_was_asked_for_is_offered_first(monkeypatch):
    monkeypatch.setattr("planning.summaries.formats.OFFERED", 1)
    agenda = started_agenda(format_key="town_hall")
    by = seated(agenda.session.dialogue)
    old, new = (kept_format(agenda, by, name=name) for name in ("Old", "New"))
    assert offered_to(by, old.agency) == [new]
    assert offered_to(by, old.agency, wanted_pk=old.pk) == [old, new]
    assert offered_to(seated(SessionFactory().dialogue), old.agency, wanted_pk=old.pk) == []


@pytest.mark.django_db
def test_a_copy_of_what_the_reader_may_not_see_names_nothing():
    agenda = started_agenda(format_key="town_hall")
    by, other = seated(agenda.session.dialogue), seated(agenda.session.dialogue)
    mine = kept_format(agenda, by, level="personal", name="Mine alone")
    ours = kept_format(agenda, by)
    ours.copied_from = mine
    assert came_from(ours, by)[0] == "Copied from “Mine alone”."
    assert came_from(ours, other)[0] == "A copy."
