from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import NotAllowed
from dialogues.choices import Phase, Seat
from dialogues.errors import ChangedMeanwhile, DialogueClosed
from dialogues.models import Charter, CharterSeat
from dialogues.services import charter
from records.models import AuditEvent
from records.services import audit
from tests.dialogues.services.test_races import at_once
from tests.factories.dialogues import ClosedDialogueFactory, DialogueFactory, seated

pytestmark = pytest.mark.django_db
SEATS = (("Residents", 3), ("Youth", 2))


@pytest.fixture
def dialogue():
    return DialogueFactory(phase=Phase.SUSTAINED)


@pytest.fixture
def liaison(dialogue):
    return seated(dialogue)


def write(by, dialogue, version=0, **changes):
    return charter.write(by=by, dialogue=dialogue, version=version, changes=changes)


def seats_of(row):
    return tuple(row.seats.values_list("group", "count"))


def test_the_first_version_and_a_change_are_kept_whole_in_the_record(dialogue, liaison):
    write(liaison, dialogue, purpose="Watch over promises", seats=SEATS)
    other = seated(dialogue, Seat.DESIGNER)
    row = write(other, dialogue, version=1, seats=SEATS[:1], adopted_on=date(2026, 3, 1))
    assert (row.version, row.changed_by, seats_of(row)) == (2, other, SEATS[:1])
    first, second = AuditEvent.objects.filter(kind__startswith="charter").order_by("pk")
    assert first.sentence.endswith("wrote the charter")
    assert second.sentence.endswith("changed adopted on, seats of the charter")
    assert first.details["values"]["seats"] == [["Residents", 3], ["Youth", 2]]
    assert (second.details["version"], second.details["values"]["adopted_on"]) == (2, "2026-03-01")


def test_the_same_again_changes_nothing(dialogue, liaison):
    write(liaison, dialogue, purpose="Watch", seats=SEATS)
    row = write(liaison, dialogue, version=0, purpose="Watch", seats=SEATS)
    assert (row.version, AuditEvent.objects.filter(kind__startswith="charter").count()) == (1, 1)


@pytest.mark.parametrize("version", [0, 2])
def test_who_did_not_see_the_newest_version_is_told(dialogue, liaison, version):
    write(liaison, dialogue, purpose="Watch")
    with pytest.raises(ChangedMeanwhile):
        write(liaison, dialogue, version=version, purpose="Other")


def test_who_may_write_and_when(dialogue, liaison):
    with pytest.raises(NotAllowed, match="change the charter"):
        write(seated(dialogue, Seat.FACILITATOR), dialogue, purpose="Watch")
    with pytest.raises(ValueError, match="members"):
        write(liaison, dialogue, members="Demo")
    closed = ClosedDialogueFactory()
    with pytest.raises(DialogueClosed):
        write(seated(closed), closed, purpose="Watch")


def test_nothing_stays_when_the_record_cannot_be_written(dialogue, liaison, monkeypatch):
    monkeypatch.setattr(audit, "record", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write(liaison, dialogue, purpose="Watch", seats=SEATS)
    assert not Charter.objects.exists()
    assert not CharterSeat.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"power": "ruling"},
        {"open_meetings": "no idea"},
        {"amended_on": date(2026, 1, 1)},
        {"adopted_on": date(2026, 2, 1), "amended_on": date(2026, 1, 1)},
        {"quorum": 0},
        {"seats": (("Residents", 0),)},
    ],
)
def test_the_database_refuses_what_a_charter_cannot_be(dialogue, liaison, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        write(liaison, dialogue, purpose="Watch", **changes)


@pytest.mark.django_db(transaction=True)
def test_of_two_first_versions_at_once_one_is_told():
    dialogue = DialogueFactory()
    people = [seated(dialogue), seated(dialogue, Seat.DESIGNER)]
    results = at_once(*(lambda by=by: write(by, dialogue, purpose=f"Purpose of {by.pk}") for by in people))
    assert results.count(ChangedMeanwhile) == 1
    assert Charter.objects.get().version == 1
