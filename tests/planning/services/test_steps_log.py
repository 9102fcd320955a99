"""What is recorded of a step, steps that come back, and several steps at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from dialogues.choices import Seat
from dialogues.errors import ChangedMeanwhile
from planning.choices import StepStatus
from planning.errors import DoneInFuture, NothingNoted
from planning.models import PlanTask, StepRecord
from planning.services import steps
from records.models import AuditEvent
from tests.factories.dialogues import seated
from tests.factories.planning import PlanStepFactory, started_plan

pytestmark = pytest.mark.django_db
WEEKLY = {"anchor": "opened", "unit": "days", "by": 7, "every_days": 7}
TWICE = {"anchor": "opened", "unit": "days", "by": 7, "also": [30]}


def kinds():
    return list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))


def lines(step):
    return list(step.records.order_by("pk").values_list("kind", "text"))


@pytest.fixture
def step():
    return PlanStepFactory()


@pytest.fixture
def weekly():
    row = PlanStepFactory(due_rule=WEEKLY)
    PlanTask.objects.create(step=row, key="call", position=1, text="Call them")
    return row


@pytest.fixture
def liaison(step):
    return seated(step.plan.dialogue)


def test_a_note_says_when_it_was_done_and_leaves_the_step_open(step, liaison):
    earlier = timezone.now() - timedelta(hours=5)
    steps.note(by=liaison, step=step, text=" Called the council ", done_at=earlier)
    record, row = StepRecord.objects.get(), type(step).objects.get(pk=step.pk)
    assert (record.text, record.done_at, record.recorded_by) == ("Called the council", earlier, liaison)
    assert record.recorded_at > earlier
    assert (row.status, kinds()) == (StepStatus.OPEN, ["step_noted"])


def test_the_same_form_notes_once(step, liaison):
    key = uuid4()
    for _ in range(2):
        steps.note(by=liaison, step=step, text="Called the council", form_key=key)
    assert (StepRecord.objects.count(), kinds()) == (1, ["step_noted"])


def test_what_is_still_to_come_or_empty_is_not_noted(step, liaison):
    with pytest.raises(DoneInFuture):
        steps.note(by=liaison, step=step, text="Call", done_at=timezone.now() + timedelta(minutes=1))
    with pytest.raises(NothingNoted):
        steps.note(by=liaison, step=step, text="  ")
    assert kinds() == []


def test_only_who_works_on_the_plan_notes(step):
    with pytest.raises(NotAllowed):
        steps.note(by=seated(step.plan.dialogue, Seat.NEUTRAL), step=step, text="Called")


def test_each_turn_of_a_step_leaves_a_line(step, liaison):
    steps.skip(by=liaison, step=step, reason="Done last year")
    steps.reopen(by=liaison, step=step)
    steps.mark_done(by=liaison, step=step, evidence="Minutes")
    assert lines(step) == [("skipped", "Done last year"), ("reopened", ""), ("done", "Minutes")]


def test_a_step_that_comes_back_waits_for_its_next_day(weekly):
    liaison = seated(weekly.plan.dialogue)
    row = steps.mark_done(by=liaison, step=weekly, evidence="Called", turn=0, ticked=["call"])
    opened = weekly.plan.started_at.astimezone(timezone.get_fixed_timezone(-360)).date()
    assert (row.status, row.turn, row.due_on) == (StepStatus.OPEN, 1, opened + timedelta(days=14))
    assert row.done_before_at is not None
    assert not weekly.tasks.filter(done_at__isnull=False).exists()
    assert lines(weekly) == [("done", "Called")]


def test_the_same_page_sent_twice_is_done_once(weekly):
    liaison = seated(weekly.plan.dialogue)
    for _ in range(2):
        row = steps.mark_done(by=liaison, step=weekly, turn=0)
    assert (row.turn, kinds()) == (1, ["step_done"])


def test_done_late_it_goes_on_with_the_next_day_to_come(weekly):
    weekly.plan.started_at -= timedelta(days=40)
    weekly.plan.save()
    row = steps.mark_done(by=seated(weekly.plan.dialogue), step=weekly)
    assert timezone.localdate() < row.due_on <= timezone.localdate() + timedelta(days=8)


def test_after_its_last_day_it_is_done_for_good():
    step = PlanStepFactory(due_rule=TWICE)
    liaison = seated(step.plan.dialogue)
    steps.mark_done(by=liaison, step=step, turn=0)
    row = steps.mark_done(by=liaison, step=step, turn=1)
    assert row.status == StepStatus.DONE


def test_what_was_done_for_now_can_be_opened_again(weekly):
    liaison = seated(weekly.plan.dialogue)
    before = weekly.due_rule and steps._day_by_guidance(weekly)
    steps.mark_done(by=liaison, step=weekly)
    row = steps.reopen(by=liaison, step=weekly)
    assert (row.turn, row.done_before_at, row.due_on) == (0, None, before)


def test_opened_again_after_a_later_turn_it_asks_at_once(weekly):
    """The rest is counted from the turn before, not from the one that was taken back."""
    by = seated(weekly.plan.dialogue)
    first = steps.mark_done(by=by, step=weekly).done_before_at
    steps.mark_done(by=by, step=weekly)
    row = steps.reopen(by=by, step=weekly)
    assert row.turn == 1
    assert abs(row.done_before_at - first) < timedelta(seconds=5)
    assert row.done_before_at < first  # the moment of the line in the log, which was written just before
    steps.mark_done(by=by, step=weekly)
    assert steps.reopen(by=by, step=weekly).done_before_at == row.done_before_at


def test_done_late_and_opened_again_it_stands_as_before(weekly):
    """The days that passed are not asked for: not as a turn that the doing settled already."""
    weekly.plan.started_at -= timedelta(days=40)
    weekly.plan.save()
    by = seated(weekly.plan.dialogue)
    assert steps.mark_done(by=by, step=weekly).turn > 1
    row = steps.reopen(by=by, step=weekly)
    assert (row.turn, row.done_before_at) == (0, None)


def test_whoever_does_a_turn_second_is_told_who_was_first(weekly):
    by, second = seated(weekly.plan.dialogue), seated(weekly.plan.dialogue, Seat.DESIGNER)
    steps.mark_done(by=by, step=weekly, turn=0, evidence="Called")
    row = steps.mark_done(by=second, step=weekly, turn=0, evidence="Called as well")
    assert (row.turn, row.evidence, row.beforehand.who) == (1, "Called", by.full_name)
    assert lines(weekly) == [("done", "Called"), ("noted", "Called as well")]
    row = steps.skip(by=second, step=weekly, turn=0, reason="Not needed")
    assert (row.status, row.beforehand.who) == (StepStatus.OPEN, by.full_name)


def test_several_steps_go_to_one_person_and_settled_ones_stay():
    plan = started_plan()
    liaison = plan.started_by
    done, first, second = plan.steps.order_by("position")[:3]
    steps.mark_done(by=liaison, step=done)
    keys = [done.key, first.key, second.key, "no-such-step"]
    changes = {"owner": liaison, "owner_name": liaison.full_name}
    assert steps.arrange_several(by=liaison, plan=plan, keys=keys, changes=changes) == 2
    assert set(plan.steps.filter(owner=liaison)) == {first, second}
    assert kinds().count("step_assigned") == 2


def test_other_words_in_the_same_form_are_kept_as_well(step, liaison):
    key = uuid4()
    for words in ("Called the council", "Called the council and the school"):
        steps.note(by=liaison, step=step, text=words, form_key=key)
    assert [text for _kind, text in lines(step)] == [
        "Called the council",
        "Called the council and the school",
    ]


def test_a_key_that_another_person_used_takes_no_word_away(step, liaison):
    other, key = seated(step.plan.dialogue, Seat.DESIGNER), uuid4()
    for by in (liaison, other):
        steps.note(by=by, step=step, text="Called the council", form_key=key)
    assert set(step.records.values_list("recorded_by", flat=True)) == {liaison.pk, other.pk}


def test_skipping_twice_for_one_reason_is_recorded_once(step, liaison):
    for _ in range(2):
        steps.skip(by=liaison, step=step, reason="Done last year")
    assert lines(step) == [("skipped", "Done last year")]
    assert kinds() == ["step_skipped"]


def test_opening_a_turn_twice_goes_back_once(weekly):
    by = seated(weekly.plan.dialogue)
    weekly = steps.mark_done(by=by, step=steps.mark_done(by=by, step=weekly))
    seen = weekly.turn
    for _ in range(2):
        weekly = steps.reopen(by=by, step=weekly, turn=seen)
    assert 0 <= weekly.turn < seen
    assert kinds().count("step_reopened") == 1


def test_a_tick_that_no_step_knows_changes_nothing(weekly):
    by = seated(weekly.plan.dialogue)
    steps.save_ticks(by=by, step=weekly, shown=[], ticked=["\x00", "call\x00", "nothing"])
    assert not weekly.tasks.exclude(done_at=None).exists()


def test_what_a_colleague_arranged_meanwhile_is_shown_first(step, liaison):
    version = step.version
    steps.arrange(by=liaison, step=step, changes={"owner": None, "owner_name": "City clerk"}, version=version)
    with pytest.raises(ChangedMeanwhile):
        steps.arrange(
            by=liaison, step=step, changes={"owner": None, "owner_name": "Chaplain"}, version=version
        )
    assert steps.arrange(by=liaison, step=step, changes={}, version=version).owner_name == "City clerk"
