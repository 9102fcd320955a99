from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.models import Commitment, FollowUp
from tests.factories.commitments import (
    CommitmentFactory,
    FollowUpFactory,
    PublicDialogueFactory,
    ReportFactory,
)

pytestmark = pytest.mark.django_db


def test_open_leaves_out_what_is_done_or_dropped():
    kept = [CommitmentFactory(status=status) for status in ("not_started", "on_track", "behind")]
    CommitmentFactory(status="done")
    CommitmentFactory(status="dropped", drop_reason="No money")
    assert set(Commitment.objects.open()) == set(kept)


def test_public_needs_both_the_tick_and_the_page():
    CommitmentFactory()
    CommitmentFactory(dialogue=PublicDialogueFactory(), is_public=False)
    shown = CommitmentFactory(dialogue=PublicDialogueFactory())
    assert list(Commitment.objects.public()) == [shown]


def test_overdue_is_open_and_past_its_day():
    today = timezone.localdate()
    late = CommitmentFactory(due_on=today - timedelta(days=1))
    CommitmentFactory(due_on=today)
    CommitmentFactory(due_on=today - timedelta(days=1), status="done")
    assert list(Commitment.objects.overdue(today)) == [late]


def test_reading_order_can_be_gone_on_with_after_any_row():
    today = timezone.localdate()
    for status in ("done", "not_started", "behind"):
        for days in (3, 1, 1):
            CommitmentFactory(status=status, due_on=today + timedelta(days=days))
    rows = list(Commitment.objects.in_reading_order())
    assert [row.status == "done" for row in rows] == [False] * 6 + [True] * 3
    for place, row in enumerate(rows):
        assert list(Commitment.objects.in_reading_order().after_one(row)) == rows[place + 1 :]


def test_awaited_leaves_out_what_a_later_report_made_up_for():
    commitment = CommitmentFactory()
    first, second, third = (FollowUpFactory(commitment=commitment, day=day) for day in (30, 60, 90))
    ReportFactory(commitment=commitment, due_on=second.due_on - timedelta(days=1))
    assert list(FollowUp.objects.awaited().order_by("day")) == [second, third]
    assert list(FollowUp.objects.due(second.due_on)) == [second]
    assert first.reported_at is None


def test_follow_ups_of_settled_promises_are_not_asked_for():
    asked = FollowUpFactory()
    FollowUpFactory(commitment__status="done")
    assert list(FollowUp.objects.of_open_commitments()) == [asked]
