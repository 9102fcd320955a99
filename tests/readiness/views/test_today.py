from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from accounts.models import Agency
from readiness.views.today import today_in


@pytest.mark.parametrize(
    ("zone", "day"),
    [("America/Chicago", date(2026, 11, 25)), ("Pacific/Guam", date(2026, 11, 26))],
)
def test_today_is_the_day_of_the_agencys_clocks(monkeypatch, zone, day):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 26, 3, tzinfo=UTC))
    assert today_in(Agency(time_zone=zone)) == day
