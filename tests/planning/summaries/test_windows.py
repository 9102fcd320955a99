"""Windows of a playbook as clock times of the place, also over a change of the clocks."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from planning.summaries.windows import Rest, Window

KNOWN = datetime(2026, 11, 28, 14, 5, tzinfo=UTC)  # 8:05 am in Chicago
TODAY, SUNDAY = date(2026, 11, 28), date(2026, 11, 29)


def step(known=KNOWN, *, turn=0, by_hand=False, playbook=True, **rule):
    incident = SimpleNamespace(known_at=known, time_zone="America/Chicago") if playbook else None
    plan = SimpleNamespace(incident=incident)
    rule = {"anchor": "incident", "unit": "hours", **rule}
    return SimpleNamespace(plan=plan, due_rule=rule, turn=turn, is_due_set_by_hand=by_hand)


@pytest.mark.parametrize(
    ("rule", "turn", "words"),
    [
        ({"start": 0, "by": 6}, 0, "Until Sat 28 Nov 2026, 2:05 pm CST"),
        ({"by": 24}, 0, "Until Sun 29 Nov 2026, 8:05 am CST"),
        (
            {"start": 4, "by": 48},
            0,
            "From Sat 28 Nov 2026, 12:05 pm CST until Mon 30 Nov 2026, 8:05 am CST",
        ),
        ({"start": 0, "by": 6, "every_days": 1}, 1, "Until Sun 29 Nov 2026"),
        ({"unit": "days", "start": 0, "by": 1}, 0, "Until Sun 29 Nov 2026"),
        ({"unit": "days", "start": 1, "by": 1}, 0, "Until Sun 29 Nov 2026"),
        ({"unit": "days", "start": -3, "by": 1, "anchor": "session"}, 0, "Until Sun 29 Nov 2026"),
    ],
)
def test_the_window_is_told_on_the_clocks_of_the_place(rule, turn, words):
    assert str(Window.of(step(turn=turn, **rule), SUNDAY, TODAY)) == words


@pytest.mark.parametrize("rule", [{"start": 4, "by": 48}, {"unit": "days", "start": 1, "by": 2}])
def test_once_its_first_day_is_over_only_the_end_is_told(rule):
    monday = date(2026, 11, 30)
    assert str(Window.of(step(**rule), monday, SUNDAY)).startswith("From ") is (rule["by"] == 2)
    assert str(Window.of(step(**rule), monday, monday)).startswith("Until Mon 30 Nov 2026")


def test_hours_pass_over_a_change_of_the_clocks():
    known = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # 12:30 am, an hour and a half before clocks go back
    assert str(Window.of(step(known, by=4), SUNDAY, TODAY)) == "Until Sun 1 Nov 2026, 3:30 am CST"


def test_a_day_set_by_hand_another_plan_or_no_day_has_no_window():
    assert Window.of(step(by=6, by_hand=True), SUNDAY, TODAY) is None
    assert Window.of(step(by=6, playbook=False), SUNDAY, TODAY) is None
    assert Window.of(step(by=6), None, TODAY) is None


def test_a_rest_says_when_by_whom_and_until_when():
    done = "Done Sat 28 Nov 2026, 8:05 am CST"
    zone = "America/Chicago"
    assert str(Rest(KNOWN, "Demo Liaison", SUNDAY, zone)) == (
        f"{done} by Demo Liaison; comes back Sun 29 Nov 2026"
    )
    assert str(Rest(KNOWN, "", None, zone)) == f"{done}; its next day follows the next session"
