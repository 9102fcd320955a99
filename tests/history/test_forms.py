"""A wrong filter is told beside its field and left out; the others still count."""

from datetime import date

import pytest

from history.forms import SearchForm
from history.summaries import Wanted


def test_nothing_asked_wants_any() -> None:
    assert SearchForm(None).wanted() == Wanted()
    assert Wanted().is_any


def test_every_filter_is_read() -> None:
    form = SearchForm(
        {
            "q": " trust ",
            "phase": "pre_crisis",
            "status": "open",
            "state": "MN",
            "agency": "Watched",
            "opened_from": "2026-01-01",
            "opened_until": "2026-12-31",
        }
    )
    assert form.is_valid()
    assert form.wanted() == Wanted(
        words="trust",
        phase="pre_crisis",
        status="open",
        state="MN",
        agency="Watched",
        opened_from=date(2026, 1, 1),
        opened_until=date(2026, 12, 31),
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("q", "x" * 201),
        ("q", "nul\x00byte"),
        ("phase", "never"),
        ("status", "'; --"),
        ("state", "ZZ"),
        ("agency", "x" * 161),
        ("opened_from", "tomorrow"),
        ("opened_until", "2026-02-30"),
    ],
)
def test_wrong_value_is_told_and_left_out(field: str, value: str) -> None:
    form = SearchForm({"state": "MN"} | {field: value})
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert form.wanted() == (Wanted() if field == "state" else Wanted(state="MN"))


def test_last_day_before_first_is_told_at_the_last() -> None:
    form = SearchForm({"opened_from": "2026-05-02", "opened_until": "2026-05-01"})
    assert not form.is_valid()
    assert list(form.errors) == ["opened_until"]
    assert form.wanted() == Wanted(opened_from=date(2026, 5, 2))
