import uuid
from datetime import date

import pytest

from dialogues.errors import ChangedMeanwhile
from dialogues.forms.commitments import CommitmentChangeForm, CommitmentForm, PostponeForm, ReportForm
from tests.factories.commitments import CommitmentFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
MADE = {
    "text": "Say why",
    "owner": "Deputy Chief",
    "measure": "Audit",
    "due_on": "2026-12-31",
    "made_on": "2026-11-20",
    "is_public": "on",
}


def made(**typed):
    data = MADE | {"form_key": uuid.uuid4()} | typed
    return CommitmentForm(data, sessions=[], today=TODAY, names=["Demo Rivera"])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"text": ""}, "text"),
        ({"owner": ""}, "owner"),
        ({"measure": " "}, "measure"),
        ({"text": "A" * 301}, "text"),
        ({"owner": "A" * 161}, "owner"),
        ({"due_on": "2026-11-19"}, "due_on"),
        ({"due_on": "2047-01-01"}, "due_on"),
        ({"due_on": "someday"}, "due_on"),
        ({"due_on": "2026-02-30"}, "due_on"),
        ({"made_on": "2026-11-24"}, "made_on"),
        ({"made_on": "0026-11-20"}, "made_on"),
        ({"session": "7"}, "session"),
        ({"text": "Rivera gets a call"}, "text"),
    ],
)
def test_wrong_input_is_told_beside_its_field(typed, name):
    assert list(made(**typed).errors) == [name]


def test_what_is_cleaned_is_the_words_alone():
    form = made(status="done", version="9", first_due_on="2020-01-01", is_public="")
    assert form.is_valid()
    assert form.values() == {
        "text": "Say why",
        "owner": "Deputy Chief",
        "partner": "",
        "measure": "Audit",
        "is_public": False,
    }


def test_an_owner_may_be_named():
    assert made(owner="Chief Rivera, Patrol").is_valid()


def test_the_date_has_a_door_of_its_own():
    commitment = CommitmentFactory()
    form = CommitmentChangeForm(current=CommitmentChangeForm.current_of(commitment), version=1)
    assert {"due_on", "made_on", "status"}.isdisjoint(form.fields)


def postponed(commitment, **typed):
    data = {"version": commitment.version, "due_on": "2027-02-01", "reason": "Snow"} | typed
    return PostponeForm(data, commitment=commitment, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"reason": " "}, "reason"),
        ({"due_on": ""}, "due_on"),
        ({"due_on": "2026-01-01"}, "due_on"),
        ({"due_on": "2026-12-31"}, "due_on"),
        ({"due_on": "2099-01-01"}, "due_on"),
        ({"reason": "Officer Demopoulos is ill"}, "reason"),
    ],
)
def test_postponing_needs_another_sensible_day_and_a_reason(typed, name):
    commitment = CommitmentFactory(made_on=date(2026, 11, 20), due_on=date(2026, 12, 31))
    assert list(postponed(commitment, **typed).errors) == [name]


def test_after_a_collision_sending_once_more_is_a_decision(rf):
    commitment = CommitmentFactory(made_on=date(2026, 11, 20), due_on=date(2026, 12, 31), version=7)
    data = rf.post("/", {"version": "3", "due_on": "2027-02-01", "reason": "Snow"}).POST
    form = PostponeForm(data, commitment=commitment, today=TODAY)
    assert form.is_valid()
    form.refuse(ChangedMeanwhile())
    assert (form["version"].value(), form["reason"].value()) == (7, "Snow")
    assert form.errors["due_on"]


def report(**typed):
    data = {"form_key": uuid.uuid4(), "status": "on_track", "text": "Held"} | typed
    return ReportForm(data, names=["Demo Rivera"])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"status": ""}, "status"),
        ({"status": "forgotten"}, "status"),
        ({"text": ""}, "text"),
        ({"text": "A" * 2001}, "text"),
        ({"status": "dropped"}, "drop_reason"),
        ({"evidence": "Ask Rivera"}, "evidence"),
    ],
)
def test_reports_are_checked_field_by_field(typed, name):
    assert list(report(**typed).errors) == [name]


def test_a_dropped_promise_with_a_reason_passes():
    form = report(status="dropped", drop_reason="No money")
    assert form.is_valid()
    assert set(form.values()) == {"status", "drop_reason", "text", "evidence", "form_key"}
