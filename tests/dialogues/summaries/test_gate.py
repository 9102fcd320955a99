import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues.choices import Category, Phase, Seat
from dialogues.choices.gate import CheckAnswer, ConflictAnswer
from dialogues.content.gate import check_named
from dialogues.services import gate
from dialogues.summaries.gate import GatePage, GateStanding, answers_before, facts_of, found_sentence
from tests.factories.dialogues import DesignTeamMemberFactory, DialogueFactory, SessionFactory, seated
from tests.factories.gate import (
    AfterIncidentFactory,
    ConflictDeclarationFactory,
    GateDecisionFactory,
    answered,
    settled,
)
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db
CHECKED = [one for one in Category if one not in {Category.NOT_SAID, Category.MEDIA}]


def asked_of(read):
    with CaptureQueriesContext(connection) as asked:
        read()
    return len(asked)


def line(page, key):
    return next(one for one in page.lines if one.check.key == key)


def test_facts_count_who_declared_and_forget_who_left():
    dialogue = AfterIncidentFactory()
    declared = DesignTeamMemberFactory(dialogue=dialogue)
    ConflictDeclarationFactory(member=declared)
    DesignTeamMemberFactory(dialogue=dialogue)
    ConflictDeclarationFactory(member=DesignTeamMemberFactory(dialogue=dialogue, left_at=timezone.now()))
    facts = facts_of(dialogue)
    assert (facts.declared, facts.seats) == (1, 2)
    assert found_sentence("conflicts", facts) == "Declared by 1 of 2."


@pytest.mark.parametrize(
    ("provider", "seat", "declared", "has_neutral"),
    [
        ("", None, None, False),
        ("  ", None, None, False),
        ("Demo Mediation Center", None, None, True),
        ("", Seat.NEUTRAL, None, True),
        ("", Seat.NEUTRAL, ConflictAnswer.NONE, True),
        ("", Seat.NEUTRAL, ConflictAnswer.STEPS_BACK, False),
        ("", Seat.DESIGNER, None, False),
    ],
)
def test_a_neutral_is_named_or_seated_and_does_not_step_back(provider, seat, declared, has_neutral):
    dialogue = DialogueFactory(neutral_provider=provider)
    member = DesignTeamMemberFactory(dialogue=dialogue, seat=seat) if seat else None
    if declared:
        ConflictDeclarationFactory(member=member, answer=declared)
    assert facts_of(dialogue).has_neutral == has_neutral


def test_categories_without_anybody_are_named_a_few_at_a_time():
    dialogue = AfterIncidentFactory()
    ParticipantFactory(dialogue=dialogue, category=Category.YOUTH)
    facts = facts_of(dialogue)
    assert Category.YOUTH.label not in facts.missing
    assert Category.MEDIA.label not in facts.missing
    assert len(facts.missing) == len(CHECKED) - 1
    assert found_sentence("coverage", facts).endswith(f"and {len(CHECKED) - 7} more categories.")
    for category in CHECKED[:-1]:
        ParticipantFactory(dialogue=dialogue, category=category)
    sentence = found_sentence("coverage", facts_of(dialogue))
    assert sentence == f"Nobody on the list yet: {CHECKED[-1].label}."
    ParticipantFactory(dialogue=dialogue, category=CHECKED[-1])
    assert found_sentence("coverage", facts_of(dialogue)) == "Every category has somebody on the list."


def test_the_page_says_what_is_open_and_what_to_answer_first():
    dialogue, _liaison = settled(but=("wanted", "counsel"))
    page = GatePage.of(dialogue)
    assert [one.check.key for one in page.waiting] == ["wanted", "counsel"]
    assert page.next_to_answer == check_named("wanted")
    assert (line(page, "wanted").shape, line(page, "facts").shape) == ("needs-you", "done")
    assert (line(page, "coverage").shape, page.is_held_back) == ("waiting", True)


def test_an_explained_gap_is_settled_until_it_is_taken_back():
    dialogue, liaison = settled()
    answered(dialogue, liaison, "coverage", CheckAnswer.DOES_NOT_APPLY, note="First the street itself")
    shown = line(GatePage.of(dialogue), "coverage")
    assert (shown.state.is_open, shown.shape) == (False, "off")
    answered(dialogue, liaison, "coverage", CheckAnswer.NOT_YET, version=1)
    assert line(GatePage.of(dialogue), "coverage").state.is_open


def test_a_decision_that_no_longer_holds_says_what_opened_since():
    dialogue, _liaison = settled(but=("safety",))
    GateDecisionFactory(dialogue=dialogue, covers=["safety"])
    page = GatePage.of(dialogue)
    assert (page.new, [check.key for check in page.covered]) == ([], ["safety"])
    DesignTeamMemberFactory(dialogue=dialogue)
    assert [one.check.key for one in GatePage.of(dialogue).new] == ["conflicts"]


def test_the_decision_is_found_behind_many_others():
    dialogue, liaison = settled(but=("safety",))
    GateDecisionFactory(dialogue=dialogue)
    for _again in range(12):
        gate.do_instead(by=liaison, dialogue=dialogue, alternative="listening")
    page = GatePage.of(dialogue)
    assert page.go_ahead is not None
    assert len(page.instead) == 10


def test_page_and_standing_ask_equally_often_however_much_there_is():
    dialogue, liaison = settled(but=("safety",))
    page, standing = asked_of(lambda: GatePage.of(dialogue)), asked_of(lambda: GateStanding.of(dialogue))
    for _again in range(3):
        gate.do_instead(by=liaison, dialogue=dialogue, alternative="listening")
        ParticipantFactory(dialogue=dialogue)
        seated(dialogue, Seat.DESIGNER)
    assert asked_of(lambda: GatePage.of(dialogue)) == page == 4
    assert asked_of(lambda: GateStanding.of(dialogue)) == standing == 4


def test_where_nothing_blocks_the_standing_asks_nothing():
    dialogue = DialogueFactory(phase=Phase.SUSTAINED)
    assert asked_of(lambda: GateStanding.of(dialogue)) == 0


def test_what_was_said_before_is_read_from_the_record_newest_first():
    dialogue = AfterIncidentFactory()
    liaison = seated(dialogue)
    answered(dialogue, liaison, "safety", CheckAnswer.NOT_YET, note="No place yet")
    answered(dialogue, liaison, "safety", CheckAnswer.YES, version=1)
    answered(dialogue, liaison, "facts", CheckAnswer.YES)
    SessionFactory(dialogue=dialogue)
    told = answers_before(dialogue, check_named("safety"))
    assert [(str(one.answer), one.note) for one in told] == [("Yes", ""), ("Not yet", "No place yet")]


def test_that_a_neutral_stepped_back_is_read_from_the_check_by_those_who_read_ties_only():
    missing = facts_of(AfterIncidentFactory(neutral_provider=""))
    dialogue = AfterIncidentFactory(neutral_provider="")
    neutral = DesignTeamMemberFactory(dialogue=dialogue, seat=Seat.NEUTRAL)
    ConflictDeclarationFactory(member=neutral, answer=ConflictAnswer.STEPS_BACK)
    for facts in (missing, facts_of(dialogue)):
        assert found_sentence("neutral", facts) == "A neutral is not settled."
        assert found_sentence("neutral", facts, knows_ties=True) == "Nobody is recorded as the neutral."
