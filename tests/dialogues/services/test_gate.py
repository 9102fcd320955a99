import uuid

import pytest

from accounts.errors import NotAllowed
from dialogues.choices import Phase, Seat
from dialogues.choices.gate import CheckAnswer
from dialogues.errors import (
    ChangedMeanwhile,
    DialogueClosed,
    GateChanged,
    GoAheadNotNeeded,
    ReasonMissing,
)
from dialogues.models import GateAnswer, GateDecision
from dialogues.services import gate
from dialogues.summaries.gate import GateStanding
from records.errors import FormUsedElsewhere
from records.models import AuditEvent
from records.services import audit
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import ClosedDialogueFactory, DesignTeamMemberFactory, seated
from tests.factories.gate import AfterIncidentFactory, answered, settled

pytestmark = pytest.mark.django_db
YES, NOT_YET, NO_NEED = CheckAnswer.YES, CheckAnswer.NOT_YET, CheckAnswer.DOES_NOT_APPLY


def outcome(dialogue):
    return GateStanding.of(dialogue).verdict.outcome


def go_ahead(by, dialogue, seen=("safety",), **options):
    return gate.go_ahead(by=by, dialogue=dialogue, reason="Demo reason", seen=seen, **options)


def test_an_answer_is_kept_with_who_and_when_and_its_history():
    dialogue = AfterIncidentFactory()
    liaison, neutral = seated(dialogue), seated(dialogue, Seat.NEUTRAL)
    answered(dialogue, liaison, "safety", NOT_YET, note="No place yet")
    row = answered(dialogue, neutral, "safety", YES, note=" Two exits. ", version=1)
    assert (row.answer, row.note, row.answered_by, row.version) == (YES, "Two exits.", neutral, 2)
    kept = AuditEvent.objects.filter(kind="check_answered").order_by("pk")
    assert [event.details["note"] for event in kept] == ["No place yet", "Two exits."]
    assert "Two exits" not in kept.last().sentence
    assert kept.last().sentence.endswith("answered “There is a safety plan”: Yes")


def test_the_same_answer_again_changes_nothing():
    dialogue = AfterIncidentFactory()
    liaison = seated(dialogue)
    first = answered(dialogue, liaison, "safety", YES)
    again = answered(dialogue, seated(dialogue, Seat.DESIGNER), "safety", YES, version=0)
    assert (again.pk, again.version, again.answered_by) == (first.pk, 1, liaison)
    assert AuditEvent.objects.filter(kind="check_answered").count() == 1


@pytest.mark.parametrize("version", [0, 1, 7])
def test_who_did_not_see_the_newest_answer_is_told(version):
    dialogue = AfterIncidentFactory()
    liaison = seated(dialogue)
    answered(dialogue, liaison, "facts", YES)
    answered(dialogue, liaison, "facts", NOT_YET, version=1)
    with pytest.raises(ChangedMeanwhile):
        answered(dialogue, liaison, "facts", NO_NEED, note="Briefing only", version=version)
    assert GateAnswer.objects.get().answer == NOT_YET


def test_does_not_apply_needs_a_reason():
    dialogue = AfterIncidentFactory()
    with pytest.raises(ReasonMissing):
        answered(dialogue, seated(dialogue), "wanted", NO_NEED, note="  ")


@pytest.mark.parametrize(
    ("key", "answer"), [("conflicts", YES), ("neutral_named", NO_NEED), ("coverage", YES)]
)
def test_nobody_answers_what_the_records_answer(key, answer):
    dialogue = AfterIncidentFactory()
    with pytest.raises(ValueError, match=key):
        answered(dialogue, seated(dialogue), key, answer, note="Demo")


def test_what_this_phase_does_not_ask_is_not_answered():
    dialogue = AfterIncidentFactory(phase=Phase.PRE_CRISIS)
    with pytest.raises(ValueError, match="facts"):
        answered(dialogue, seated(dialogue), "facts", YES)


def test_rights_and_closed_dialogues():
    dialogue = AfterIncidentFactory()
    stranger, designer = UserFactory(), seated(dialogue, Seat.DESIGNER)
    with pytest.raises(NotAllowed, match="Only people with a seat"):
        answered(dialogue, stranger, "safety", YES)
    with pytest.raises(NotAllowed, match="Only the liaison decides"):
        go_ahead(designer, dialogue)
    with pytest.raises(NotAllowed, match="Only the liaison and the design team"):
        gate.do_instead(by=seated(dialogue, Seat.NEUTRAL), dialogue=dialogue, alternative="listening")
    closed = ClosedDialogueFactory(phase=Phase.POST_INCIDENT)
    with pytest.raises(DialogueClosed):
        answered(closed, seated(closed), "safety", YES)


def test_going_ahead_names_who_when_why_and_what_was_open():
    dialogue, liaison = settled(but=("safety", "counsel"))
    decision = go_ahead(liaison, dialogue, seen=["counsel", "safety"])
    assert outcome(dialogue) == "go_ahead"
    assert (decision.decided_by, sorted(decision.covers)) == (liaison, ["counsel", "safety"])
    event = AuditEvent.objects.get(kind="gone_ahead")
    assert "Checks still open: 2. Reason: Demo reason" in event.sentence


def test_going_ahead_is_about_what_the_person_saw():
    dialogue, liaison = settled(but=("safety", "counsel"))
    with pytest.raises(GateChanged):
        go_ahead(liaison, dialogue, seen=["safety"])
    with pytest.raises(ReasonMissing):
        gate.go_ahead(by=liaison, dialogue=dialogue, reason=" ", seen=["safety", "counsel"])
    assert not GateDecision.objects.exists()


def test_nothing_to_go_ahead_with_when_nothing_is_open():
    dialogue, liaison = settled()
    with pytest.raises(GoAheadNotNeeded):
        go_ahead(liaison, dialogue, seen=[])
    other = AfterIncidentFactory(phase=Phase.SUSTAINED)
    with pytest.raises(GoAheadNotNeeded):
        go_ahead(seated(other), other, seen=[])


def test_going_ahead_ends_when_a_blocking_answer_gets_worse():
    dialogue, liaison = settled(but=("safety",))
    decision = go_ahead(liaison, dialogue)
    answered(dialogue, liaison, "facts", NOT_YET, version=1)
    decision.refresh_from_db()
    assert (decision.ended_by, outcome(dialogue)) == (liaison, "not_yet")
    assert "“There are facts to share” is now open" in AuditEvent.objects.get(kind="go_ahead_ended").sentence
    answered(dialogue, liaison, "facts", YES, version=2)
    assert outcome(dialogue) == "not_yet"  # it ended for good: a new decision is somebody's own


def test_going_ahead_stays_when_advice_changes_or_things_get_better():
    dialogue, liaison = settled(but=("safety", "counsel"))
    go_ahead(liaison, dialogue, seen=["safety", "counsel"])
    answered(dialogue, liaison, "officers", NOT_YET, version=1)
    answered(dialogue, liaison, "counsel", YES)
    answered(dialogue, liaison, "safety", NOT_YET)
    assert outcome(dialogue) == "go_ahead"
    assert not AuditEvent.objects.filter(kind="go_ahead_ended").exists()


def test_going_ahead_does_not_hold_for_facts_that_got_worse_since():
    dialogue, liaison = settled(but=("safety",))
    go_ahead(liaison, dialogue)
    DesignTeamMemberFactory(dialogue=dialogue)
    standing = GateStanding.of(dialogue)
    assert (standing.verdict.outcome, standing.verdict.new) == ("not_yet", ("conflicts",))
    again = go_ahead(liaison, dialogue, seen=["safety", "conflicts"])
    assert outcome(dialogue) == "go_ahead"
    assert list(GateDecision.objects.going_ahead()) == [again]


def test_one_form_sent_twice_decides_once():
    dialogue, liaison = settled(but=("safety",))
    key = uuid.uuid4()
    assert go_ahead(liaison, dialogue, form_key=key) == go_ahead(liaison, dialogue, form_key=key)
    for _again in range(2):
        gate.do_instead(by=liaison, dialogue=dialogue, alternative="listening", form_key=uuid.UUID(int=7))
    assert AuditEvent.objects.filter(kind__in=["gone_ahead", "done_instead"]).count() == 2


def test_doing_something_else_is_recorded_and_opens_nothing():
    dialogue, liaison = settled(but=("wanted",))
    gate.do_instead(by=liaison, dialogue=dialogue, alternative="third_party", reason="University, in March")
    assert outcome(dialogue) == "not_yet"
    assert "Instead: Let a third party host" in AuditEvent.objects.get(kind="done_instead").sentence
    with pytest.raises(ValueError, match="no_such_way"):
        gate.do_instead(by=liaison, dialogue=dialogue, alternative="no_such_way")


def test_nothing_stays_when_the_record_cannot_be_written(monkeypatch):
    dialogue, liaison = settled(but=("safety",))
    monkeypatch.setattr(audit, "record", lambda **_: 1 / 0)
    for deed in (
        lambda: answered(dialogue, liaison, "safety", YES),
        lambda: go_ahead(liaison, dialogue),
        lambda: gate.do_instead(by=liaison, dialogue=dialogue, alternative="listening"),
    ):
        with pytest.raises(ZeroDivisionError):
            deed()
    assert not GateAnswer.objects.filter(check_key="safety").exists()
    assert not GateDecision.objects.exists()


def test_a_form_sent_for_something_else_is_refused():
    dialogue, liaison = settled(but=("safety",))
    other, its_liaison = settled(but=("safety",))
    key = uuid.uuid4()
    go_ahead(liaison, dialogue, form_key=key)
    with pytest.raises(FormUsedElsewhere):
        go_ahead(its_liaison, other, form_key=key)
    for by, where in ((liaison, dialogue), (its_liaison, other)):
        with pytest.raises(FormUsedElsewhere):
            gate.do_instead(by=by, dialogue=where, alternative="listening", form_key=key)
    assert GateDecision.objects.count() == 1
