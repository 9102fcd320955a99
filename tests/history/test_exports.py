"""The table: numbers instead of people, days of the agency's clock, the newest ten thousand, little memory."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Agency
from dialogues.models import Attendance, Commitment, Dialogue
from history import exports
from tests.factories.dialogues import (
    ClosedDialogueFactory,
    DialogueFactory,
    HeldSessionFactory,
    IncidentFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

# Late in the evening in Chicago, the next day already in Greenwich.
EVENING = datetime(2026, 3, 5, 4, 30, tzinfo=UTC)


def table() -> list[dict[str, object]]:
    rows = exports.rows_of(Dialogue.objects.all(), now=EVENING + timedelta(days=1))
    return [dict(zip(exports.HEADER, row, strict=True)) for row in rows]


def promise(dialogue: Dialogue, status: str) -> None:
    Commitment.objects.create(
        dialogue=dialogue, text="x", owner="Office", measure="x", status=status,
        drop_reason="because" if status == "dropped" else "",
        made_on=EVENING.date(), first_due_on=EVENING.date(), due_on=EVENING.date(),
    )  # fmt: skip


def test_row_counts_sessions_people_and_commitments(agency: Agency) -> None:
    incident = IncidentFactory(agency=agency)
    dialogue = DialogueFactory(agency=agency, opened_at=EVENING, incident=incident)
    first = HeldSessionFactory(dialogue=dialogue, starts_at=EVENING)
    last = HeldSessionFactory(dialogue=dialogue, starts_at=EVENING + timedelta(days=30))
    SessionFactory(dialogue=dialogue, starts_at=EVENING + timedelta(days=60), status="cancelled",
                   cancelled_at=EVENING, cancelled_by=dialogue.opened_by, cancel_reason="storm")  # fmt: skip
    for session, count in ((first, 7), (last, 5)):
        Attendance.objects.create(
            session=session, way="count", affiliation="community", count=count, recorded_at=EVENING
        )
    for status in ("done", "done", "dropped", "on_track"):
        promise(dialogue, status)
    row = table()[0]
    assert row["opened_on"].isoformat() == row["first_session_on"].isoformat() == "2026-03-04"
    assert row["last_session_on"].isoformat() == "2026-04-03"
    numbers = [row[name] for name in exports.HEADER[10:12] + exports.HEADER[15:]]
    assert numbers == [2, 1, 12, 4, 2, 1]
    assert (row["agency"], row["state"], row["incident_kind"]) == (agency.name, "MN", incident.kind)


def test_only_held_sessions_have_been_and_only_planned_ones_come() -> None:
    dialogue = DialogueFactory(agency__time_zone="America/Chicago", opened_at=EVENING)
    HeldSessionFactory(dialogue=dialogue, starts_at=EVENING)
    for days in (-7, 9, 5):  # one passed without being recorded as held
        SessionFactory(dialogue=dialogue, starts_at=EVENING + timedelta(days=days))
    row = table()[0]
    assert str(row["first_session_on"]) == str(row["last_session_on"]) == "2026-03-04"
    assert str(row["next_session_on"]) == "2026-03-09"


def test_row_of_an_empty_dialogue_has_zeros_and_no_days() -> None:
    DialogueFactory()
    row = table()[0]
    assert [row[name] for name in exports.HEADER[10:]] == [0, 0, None, None, None, 0, 0, 0, 0]
    assert (row["closed_on"], row["incident_kind"]) == (None, "")


def test_closed_dialogue_tells_its_day() -> None:
    ClosedDialogueFactory(closed_at=EVENING)
    assert str(table()[0]["closed_on"]) == "2026-03-04"


def test_columns_tell_of_no_person() -> None:
    assert exports.HEADER == (
        "agency", "state", "dialogue", "phase", "status", "opened_on", "closed_on", "incident_kind", "format",
        "purpose", "sessions_held", "sessions_cancelled", "first_session_on", "last_session_on",
        "next_session_on", "people_attended", "commitments_made", "commitments_done", "commitments_dropped",
    )  # fmt: skip


def test_rows_come_newest_first_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "BATCH", 2)
    titles = [DialogueFactory().title for _ in range(5)]
    with CaptureQueriesContext(connection) as asked:
        assert [row["dialogue"] for row in table()] == titles[::-1]
    assert len(asked) == 3


def test_table_ends_at_the_most_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "BATCH", 2)
    monkeypatch.setattr(exports, "MOST_ROWS", 3)
    DialogueFactory.create_batch(5)
    assert len(table()) == exports.number_of(Dialogue.objects.all()) == 3


def test_one_query_a_batch_however_many_rows() -> None:
    DialogueFactory.create_batch(3)
    with CaptureQueriesContext(connection) as asked:
        assert len(table()) == 3
    assert len(asked) == 1
