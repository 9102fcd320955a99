"""Walking the guidance: each verb does it, is recorded with it, and is refused with its reason."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from dialogues.choices import Phase, Seat
from dialogues.errors import DialogueClosed
from planning import content
from planning.choices import StepStatus
from planning.errors import PlanStarted, ReasonMissing
from planning.models import Plan, PlanStep, PlanTask
from planning.services import plans, steps
from records.models import AuditEvent
from records.services import audit
from tests.factories.dialogues import (
    ClosedDialogueFactory,
    DialogueFactory,
    IncidentFactory,
    SessionFactory,
    seated,
)
from tests.factories.planning import PlanFactory, PlanStepFactory, started_plan

pytestmark = pytest.mark.django_db

VERBS = {
    "start": lambda by, step: plans.start(by=by, dialogue=step.plan.dialogue),
    "save_ticks": lambda by, step: steps.save_ticks(by=by, step=step, shown=[], ticked=["one"]),
    "mark_done": lambda by, step: steps.mark_done(by=by, step=step),
    "skip": lambda by, step: steps.skip(by=by, step=step, reason="Done last year"),
    "reopen": lambda by, step: steps.reopen(by=by, step=step),
    "arrange": lambda by, step: steps.arrange(by=by, step=step, changes={"due_on": date(2027, 1, 4)}),
}


def kinds():
    return list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def step():
    """An open step with two tasks."""
    row = PlanStepFactory()
    for position, key in enumerate(("one", "two"), start=1):
        PlanTask.objects.create(step=row, key=key, position=position, text=f"Demo task {key}")
    return row


@pytest.fixture
def liaison(step):
    return seated(step.plan.dialogue)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("seat", [Seat.FACILITATOR, Seat.NEUTRAL, None])
def test_only_liaison_and_design_team_work_on_the_plan(step, verb, seat):
    someone = seated(DialogueFactory() if seat is None else step.plan.dialogue, seat or Seat.LIAISON)
    with pytest.raises(NotAllowed) as refused:
        VERBS[verb](someone, step)
    assert str(refused.value.sentence) == "Only the liaison and the design team work on the plan."
    assert kinds() == []


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_changes_in_a_closed_dialogue(verb):
    step = PlanStepFactory(plan=PlanFactory(dialogue=ClosedDialogueFactory()))
    with pytest.raises(DialogueClosed):
        VERBS[verb](seated(step.plan.dialogue), step)
    assert kinds() == []


@pytest.mark.parametrize("verb", ["mark_done", "skip", "arrange", "save_ticks"])
def test_without_its_record_nothing_is_changed(step, liaison, verb, monkeypatch):
    def fails(**_):
        raise RuntimeError("no record")

    monkeypatch.setattr(audit, "record", fails)
    before = PlanStep.objects.values().get(pk=step.pk)
    with pytest.raises(RuntimeError):
        VERBS[verb](liaison, step)
    assert PlanStep.objects.values().get(pk=step.pk) == before
    assert not step.tasks.filter(done_at__isnull=False).exists()


@pytest.mark.parametrize("phase", Phase.values)
def test_start_copies_the_guidance_of_the_phase(phase):
    plan = started_plan(DialogueFactory(phase=phase))
    guidance = content.guidance(phase)
    assert [step.key for step in plan.steps.all()] == [step.key for step in guidance.steps]
    assert PlanTask.objects.count() == sum(len(step.tasks) for step in guidance.steps)
    assert plan.content_version == str(guidance.version)
    assert all(part["covers"] for step in plan.steps.all() for part in step.basis)
    assert kinds() == ["plan_started"]


def test_start_counts_dates_from_the_incident_on_the_agencys_clocks():
    known_at = timezone.now().replace(hour=4, minute=30)  # the evening before, in Chicago
    dialogue = DialogueFactory(phase=Phase.POST_INCIDENT)
    dialogue.incident = IncidentFactory(agency=dialogue.agency, known_at=known_at)
    dialogue.save()
    first = started_plan(dialogue).steps.get(position=1)
    assert (
        first.due_on == (known_at + timedelta(hours=4)).astimezone(timezone.get_fixed_timezone(-360)).date()
    )


def test_start_without_anchor_leaves_steps_undated():
    plan = started_plan(DialogueFactory(phase=Phase.POST_INCIDENT))
    assert set(plan.steps.values_list("due_on", flat=True)) == {None}


def test_start_twice_is_refused():
    dialogue = DialogueFactory()
    started_plan(dialogue)
    with pytest.raises(PlanStarted):
        started_plan(dialogue)
    assert Plan.objects.count() == 1


def test_a_new_phase_starts_a_plan_of_its_own_and_keeps_the_old():
    dialogue = DialogueFactory(phase=Phase.PRE_CRISIS)
    liaison = seated(dialogue)
    old = started_plan(dialogue, liaison)
    dialogue.phase = Phase.SUSTAINED
    dialogue.save()
    new = started_plan(dialogue, liaison)
    assert (old.phase, new.phase) == (Phase.PRE_CRISIS, Phase.SUSTAINED)
    assert old.steps.exists()


def test_ticks_change_only_what_the_person_changed(step, liaison):
    """A colleague ticked "two" after the page was made; sending the page without it must not take it back."""
    steps.save_ticks(by=liaison, step=step, shown=[], ticked=["two"])
    steps.save_ticks(by=liaison, step=step, shown=[], ticked=["one"])
    assert set(step.tasks.filter(done_at__isnull=False).values_list("key", flat=True)) == {"one", "two"}
    assert kinds() == ["task_ticked", "task_ticked"]


def test_a_tick_is_taken_back_once(step, liaison):
    steps.save_ticks(by=liaison, step=step, shown=[], ticked=["one"])
    for _ in range(2):
        steps.save_ticks(by=liaison, step=step, shown=["one"], ticked=[])
    assert not step.tasks.filter(done_at__isnull=False).exists()
    assert kinds() == ["task_ticked", "task_unticked"]


def test_ticks_of_another_step_are_ignored(step, liaison):
    steps.save_ticks(by=liaison, step=step, shown=[], ticked=["no-such-task"])
    assert kinds() == []


def test_done_is_settled_by_a_persons_word_with_its_ticks(step, liaison):
    steps.mark_done(by=liaison, step=step, evidence=" Minutes of Tuesday ", shown=[], ticked=["one"])
    step.refresh_from_db()
    assert (step.status, step.settled_by, step.evidence) == (StepStatus.DONE, liaison, "Minutes of Tuesday")
    assert kinds() == ["task_ticked", "step_done"]


def test_done_twice_is_recorded_once_and_later_evidence_is_noted(step, liaison):
    for evidence in ("", "", "Minutes of Tuesday"):
        steps.mark_done(by=liaison, step=step, evidence=evidence)
    step.refresh_from_db()
    assert step.evidence == "Minutes of Tuesday"
    assert kinds() == ["step_done", "step_evidence_noted"]


def test_skip_needs_a_reason(step, liaison):
    with pytest.raises(ReasonMissing):
        steps.skip(by=liaison, step=step, reason="  ")
    steps.skip(by=liaison, step=step, reason="Done last year")
    event = AuditEvent.objects.get()
    assert event.sentence == f"{liaison.full_name} skipped the step “{step.title}”: Done last year"


def test_a_settled_step_is_opened_before_it_is_settled_otherwise(step, liaison):
    steps.skip(by=liaison, step=step, reason="Done last year")
    row = steps.mark_done(by=liaison, step=step, evidence="Minutes")
    assert (row.status, row.beforehand.skip_reason, row.beforehand.is_kept) == (
        StepStatus.SKIPPED,
        "Done last year",
        True,
    )
    for _ in range(2):
        steps.reopen(by=liaison, step=step)
    steps.mark_done(by=liaison, step=step)
    row = steps.skip(by=liaison, step=step, reason="After all")
    assert (row.status, row.beforehand.who) == (StepStatus.DONE, liaison.full_name)
    assert kinds() == [
        "step_skipped",
        "step_evidence_noted",
        "step_reopened",
        "step_done",
        "step_evidence_noted",
    ]


@pytest.mark.parametrize(
    "settle",
    [
        lambda by, step, words: steps.mark_done(by=by, step=step, evidence=words),
        lambda by, step, words: steps.skip(by=by, step=step, reason=words),
    ],
)
def test_whoever_comes_second_is_told_and_keeps_their_words(step, liaison, settle):
    assert settle(liaison, step, "First words").beforehand is None
    second = seated(step.plan.dialogue, Seat.DESIGNER)
    for is_kept in (True, False):  # sent again, nothing is kept twice
        row = settle(second, step, "Second words")
        assert (row.beforehand.who, row.beforehand.at) == (liaison.full_name, row.settled_at)
        assert (row.settled_by, row.beforehand.is_kept) == (liaison, is_kept)
    assert list(step.records.order_by("pk").values_list("recorded_by", "text")) == [
        (liaison.pk, "First words"),
        (second.pk, "Second words"),
    ]
    assert {row.evidence, row.skip_reason} == {"", "First words"}


def test_arrange_names_an_owner_with_or_without_account(step, liaison):
    colleague = seated(step.plan.dialogue, Seat.DESIGNER)
    steps.arrange(by=liaison, step=step, changes={"owner": colleague, "owner_name": colleague.full_name})
    step.refresh_from_db()
    assert (step.owner, step.owner_name) == (colleague, colleague.full_name)
    steps.arrange(by=liaison, step=step, changes={"owner": None, "owner_name": "City clerk"})
    step.refresh_from_db()
    assert (step.owner, step.owner_name) == (None, "City clerk")
    assert kinds() == ["step_assigned", "step_assigned"]


def test_arrange_leaves_alone_what_was_not_changed(step, liaison):
    steps.arrange(by=liaison, step=step, changes={"owner": None, "owner_name": "City clerk"})
    steps.arrange(by=liaison, step=step, changes={"due_on": date(2027, 1, 4)})
    step.refresh_from_db()
    assert (step.owner_name, step.due_on, step.is_due_set_by_hand) == ("City clerk", date(2027, 1, 4), True)
    steps.arrange(by=liaison, step=step, changes={})
    assert kinds() == ["step_assigned", "step_dated"]


def test_a_date_by_hand_can_be_given_back_to_the_suggestion(liaison, step):
    session = SessionFactory(dialogue=step.plan.dialogue)
    step.due_rule = {"anchor": "session", "unit": "days", "by": -7}
    step.save()
    steps.arrange(by=liaison, step=step, changes={"due_on": date(2027, 1, 4)})
    row = steps.arrange(by=liaison, step=step, changes={"due_on": None})
    assert (row.due_on, row.is_due_set_by_hand) == (session.local_start.date() - timedelta(days=7), False)
