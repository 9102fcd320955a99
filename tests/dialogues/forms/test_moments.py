from datetime import UTC, datetime, time

import pytest
from django import forms

from dialogues.forms.moments import MomentFields


class Walk(MomentFields):
    def clean(self):
        cleaned = super().clean()
        cleaned["moment"] = self.moment()
        return cleaned


def walk(day="2026-12-08", clock="18:00", zone="America/Chicago", **values):
    form = Walk({"day": day, "clock": clock, "time_zone": zone, **values})
    form.is_valid()
    return form


def test_moment_is_read_on_the_clocks_of_the_zone():
    assert walk().cleaned_data["moment"] == datetime(2026, 12, 9, tzinfo=UTC)


def test_moment_without_its_parts_is_none_and_each_part_is_named():
    form = walk(day="", clock="x", zone="")
    assert form.cleaned_data["moment"] is None
    assert set(form.errors) == {"day", "clock", "time_zone"}


def test_moment_that_never_comes_is_refused_beside_the_time():
    assert walk("2027-03-14", "02:30").errors["clock"][0].startswith("This time does not exist")
    assert not walk("2027-03-14", "02:30", "America/Phoenix").errors


def test_moment_that_comes_twice_is_asked_about_only_then():
    once, twice = walk(), walk("2026-11-01", "01:30")
    assert isinstance(once.fields["occurrence"].widget, forms.HiddenInput)
    assert isinstance(twice.fields["occurrence"].widget, forms.RadioSelect)
    assert set(twice.errors) == {"occurrence"}
    assert [key for key, _ in twice.fields["occurrence"].choices] == ["first", "second"]


@pytest.mark.parametrize(("occurrence", "hour"), [("first", 6), ("second", 7)])
def test_moment_that_comes_twice_once_answered(occurrence, hour):
    form = walk("2026-11-01", "01:30", occurrence=occurrence)
    assert form.cleaned_data["moment"] == datetime(2026, 11, 1, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize(("hour", "occurrence"), [(6, "first"), (7, "second"), (9, "")])
def test_parts_are_read_back_as_the_same_moment(hour, occurrence):
    moment = datetime(2026, 11, 1, hour, 30, tzinfo=UTC)
    parts = MomentFields.parts_of(moment, "America/Chicago")
    assert parts["occurrence"] == occurrence
    form = Walk(parts)
    assert form.is_valid()
    assert form.cleaned_data["moment"] == moment


def test_parts_leave_out_seconds():
    parts = MomentFields.parts_of(datetime(2026, 12, 9, 0, 5, 59, tzinfo=UTC), "America/Chicago")
    assert parts["clock"] == time(18, 5)
