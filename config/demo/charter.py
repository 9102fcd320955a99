"""The demo's charter: the council of the North Side, adopted and amended once."""

from datetime import datetime, timedelta

from config.demo.people import Cast
from dialogues.choices.charter import CouncilPower, OpenMeetings
from dialogues.models import Dialogue
from dialogues.services import charter

SEATS = (
    ("Residents of the North Side", 5),
    ("Youth under 25", 2),
    ("Congregations and community groups", 2),
    ("Shops and businesses", 1),
    ("Patrol officers", 2),
    ("Command staff", 1),
)


def write_charter(cast: Cast, dialogue: Dialogue, now: datetime) -> None:
    """A first version without a quorum, then one with it, so that the page has an earlier version to show."""
    adopted_on = (now - timedelta(days=32)).date()
    first = charter.write(
        by=cast.liaison,
        dialogue=dialogue,
        version=0,
        changes={
            "purpose": "Settle small things before they grow, and keep watch over what was promised.",
            "seats": SEATS[:5],
            "term": "Two years, once again",
            "chair": "A resident and an officer together, chosen by the members each year",
            "chief_access": "Every quarter, in person",
            "power": CouncilPower.ADVISORY,
            "open_meetings": OpenMeetings.ASK_COUNSEL,
            "adopted_on": adopted_on,
        },
    )
    charter.write(
        by=cast.co_planner,
        dialogue=dialogue,
        version=first.version,
        changes={
            "seats": SEATS,
            "quorum": 7,
            "amended_on": (now - timedelta(days=20)).date(),
            "review_on": adopted_on + timedelta(days=365),
        },
    )
