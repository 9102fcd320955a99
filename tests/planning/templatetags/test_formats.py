"""How templates speak of formats."""

from types import SimpleNamespace

import pytest

from dialogues.models import Session
from planning.templatetags.formats import beside, phase_names


def test_phases_stand_in_the_order_of_time():
    assert phase_names(["sustained", "pre_crisis"]) == "Pre-crisis, Sustained engagement"
    assert phase_names([]) == ""


@pytest.mark.parametrize(
    ("minutes", "seats", "said"),
    [
        (120, None, "Fits your session."),
        (105, 40, "Fits your session."),
        (121, 20, "One minute longer than your session."),
        (420, 80, "300 minutes longer than your session."),
        (90, None, "30 minutes shorter than your session."),
        (120, 19, "Made for more people than your 19 seats."),
        (120, 1, "Made for more people than your one seat."),
        (120, 81, "Made for fewer people than your 81 seats."),
        (60, 10, "60 minutes shorter than your session. Made for more people than your 10 seats."),
    ],
)
def test_how_a_format_is_beside_a_session(minutes, seats, said):
    known = SimpleNamespace(minutes=minutes, smallest_group=20, largest_group=80)
    assert beside(known, Session(minutes=120, capacity=seats)) == said
