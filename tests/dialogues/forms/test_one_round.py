"""Whoever sends a form learns in one round what is wrong: an empty field does not hide a time that cannot be."""

from datetime import UTC, datetime

import pytest

from dialogues.forms.facts import FactForm
from dialogues.forms.family_contacts import LogTalkForm
from dialogues.forms.incidents import ChangeIncidentForm, OpenIncidentForm
from dialogues.forms.moments import MomentFields
from dialogues.forms.sessions import MoveSessionForm, PlaceAndTimeFields, ScheduleSessionForm
from tests.factories.dialogues import IncidentFactory, SessionFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 18, tzinfo=UTC)
LATER = {"day": "2026-11-30", "clock": "18:00", "time_zone": "America/Chicago"}
EARLIER = {"day": "2026-11-20", "clock": "18:00", "time_zone": "America/Chicago"}
FORMS = {
    "open an incident": (lambda _: OpenIncidentForm(LATER, agencies=[], now=NOW), {"title", "kind", "clock"}),
    "change an incident": (
        lambda incident: ChangeIncidentForm(
            LATER, current=ChangeIncidentForm.current_of(incident), version=1, now=NOW
        ),
        {"title", "kind", "clock"},
    ),
    "write a fact": (
        lambda incident: FactForm(LATER, incident=incident, now=NOW, names=[]),
        {"text", "standing", "clock"},
    ),
    "log a talk": (
        lambda incident: LogTalkForm(
            LATER | {"next_day": "2026-11-29", "next_clock": "09:00"}, incident=incident, now=NOW
        ),
        {"clock", "next_day"},
    ),
    "schedule a session": (lambda _: ScheduleSessionForm(EARLIER, now=NOW), {"title", "ends", "day"}),
    "schedule a long session": (
        lambda _: ScheduleSessionForm(LATER | {"ends": "18:05"}, now=NOW),
        {"title", "ends"},
    ),
    "tell of a held session": (
        lambda _: ScheduleSessionForm(LATER | {"ends": "20:00", "was_held": "on"}, now=NOW),
        {"title", "was_held"},
    ),
    "move a session": (
        lambda _: MoveSessionForm(
            EARLIER, current=MoveSessionForm.current_of(SessionFactory()), version=1, now=NOW
        ),
        {"ends", "day"},
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_everything_that_is_wrong_is_said_at_once(name: str) -> None:
    make, wrong = FORMS[name]
    assert wrong <= set(make(IncidentFactory()).errors)


def test_every_form_with_a_moment_is_looked_at() -> None:
    """A new one gets a line above; parts of forms and forms of other tests have none."""
    looked_at = {
        OpenIncidentForm,
        ChangeIncidentForm,
        FactForm,
        LogTalkForm,
        ScheduleSessionForm,
        MoveSessionForm,
    }
    known = {form for form in _below(MomentFields) if form.__module__.startswith("dialogues.")}
    assert {form for form in known if not form.__subclasses__()} == looked_at
    assert PlaceAndTimeFields in known


def _below(form: type) -> set[type]:
    return {one for part in form.__subclasses__() for one in {part, *_below(part)}}


def test_a_time_that_has_come_is_not_refused() -> None:
    assert "clock" not in OpenIncidentForm(EARLIER, agencies=[], now=NOW).errors
    held = ScheduleSessionForm(EARLIER | {"ends": "20:00", "was_held": "on"}, now=NOW)
    assert set(held.errors) == {"title", "__all__"}
