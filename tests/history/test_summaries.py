"""What a reviewer finds and reads: watched agencies only, and never a person's name."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Agency, User
from dialogues.choices import AuditKind, Phase
from dialogues.models import Dialogue, SurveyResponse
from history import services
from history.summaries import COUNTED_TO, PAGE, SearchPage, Timeline, Wanted, matching
from records.actors import SYSTEM
from records.services import audit
from tests.factories.accounts import AgencyFactory, ReviewMembershipFactory, ReviewOrganizationFactory
from tests.factories.dialogues import (
    ClosedDialogueFactory,
    DesignTeamMemberFactory,
    DialogueFactory,
    HeldSessionFactory,
    SessionFactory,
    seated,
)
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db


def titles(reviewer: User, **wanted: object) -> list[str]:
    return [one.title for one in SearchPage.of(reviewer, Wanted(**wanted)).dialogues]


# --- searching --------------------------------------------------------------------------------------


def test_only_watched_agencies_are_found(reviewer: User, dialogue: Dialogue) -> None:
    DialogueFactory(title="Demo unwatched")
    assert titles(reviewer) == [dialogue.title]


def test_agency_watched_by_two_organizations_is_found_once(
    reviewer: User, agency: Agency, dialogue: Dialogue
) -> None:
    second = ReviewOrganizationFactory(agencies=[agency])
    ReviewMembershipFactory(user=reviewer, organization=second)
    page = SearchPage.of(reviewer, Wanted())
    assert [one.pk for one in page.dialogues] == [dialogue.pk]
    assert (page.count, page.agencies, len(page.organizations)) == (1, (agency.name,), 2)


@pytest.mark.parametrize(
    "wanted",
    [
        {"words": "bridges"},
        {"words": "bridge -fence"},
        {"words": '"build bridges"'},
        {"phase": "sustained"},
        {"status": "closed"},
        {"state": "OR"},
        {"agency": "second"},
        {"opened_from": date(2020, 5, 4), "opened_until": date(2020, 5, 4)},
    ],
)
def test_each_filter_finds_its_own(reviewer: User, dialogue: Dialogue, wanted: dict[str, object]) -> None:
    other = AgencyFactory(name="Demo Second Sheriff", state="OR")
    reviewer.review_memberships.get().organization.agencies.add(other)
    ClosedDialogueFactory(
        agency=other, title="Demo wanted", purpose="We build bridges.", phase=Phase.SUSTAINED,
        opened_at=datetime(2020, 5, 4, 23, 59, tzinfo=UTC),
    )  # fmt: skip
    assert titles(reviewer, **wanted) == ["Demo wanted"]


def test_last_day_is_meant_whole_on_the_reviewers_clock(reviewer: User, agency: Agency) -> None:
    DialogueFactory(agency=agency, opened_at=datetime(2026, 3, 5, 4, 30, tzinfo=UTC), title="Demo late")
    day = {"opened_from": date(2026, 3, 4), "opened_until": date(2026, 3, 4)}
    with timezone.override("America/Chicago"):
        assert titles(reviewer, **day) == ["Demo late"]
    assert titles(reviewer, **day) == []


def test_ground_rules_are_not_searched(reviewer: User, agency: Agency) -> None:
    DialogueFactory(agency=agency, ground_rules="canaryrule", conveners="canaryconvener")
    assert titles(reviewer, words="canaryrule") == titles(reviewer, words="canaryconvener") == []


def test_excerpt_marks_what_matched(reviewer: User, agency: Agency) -> None:
    DialogueFactory(agency=agency, purpose="Neighbors build trust with officers.")
    assert "⟦trust⟧" in SearchPage.of(reviewer, Wanted(words="trust")).dialogues[0].excerpt


def test_pages_follow_each_other_without_gap_or_repeat(reviewer: User, agency: Agency) -> None:
    made = [one.pk for one in DialogueFactory.create_batch(PAGE + 2, agency=agency)]
    first = SearchPage.of(reviewer, Wanted())
    second = SearchPage.of(reviewer, Wanted(), before=first.next_before)
    read = [one.pk for one in first.dialogues + second.dialogues]
    assert (len(first.dialogues), len(second.dialogues), second.next_before) == (PAGE, 2, None)
    assert read == made[::-1]
    assert first.count == second.count == PAGE + 2


def test_full_page_without_more_has_no_next(reviewer: User, agency: Agency) -> None:
    DialogueFactory.create_batch(PAGE, agency=agency)
    assert SearchPage.of(reviewer, Wanted()).next_before is None


@pytest.mark.parametrize(("made", "is_capped"), [(COUNTED_TO, False), (COUNTED_TO + 1, True)])
def test_count_ends_at_five_hundred(reviewer: User, agency: Agency, made: int, is_capped: bool) -> None:
    one = DialogueFactory.build(agency=agency, opened_by=reviewer)
    rows = [
        Dialogue(agency=agency, title="x", phase=one.phase, purpose="x", opened_at=one.opened_at,
                 opened_by=reviewer) for _ in range(made)
    ]  # fmt: skip
    Dialogue.objects.bulk_create(rows)
    page = SearchPage.of(reviewer, Wanted())
    assert (page.count, page.is_count_capped) == (COUNTED_TO, is_capped)


@pytest.mark.parametrize("number", [1, 3])
def test_search_asks_four_times_however_many_dialogues(reviewer: User, agency: Agency, number: int) -> None:
    DialogueFactory.create_batch(number, agency=agency)
    with CaptureQueriesContext(connection) as asked:
        page = SearchPage.of(reviewer, Wanted(words="neighbors"))
        assert all(one.agency.name and one.excerpt for one in page.dialogues)
    assert len(page.dialogues) == number
    assert len(asked) == 4


def test_matching_is_what_the_page_shows(reviewer: User, dialogue: Dialogue) -> None:
    assert list(matching(reviewer, Wanted(state="MN"))) == [dialogue]
    assert list(matching(reviewer, Wanted(state="TX"))) == []


# --- one dialogue's timeline --------------------------------------------------------------------------


def told(dialogue: Dialogue) -> list[str]:
    return [moment.sentence for moment in Timeline.of(dialogue).moments]


def event(dialogue: Dialogue, by: object, kind: str, **more: object) -> None:
    audit.record(by=by, kind=kind, dialogue_id=dialogue.pk, agency_id=dialogue.agency_id, **more)


def test_people_are_told_by_their_part(dialogue: Dialogue) -> None:
    liaison = seated(dialogue)
    event(dialogue, liaison, AuditKind.DIALOGUE_OPENED, subject=dialogue)
    assert told(dialogue) == ["Liaison (Law enforcement) opened the dialogue “Demo North Side”"]


def test_someone_without_seat_is_a_member_of_the_agency(reviewer: User, dialogue: Dialogue) -> None:
    event(dialogue, reviewer, AuditKind.DIALOGUE_CLOSED)
    assert told(dialogue) == ["A member of the agency closed the dialogue"]


def test_names_of_the_design_team_are_never_told(dialogue: Dialogue) -> None:
    liaison = seated(dialogue)
    member = DesignTeamMemberFactory(dialogue=dialogue, name="Canary Neighbor")
    event(dialogue, liaison, AuditKind.SEAT_TAKEN, subject=member, details={"seat": "designer"})
    event(dialogue, member.user, AuditKind.DESIGN_SIGNED_OFF, subject=member)
    sentences = " ".join(told(dialogue))
    assert "seated a member of the design team as designer" in sentences
    assert "Canary" not in sentences
    assert liaison.full_name not in sentences


def test_owners_of_steps_are_never_told(dialogue: Dialogue) -> None:
    liaison = seated(dialogue)
    event(dialogue, liaison, "step_assigned", subject_label="First step", details={"owner": "Canary Owner"})
    assert told(dialogue) == ["Liaison (Law enforcement) gave the step “First step” to someone"]


def test_a_person_as_subject_is_someone(dialogue: Dialogue) -> None:
    """Whatever a later kind of event does with a participant, their name does not reach this page."""
    participant = ParticipantFactory(dialogue=dialogue, name="Canary Guest")
    event(dialogue, SYSTEM, AuditKind.SESSION_CHANGED, subject=participant, subject_label="Canary Guest",
          details={"fields": "x"})  # fmt: skip
    assert told(dialogue) == [f"{SYSTEM.audit_label} changed x of the session “someone”"]


@pytest.mark.parametrize("kind", [AuditKind.PARTICIPANT_ADDED, AuditKind.INVITATION_ANSWERED, "task_ticked"])
def test_what_concerns_single_people_and_ticks_is_not_the_story(dialogue: Dialogue, kind: str) -> None:
    event(dialogue, SYSTEM, kind, details={"category": "youth"})
    assert told(dialogue) == []


@pytest.mark.parametrize("space", ["community", "neutral"])
def test_spaces_of_community_and_neutral_stay_closed(dialogue: Dialogue, space: str) -> None:
    event(dialogue, SYSTEM, AuditKind.NOTE_WRITTEN, space=space, details={"space_name": "canary"})
    assert told(dialogue) == []


def test_the_program_itself_is_named(dialogue: Dialogue) -> None:
    event(dialogue, SYSTEM, AuditKind.DIALOGUE_CLOSED)
    assert told(dialogue) == [f"{SYSTEM.audit_label} closed the dialogue"]


def test_other_reviewers_readings_are_not_part_of_the_story(reviewer: User, dialogue: Dialogue) -> None:
    services.note_reading(by=reviewer, dialogue=dialogue)
    assert told(dialogue) == []


def test_same_thing_in_a_row_is_one_line(dialogue: Dialogue) -> None:
    for _ in range(3):
        event(dialogue, SYSTEM, AuditKind.DIALOGUE_CHANGED, details={"fields": "the goals"})
    event(dialogue, SYSTEM, AuditKind.DIALOGUE_CLOSED)
    assert [moment.times for moment in Timeline.of(dialogue).moments] == [3, 1]


def test_long_story_goes_on_after_its_last_event(dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("history.summaries.MOST_EVENTS", 2)
    for kind in (AuditKind.DIALOGUE_OPENED, AuditKind.DIALOGUE_CLOSED, AuditKind.DIALOGUE_REOPENED):
        event(dialogue, SYSTEM, kind, subject=dialogue)
    first = Timeline.of(dialogue)
    rest = Timeline.of(dialogue, after=first.next_after)
    assert (len(first.moments), len(rest.moments), rest.next_after) == (2, 1, None)


def test_sides_count_those_who_sit_there_now(dialogue: Dialogue) -> None:
    seated(dialogue)
    DesignTeamMemberFactory.create_batch(2, dialogue=dialogue)
    DesignTeamMemberFactory(dialogue=dialogue, left_at=timezone.now())
    assert {str(side): number for side, number in Timeline.of(dialogue).sides} == {
        "Law enforcement": 1,
        "Resident or community": 2,
    }


@pytest.mark.parametrize("number", [1, 3])
def test_timeline_asks_six_times_however_many_sessions(dialogue: Dialogue, number: int) -> None:
    seated(dialogue)
    HeldSessionFactory.create_batch(number, dialogue=dialogue)
    with CaptureQueriesContext(connection) as asked:
        assert len(Timeline.of(dialogue).sessions) == number
    assert len(asked) == 6


def test_few_survey_sheets_stay_hidden(dialogue: Dialogue) -> None:
    session = SessionFactory(dialogue=dialogue, starts_at=timezone.now() - timedelta(days=3))
    for _ in range(4):
        SurveyResponse.objects.create(
            session=session, answers={"heard": 5}, received_on=date(2026, 1, 1), is_released=True
        )
    assert not Timeline.of(dialogue).sessions[0].survey.is_shown


def test_part_is_not_said_twice(dialogue: Dialogue) -> None:
    event(dialogue, seated(dialogue, "facilitator", "facilitator"), AuditKind.DIALOGUE_CLOSED)
    assert told(dialogue) == ["Facilitator closed the dialogue"]
