from datetime import date, timedelta

import pytest
from django.utils import timezone

from dialogues.services import commitments
from dialogues.summaries import commitments as summary
from dialogues.summaries.commitments import (
    CommitmentHistory,
    CommitmentList,
    CommitmentRow,
    PublicPages,
    public_histories,
)
from tests.factories.commitments import (
    CommitmentFactory,
    FollowUpFactory,
    PublicDialogueFactory,
    ReportFactory,
)
from tests.factories.dialogues import DialogueFactory, seated

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def dialogue():
    return DialogueFactory()


def row_of(commitment, today=TODAY):
    return CommitmentRow.of(commitment, commitment.follow_ups.all(), today)


def promised(**values):
    return CommitmentFactory(made_on=date(2026, 9, 1), due_on=date(2026, 11, 22), **values)


def test_a_row_says_what_is_late_what_moved_and_what_is_asked_for():
    commitment = promised(first_due_on=date(2026, 10, 1))
    asked = [FollowUpFactory(commitment=commitment, day=day) for day in (30, 60, 90)]
    row = row_of(commitment)
    assert (row.is_overdue, row.was_postponed, row.is_report_due) == (True, True, True)
    assert row.next_follow_up == asked[1]  # 60 days: the newest that is due
    early = row_of(commitment, today=date(2026, 9, 30))
    assert (early.next_follow_up, early.is_report_due, early.is_overdue) == (asked[0], False, False)


def test_nothing_is_asked_for_of_a_settled_promise():
    commitment = promised(status="done")
    FollowUpFactory(commitment=commitment)
    row = row_of(commitment)
    assert (row.next_follow_up, row.is_overdue, row.is_report_due) == (None, False, False)


def test_a_later_report_makes_up_for_earlier_ones():
    commitment = promised()
    for day in (30, 60, 90):
        FollowUpFactory(commitment=commitment, day=day)
    ReportFactory(commitment=commitment, due_on=date(2026, 11, 1))
    assert row_of(commitment).next_follow_up.day == 90


def test_pages_go_on_after_the_last_row(dialogue, monkeypatch):
    monkeypatch.setattr(summary, "PAGE", 2)
    rows = [
        promised(dialogue=dialogue, status=status)
        for status in ("behind", "behind", "done", "behind", "done")
    ]
    first = CommitmentList.of(dialogue, today=TODAY)
    second = CommitmentList.of(dialogue, today=TODAY, after=first.next_after)
    third = CommitmentList.of(dialogue, today=TODAY, after=second.next_after)
    assert [(len(page.open), len(page.settled)) for page in (first, second, third)] == [
        (2, 0),
        (1, 1),
        (0, 1),
    ]
    assert (third.settled[0].commitment, third.next_after) == (rows[4], None)


def test_strangers_get_the_public_ones_alone(dialogue):
    shown = promised(dialogue=dialogue)
    promised(dialogue=dialogue, is_public=False)
    page = CommitmentList.of(dialogue, today=TODAY, is_public=True)
    assert ([row.commitment for row in page.open], page.count) == ([shown], 1)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_list(dialogue, count, django_assert_num_queries):
    for _turn in range(count):
        FollowUpFactory(commitment=promised(dialogue=dialogue))
    with django_assert_num_queries(2):
        assert CommitmentList.of(dialogue, today=TODAY).count == count
    with django_assert_num_queries(3):
        assert len(public_histories(dialogue, today=TODAY)) == count


def test_history_merges_reports_slips_and_changes_in_one_order(dialogue, time_machine):
    commitment, by = promised(dialogue=dialogue), seated(dialogue)
    days = iter(date(2026, 9, day) for day in (10, 12, 14, 16))

    def on_the_next_day():
        time_machine.move_to(f"{next(days)}T15:00:00+00:00")
        commitment.refresh_from_db()

    on_the_next_day()
    told = commitments.report(by=by, commitment=commitment, status="behind", text="Slow")
    on_the_next_day()
    due_on = commitment.due_on + timedelta(days=9)
    commitments.postpone(by=by, commitment=commitment, due_on=due_on, reason="Snow")
    on_the_next_day()
    changes = {"measure": "Other", "is_public": False}
    commitments.change(by=by, commitment=commitment, version=commitment.version, changes=changes)
    on_the_next_day()
    commitments.change(by=by, commitment=commitment, version=commitment.version, changes={"is_public": True})
    history = CommitmentHistory.of(commitment, today=TODAY)
    assert [(one.what, one.on.day) for one in history.happenings] == [
        ("made", 1),
        ("reported", 10),
        ("moved", 12),
        ("reworded", 14),
    ]
    _made, reported, moved, reworded = history.happenings
    assert (reported.report, reported.by) == (told, by.full_name)
    assert (moved.before_on, moved.due_on, moved.reason) == (date(2026, 11, 22), due_on, "Snow")
    assert reworded.parts == "how you will know it is kept"


def test_histories_keep_promises_and_dialogues_apart(dialogue):
    one, two = promised(dialogue=dialogue), promised(dialogue=dialogue)
    by = seated(dialogue)
    for commitment, reason in ((one, "Rain"), (two, "Snow")):
        commitments.postpone(by=by, commitment=commitment, due_on=date(2027, 1, 1), reason=reason)
    reasons = [
        [each.reason for each in history.happenings if each.what == "moved"]
        for history in CommitmentHistory.of_many(dialogue, [one, two], today=TODAY)
    ]
    assert reasons == [["Rain"], ["Snow"]]


def test_public_pages_are_numbers_newest_first(monkeypatch):
    monkeypatch.setattr(summary, "PAGE", 2)
    now = timezone.now()
    pages = [PublicDialogueFactory(commitments_published_at=now - timedelta(days=day)) for day in (1, 2, 2)]
    DialogueFactory()
    for status in ("behind", "done", "dropped"):
        promised(dialogue=pages[0], status=status, drop_reason="x" if status == "dropped" else "")
    promised(dialogue=pages[0], is_public=False)
    first = PublicPages.of()
    assert [row.dialogue for row in first.rows] == [pages[0], pages[2]]
    assert (first.rows[0].open, first.rows[0].done, first.rows[0].dropped) == (1, 1, 1)
    second = PublicPages.of(before=first.next_before)
    assert ([row.dialogue for row in second.rows], second.next_before) == ([pages[1]], None)


@pytest.mark.parametrize(("words", "count"), [("maple", 1), ("DEMO AGENCY", 2), ("nowhere", 0)])
def test_public_pages_are_found_by_agency_and_topic(words, count):
    PublicDialogueFactory(title="After Maple Street")
    PublicDialogueFactory(title="North Side")
    DialogueFactory(title="Maple, not public")
    assert len(PublicPages.of(words=words).rows) == count


@pytest.mark.parametrize("count", [1, 3])
def test_two_queries_for_public_pages(count, django_assert_num_queries):
    for _turn in range(count):
        promised(dialogue=PublicDialogueFactory())
    with django_assert_num_queries(2):
        assert len([row.dialogue.agency.name for row in PublicPages.of().rows]) == count
