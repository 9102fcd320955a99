"""How templates speak of formats."""

import pytest

from dialogues.models import Session
from planning.templatetags.formats import beside, phase_names


def test_phases_stand_in_the_order_of_time():
    assert phase_names(["sustained", "pre_crisis"]) == "Pre-crisis, Sustained engagement"
    assert phase_names([]) == ""


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (120, "Fits your session."),
        (60, "Fits your session."),
        (121, "One minute longer than your session."),
        (420, "300 minutes longer than your session."),
    ],
)
def test_how_long_a_format_is_beside_a_session(minutes, said):
    assert beside(minutes, Session(minutes=120)) == said
