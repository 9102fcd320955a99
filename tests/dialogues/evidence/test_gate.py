"""The verdict, as pure rules."""

from dataclasses import replace

import pytest

from dialogues.choices import Phase
from dialogues.choices.gate import CheckAnswer
from dialogues.content import gate as content
from dialogues.evidence.gate import CheckState, GateFacts, Outcome, state_of, verdict

ALL = GateFacts(has_neutral=True, seats=3, declared=3, missing=())
YES, NOT_YET, NO_NEED = CheckAnswer.YES, CheckAnswer.NOT_YET, CheckAnswer.DOES_NOT_APPLY


def blocking(key, answer):
    return CheckState(key, is_blocking=True, answer=answer)


def advisory(key, answer):
    return CheckState(key, is_blocking=False, answer=answer)


def test_ready_when_no_blocking_check_is_open():
    found = verdict([blocking("a", YES), blocking("b", NO_NEED), advisory("c", NOT_YET)])
    assert (found.outcome, found.blocking, found.advisory) == (Outcome.READY, (), ("c",))


@pytest.mark.parametrize("answer", ["", NOT_YET])
def test_not_yet_with_exactly_the_open_blocking_checks(answer):
    found = verdict([blocking("a", YES), blocking("b", answer), advisory("c", answer)])
    assert (found.outcome, found.blocking, found.advisory) == (Outcome.NOT_YET, ("b",), ("c",))


def test_advice_alone_never_holds_back():
    assert verdict([advisory("a", ""), advisory("b", NOT_YET)]).outcome == Outcome.READY
    assert verdict([]).outcome == Outcome.READY


def test_going_ahead_holds_for_what_it_knew_of_and_no_more():
    known = [blocking("a", NOT_YET), blocking("b", YES)]
    assert verdict(known, covered={"a"}).outcome == Outcome.GO_AHEAD
    worse = verdict([blocking("a", NOT_YET), blocking("b", NOT_YET)], covered={"a"})
    assert (worse.outcome, worse.new) == (Outcome.NOT_YET, ("b",))
    assert verdict([blocking("a", YES)], covered={"a"}).outcome == Outcome.READY
    assert verdict(known, covered=set()).outcome == Outcome.NOT_YET


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("neutral_named", replace(ALL, has_neutral=False)),
        ("conflicts", replace(ALL, declared=2)),
        ("conflicts", replace(ALL, seats=0, declared=0)),
        ("coverage", replace(ALL, missing=("Youth",))),
    ],
)
def test_facts_answer_before_people_do(key, facts):
    check = content.check_named(key)
    assert state_of(check, phase=Phase.POST_INCIDENT, said=NOT_YET, facts=ALL).answer == YES
    assert state_of(check, phase=Phase.POST_INCIDENT, said=YES, facts=facts).answer == NOT_YET


def test_only_where_the_file_allows_it_a_gap_can_be_explained():
    facts = replace(ALL, declared=0, missing=("Youth",))
    told = {
        key: state_of(content.check_named(key), phase=Phase.POST_INCIDENT, said=NO_NEED, facts=facts).is_open
        for key in ("coverage", "conflicts")
    }
    assert told == {"coverage": False, "conflicts": True}


def test_what_people_say_stands_where_no_fact_answers():
    check = content.check_named("safety")
    for said in ("", YES, NOT_YET, NO_NEED):
        state = state_of(check, phase=Phase.POST_INCIDENT, said=said, facts=ALL)
        assert (state.answer, state.is_blocking) == (said, True)
    assert not state_of(check, phase=Phase.SUSTAINED, said="", facts=ALL).is_blocking
