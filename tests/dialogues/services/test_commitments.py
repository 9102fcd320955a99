import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.errors import NotAllowed
from dialogues.choices import CommitmentStatus, Seat
from dialogues.errors import (
    ChangedMeanwhile,
    CommitmentSettled,
    DialogueClosed,
    FollowUpReported,
    ReasonMissing,
)
from dialogues.models import Commitment, Dialogue, FollowUp
from dialogues.services import commitments, dialogues
from records.models import AuditEvent
from records.services import audit
from tests.factories.commitments import CommitmentFactory, FollowUpFactory, PublicDialogueFactory
from tests.factories.dialogues import ClosedDialogueFactory, DialogueFactory, SessionFactory, seated

pytestmark = pytest.mark.django_db
WORDS = {
    "text": "Say the reason for a stop, aloud.",
    "owner": "Deputy Chief, Patrol",
    "partner": "",
    "measure": "Audit of 20 stops",
    "is_public": True,
}
MADE, DUE = date(2026, 3, 2), date(2026, 6, 1)


def made(dialogue, by=None, **values):
    said = {"values": WORDS, "due_on": DUE, "made_on": MADE} | values
    return commitments.make(by=by or seated(dialogue), dialogue=dialogue, **said)


def kinds():
    return list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def commitment():
    return CommitmentFactory()


@pytest.fixture
def liaison(commitment):
    return seated(commitment.dialogue)


def test_make_asks_for_three_reports():
    commitment = made(DialogueFactory())
    assert (commitment.owner, commitment.due_on, commitment.first_due_on) == (WORDS["owner"], DUE, DUE)
    asked = list(commitment.follow_ups.order_by("day").values_list("day", "due_on"))
    assert asked == [(30, date(2026, 4, 1)), (60, date(2026, 5, 1)), (90, date(2026, 5, 31))]
    assert kinds() == ["commitment_made"]


def test_make_twice_with_one_form_makes_one():
    dialogue, key = DialogueFactory(), uuid.uuid4()
    by = seated(dialogue)
    first, again = (made(dialogue, by=by, form_key=key) for _turn in range(2))
    assert (first, FollowUp.objects.count(), kinds()) == (again, 3, ["commitment_made"])


@pytest.mark.parametrize("seat", [Seat.LIAISON, Seat.DESIGNER, Seat.FACILITATOR])
def test_make_is_for_planning_seats(seat):
    dialogue = DialogueFactory()
    assert made(dialogue, by=seated(dialogue, seat)).pk


def test_make_refused_for_neutrals_when_closed_and_across_dialogues():
    dialogue = DialogueFactory()
    with pytest.raises(NotAllowed, match="Only people with a planning seat"):
        made(dialogue, by=seated(dialogue, Seat.NEUTRAL))
    with pytest.raises(DialogueClosed):
        made(ClosedDialogueFactory())
    with pytest.raises(ValueError, match="another dialogue"):
        made(dialogue, session=SessionFactory())
    assert not Commitment.objects.exists()


def test_make_leaves_nothing_when_the_record_fails(monkeypatch):
    dialogue = DialogueFactory()
    monkeypatch.setattr(audit, "record", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        made(dialogue)
    assert not Commitment.objects.exists()
    assert not FollowUp.objects.exists()


def test_change_says_what_changed_and_never_the_old_words(commitment, liaison):
    before = commitment.text
    changes = {"text": "Other words", "owner": commitment.owner}
    row = commitments.change(by=liaison, commitment=commitment, version=1, changes=changes)
    event = AuditEvent.objects.get()
    assert (row.text, row.version, event.details["names"]) == ("Other words", 2, ["text"])
    assert before not in str(event.details)


def test_change_of_nothing_writes_nothing(commitment, liaison):
    commitments.change(by=liaison, commitment=commitment, version=1, changes={"text": commitment.text})
    assert kinds() == []


def test_change_refused_when_someone_else_saved_first(commitment, liaison):
    commitments.change(by=liaison, commitment=commitment, version=1, changes={"text": "Mine"})
    with pytest.raises(ChangedMeanwhile):
        commitments.change(by=liaison, commitment=commitment, version=1, changes={"text": "Theirs"})


@pytest.mark.parametrize("name", ["due_on", "status", "dialogue", "first_due_on", "made_on", "version"])
def test_change_leaves_everything_else_alone(commitment, liaison, name):
    with pytest.raises(ValueError, match=name):
        commitments.change(by=liaison, commitment=commitment, version=1, changes={name: "x"})


def test_change_refused_without_the_right_or_when_closed(commitment, liaison):
    with pytest.raises(NotAllowed):
        commitments.change(
            by=seated(commitment.dialogue, Seat.NEUTRAL), commitment=commitment, version=1, changes={}
        )
    commitment.dialogue = dialogues.close(by=liaison, dialogue=commitment.dialogue)
    with pytest.raises(DialogueClosed):
        commitments.change(by=liaison, commitment=commitment, version=1, changes={"text": "x"})


def test_postpone_keeps_both_dates_and_the_reason(commitment, liaison):
    before, later = commitment.due_on, commitment.due_on + timedelta(days=21)
    row = commitments.postpone(by=liaison, commitment=commitment, due_on=later, reason=" Trainer ill ")
    assert (row.due_on, row.first_due_on, row.version) == (later, before, 2)
    details = AuditEvent.objects.get().details
    assert details["before_on"] == before.isoformat()
    assert (details["due_on"], details["reason"]) == (later.isoformat(), "Trainer ill")


def test_postpone_to_the_same_day_writes_nothing(commitment, liaison):
    commitments.postpone(by=liaison, commitment=commitment, due_on=commitment.due_on, reason="x")
    assert kinds() == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_postpone_needs_a_reason(commitment, liaison, reason):
    with pytest.raises(ReasonMissing):
        commitments.postpone(by=liaison, commitment=commitment, due_on=DUE, reason=reason)


def test_postpone_refused_when_the_date_moved_meanwhile(commitment, liaison):
    def move(days):
        day = commitment.due_on + timedelta(days=days)
        return commitments.postpone(by=liaison, commitment=commitment, due_on=day, reason="x", version=1)

    move(7)
    with pytest.raises(ChangedMeanwhile):
        move(14)


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_postpone_refused_when_settled(liaison, status):
    settled = CommitmentFactory(status=status, drop_reason="x" if status == "dropped" else "")
    with pytest.raises(CommitmentSettled):
        commitments.postpone(by=seated(settled.dialogue), commitment=settled, due_on=DUE, reason="x")


def reported(commitment, by, **values):
    said = {"status": CommitmentStatus.ON_TRACK, "text": "Two evenings were held."} | values
    return commitments.report(by=by, commitment=commitment, **said)


def test_report_answers_an_awaited_follow_up(commitment, liaison):
    awaited = FollowUpFactory(commitment=commitment)
    told = reported(commitment, liaison, follow_up=awaited, evidence="Library desk")
    commitment.refresh_from_db()
    assert (told.pk, told.day, told.reported_by, told.evidence) == (awaited.pk, 30, liaison, "Library desk")
    assert (commitment.status, kinds()) == ("on_track", ["follow_up_reported"])


def test_report_between_is_dated_today_at_the_agency(commitment, liaison, time_machine):
    time_machine.move_to("2026-11-23T03:00:00+00:00")  # still Sunday in Chicago
    told = reported(commitment, liaison)
    assert (told.day, told.due_on) == (0, date(2026, 11, 22))


def test_report_twice_with_one_form_keeps_one(commitment, liaison):
    key = uuid.uuid4()
    first, again = (reported(commitment, liaison, form_key=key) for _turn in range(2))
    assert (first, kinds()) == (again, ["follow_up_reported"])


def test_report_refused_when_someone_else_reported(commitment, liaison):
    awaited = FollowUpFactory(commitment=commitment)
    reported(commitment, liaison, follow_up=awaited)
    with pytest.raises(FollowUpReported, match="below"):
        reported(commitment, liaison, follow_up=awaited, text="Mine")


def test_dropping_needs_a_reason_and_keeps_it_when_taken_up_again(commitment, liaison):
    with pytest.raises(ReasonMissing):
        reported(commitment, liaison, status="dropped")
    dropped = reported(commitment, liaison, status="dropped", drop_reason="No money")
    commitment.refresh_from_db()
    assert (commitment.status, commitment.drop_reason) == ("dropped", "No money")
    reported(commitment, liaison, status="behind", drop_reason="left over in the form")
    commitment.refresh_from_db()
    dropped.refresh_from_db()
    assert (commitment.status, commitment.drop_reason, dropped.drop_reason) == ("behind", "", "No money")


def test_promises_outlive_the_dialogue(commitment, liaison):
    commitment.dialogue = dialogues.close(by=liaison, dialogue=commitment.dialogue)
    assert reported(commitment, liaison).pk
    day = commitment.due_on + timedelta(days=1)
    assert commitments.postpone(by=liaison, commitment=commitment, due_on=day, reason="x").due_on == day


@pytest.mark.parametrize("seat", [Seat.FACILITATOR, Seat.NEUTRAL])
def test_report_and_postpone_are_for_the_design_team(commitment, seat):
    other = seated(commitment.dialogue, seat)
    with pytest.raises(NotAllowed, match="Only the liaison and the design team report"):
        reported(commitment, other)
    with pytest.raises(NotAllowed):
        commitments.postpone(by=other, commitment=commitment, due_on=DUE, reason="x")


def test_report_leaves_nothing_when_the_record_fails(commitment, liaison, monkeypatch):
    monkeypatch.setattr(audit, "record", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reported(commitment, liaison)
    commitment.refresh_from_db()
    assert (commitment.status, FollowUp.objects.count()) == ("not_started", 0)


def test_publish_and_take_back_once_each(commitment, liaison):
    for _turn in range(2):
        commitments.publish(by=liaison, dialogue=commitment.dialogue)
    assert Dialogue.objects.with_public_commitments().get().commitments_published_by == liaison
    for _turn in range(2):
        commitments.unpublish(by=liaison, dialogue=commitment.dialogue)
    assert not Dialogue.objects.with_public_commitments().exists()
    assert kinds() == ["commitments_published", "commitments_unpublished"]


@pytest.mark.parametrize("deed", [commitments.publish, commitments.unpublish])
@pytest.mark.parametrize("seat", [Seat.DESIGNER, Seat.FACILITATOR, Seat.NEUTRAL])
def test_the_public_switch_is_the_liaisons(deed, seat):
    dialogue = PublicDialogueFactory()
    with pytest.raises(NotAllowed, match="Only the liaison makes the commitments page public"):
        deed(by=seated(dialogue, seat), dialogue=dialogue)


def test_the_database_refuses_to_rewrite_a_report(commitment, liaison):
    told = reported(commitment, liaison)
    for change in ({"text": "Better"}, {"status": "done"}, {"reported_at": timezone.now()}):
        with pytest.raises(IntegrityError, match="stays as it was written"), transaction.atomic():
            FollowUp.objects.filter(pk=told.pk).update(**change)


def test_who_may_read_it_has_a_sentence_of_its_own(commitment, liaison):
    commitments.change(by=liaison, commitment=commitment, version=1, changes={"is_public": False})
    commitment.refresh_from_db()
    commitments.change(
        by=liaison, commitment=commitment, version=2, changes={"is_public": True, "measure": "Demo count"}
    )
    said = [event.sentence for event in AuditEvent.objects.order_by("pk")]
    assert said == [
        f"{liaison.full_name} took the commitment “{commitment.text}” off the public page",
        f"{liaison.full_name} marked the commitment “{commitment.text}” for the public page",
        f"{liaison.full_name} changed how you will know it is kept of the commitment “{commitment.text}”",
    ]
