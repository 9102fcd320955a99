from datetime import UTC, datetime

from dialogues.models import Dialogue, Session
from dialogues.services.wording import field_names, when
from dialogues.timing import Schedule


def test_field_names_are_the_words_of_the_form_in_its_order():
    assert field_names(Dialogue, ["may_change", "goals"]) == "goals, what may change as a result"
    assert field_names(Session, ["no_such_field"]) == ""


def test_when_names_day_hours_and_zone():
    plan = Schedule(datetime(2026, 12, 9, 0, tzinfo=UTC), 120, "America/Chicago")
    assert when(plan) == "Tue 8 Dec 2026, 6:00–8:00 pm CST"
