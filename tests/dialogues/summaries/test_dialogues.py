from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.choices import Affiliation, Category, Seat
from dialogues.choices.gate import CHECKLIST
from dialogues.summaries.dialogues import (
    AgencyDialogues,
    ClosingFacts,
    DialogueList,
    DialogueOverview,
    first_sentence,
)
from tests.factories.dialogues import (
    DesignTeamMemberFactory,
    DialogueFactory,
    HeldSessionFactory,
    SessionFactory,
    seated,
)
from tests.factories.gate import GateAnswerFactory
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db


def unmet(dialogue):
    overview = DialogueOverview.of(dialogue, now=timezone.now())
    return [str(test.name) for test in overview.tests if not test.is_met]


def test_list_names_the_nearest_session_that_will_take_place():
    dialogue = DialogueFactory()
    person = seated(dialogue, Seat.DESIGNER)
    HeldSessionFactory(dialogue=dialogue)
    SessionFactory(dialogue=dialogue, starts_at=timezone.now() + timedelta(days=30))
    near = SessionFactory(dialogue=dialogue, starts_at=timezone.now() + timedelta(days=3))
    SessionFactory(
        dialogue=dialogue,
        starts_at=timezone.now() + timedelta(days=1),
        status="cancelled",
        cancelled_at=timezone.now(),
        cancelled_by=person,
    )
    (row,) = DialogueList.of(person, now=timezone.now()).rows
    assert row.next_session == near


def test_agency_list_names_current_liaisons_only():
    dialogue = DialogueFactory()
    liaison = seated(dialogue)
    DesignTeamMemberFactory(dialogue=dialogue, seat=Seat.LIAISON, left_at=timezone.now())
    seated(dialogue, Seat.DESIGNER)
    (row,) = AgencyDialogues.of(dialogue.agency).rows
    assert row.liaisons == (liaison.full_name,)


def test_overview_of_nothing_meets_no_test():
    assert unmet(DialogueFactory()) == ["Designed together", "Purposeful", "Inclusive", "Sustained"]


def test_designed_together_needs_both_sides_and_every_sign_off():
    dialogue = DialogueFactory()
    DesignTeamMemberFactory(dialogue=dialogue, signed_off_at=timezone.now())
    police = DesignTeamMemberFactory(dialogue=dialogue, affiliation=Affiliation.LAW_ENFORCEMENT)
    assert "Designed together" in unmet(dialogue)
    police.signed_off_at = timezone.now()
    police.save()
    assert "Designed together" not in unmet(dialogue)
    DesignTeamMemberFactory(dialogue=dialogue, seat=Seat.FACILITATOR)
    assert "Designed together" not in unmet(dialogue)


def test_purposeful_needs_all_three():
    dialogue = DialogueFactory(goals="Know each other", may_change="Patrol times")
    assert "Purposeful" in unmet(dialogue)
    dialogue.off_limits = "Open cases"
    assert "Purposeful" not in unmet(dialogue)


def test_inclusive_counts_participants_and_the_team():
    dialogue = DialogueFactory()
    ParticipantFactory(dialogue=dialogue, affiliation=Affiliation.COMMUNITY)
    GateAnswerFactory(dialogue=dialogue, check_key="coverage", answer="does_not_apply", note="Two streets")
    assert "Inclusive" in unmet(dialogue)
    seated(dialogue)
    assert "Inclusive" not in unmet(dialogue)


def test_inclusive_needs_everyone_on_the_checklist_or_a_reason():
    dialogue = DialogueFactory()
    seated(dialogue)
    for category in CHECKLIST[1:]:
        ParticipantFactory(dialogue=dialogue, category=category)
    assert "Inclusive" in unmet(dialogue)
    GateAnswerFactory(dialogue=dialogue, check_key="coverage", answer="not_yet", note="Still asking")
    GateAnswerFactory(dialogue=dialogue, check_key="wanted", answer="does_not_apply", note="Other check")
    ParticipantFactory(dialogue=dialogue, category=Category.MEDIA)
    assert "Inclusive" in unmet(dialogue)
    ParticipantFactory(dialogue=dialogue, category=CHECKLIST[0])
    assert "Inclusive" not in unmet(dialogue)


def test_closing_facts_count_what_is_open():
    dialogue = SessionFactory().dialogue
    HeldSessionFactory(dialogue=dialogue)
    dialogue.commitments.create(
        text="A promise", owner="Chief", measure="Seen", made_on="2026-11-01", first_due_on="2026-12-01",
        due_on="2026-12-01",
    )  # fmt: skip
    assert ClosingFacts.of(dialogue) == ClosingFacts(planned_sessions=1, open_commitments=1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Hear each other. Then act.", "Hear each other."),
        (
            "Meet at St. Mary and Dr. King Avenue often. Then act.",
            "Meet at St. Mary and Dr. King Avenue often.",
        ),
        ("What now? Decide.", "What now? Decide."),
        ("What happened? Decide.", "What happened?"),
        ("First line\nSecond line", "First line"),
        ("  ", ""),
        ("word " * 100, "word " * 35 + "word…"),
    ],
)
def test_first_sentence_stands_alone(text, line):
    assert first_sentence(text) == line
