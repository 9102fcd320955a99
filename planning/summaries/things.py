"""One thing on the home page, and whose dialogue it is of."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise

from dialogues.choices import Seat
from dialogues.models import Dialogue

# The order of the page: incidents first, then what runs after one, then by the day, then what another person sees to.
INCIDENT, RUNNING, MINE, OTHERS = range(4)
LOOK_AHEAD_DAYS = 14
HOSTING = frozenset({Seat.LIAISON, Seat.FACILITATOR})
PLANNING = frozenset({Seat.LIAISON, Seat.DESIGNER})


@dataclass(frozen=True)
class NextThing:
    """One thing to do: a verb-first sentence, what its date means, and one button."""

    order: tuple[int, date]
    title: str | Promise
    where: str
    date_words: str | Promise
    day: date | None
    note: str
    view: str
    args: tuple[int, ...]
    button: str | Promise

    @property
    def address(self) -> str:
        """Only of what is shown: spelling addresses takes longer than finding what is due."""
        return reverse(self.view, args=self.args)


@dataclass(frozen=True)
class MyDialogue:
    """A dialogue in which the person has a seat."""

    dialogue: Dialogue
    seat: str
    has_plan: bool


def with_seat(mine: dict[int, MyDialogue], seats: frozenset[Seat]) -> list[int]:
    return [pk for pk, one in mine.items() if one.seat in seats]
