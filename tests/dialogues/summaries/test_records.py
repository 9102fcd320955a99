import pytest
from django.utils import timezone

from dialogues.choices import AuditKind
from dialogues.summaries.records import ABOUT_SINGLE_PEOPLE, PAGE, Story
from records.actors import SYSTEM
from records.choices import Space
from records.models import AuditEvent
from records.services import audit
from tests.factories.dialogues import DialogueFactory

pytestmark = pytest.mark.django_db
ALL = frozenset(Space)


@pytest.fixture
def dialogue():
    return DialogueFactory()


def told(dialogue, number, **values):
    asked = {"kind": AuditKind.SESSION_CANCELLED, "details": {"reason": f"reason {number}"}} | values
    return audit.record(by=SYSTEM, dialogue_id=dialogue.pk, subject=dialogue, **asked)


def reasons(story):
    return [int(line.sentence.rsplit(" ", 1)[1]) for line in story.lines]


def test_story_goes_forward_and_back_by_key(dialogue):
    for number in range(PAGE * 2 + 5):
        told(dialogue, number)
    first = Story.of(dialogue, spaces=ALL, sees_participants=True)
    second = Story.of(dialogue, spaces=ALL, sees_participants=True, after=first.next_after)
    third = Story.of(dialogue, spaces=ALL, sees_participants=True, after=second.next_after)
    back = Story.of(dialogue, spaces=ALL, sees_participants=True, before=third.previous_before)
    assert reasons(first) + reasons(second) + reasons(third) == list(range(PAGE * 2 + 5))
    assert reasons(back) == reasons(second)
    assert (first.previous_before, third.next_after) == (None, None)
    assert (
        Story.of(dialogue, spaces=ALL, sees_participants=True, before=back.previous_before).previous_before
        is None
    )


def test_story_keeps_to_the_spaces_of_the_reader(dialogue):
    for number, space in enumerate(("", Space.JOINT, Space.AGENCY, Space.COMMUNITY, Space.NEUTRAL)):
        told(dialogue, number, space=space)
    assert reasons(
        Story.of(dialogue, spaces=frozenset({Space.JOINT, Space.COMMUNITY}), sees_participants=True)
    ) == [0, 1, 3]


def test_story_holds_no_other_dialogue(dialogue):
    told(DialogueFactory(), 1)
    assert Story.of(dialogue, spaces=ALL, sees_participants=True).lines == ()


def test_story_folds_what_happens_again_the_same_day(dialogue):
    for number in (1, 1, 1, 2, 1):
        told(dialogue, number)
    assert [line.times for line in Story.of(dialogue, spaces=ALL, sees_participants=True).lines] == [3, 1, 1]


def test_story_is_told_on_the_clocks_of_the_agency(dialogue):
    told(dialogue, 1)
    (line,) = Story.of(dialogue, spaces=ALL, sees_participants=True).lines
    assert line.at.tzname() in {"CST", "CDT"}
    assert line.at.utcoffset() is not None


@pytest.mark.parametrize("kind", list(AuditKind))
def test_every_kind_is_a_sentence_even_without_its_details(kind):
    event = AuditEvent(at=timezone.now(), kind=kind, actor_label="Demo Person", subject_label="Demo subject")
    assert "{" not in event.sentence


def test_an_unknown_kind_is_still_told():
    assert AuditEvent(at=timezone.now(), kind="of_another_age").sentence == "of_another_age"


def test_braces_that_people_type_stay_what_they_are(dialogue):
    event = told(dialogue, 1, details={"reason": "{by} {0.__class__}"})
    assert event.sentence.endswith("{by} {0.__class__}")


def test_what_was_done_about_single_people_is_told_to_those_who_see_them(dialogue):
    for number, kind in enumerate(sorted(ABOUT_SINGLE_PEOPLE)):
        told(dialogue, number, kind=kind, details={"category": "Youth"})
    told(dialogue, 99)
    assert reasons(Story.of(dialogue, spaces=ALL, sees_participants=False)) == [99]
    seen = Story.of(dialogue, spaces=ALL, sees_participants=True)
    assert len(seen.lines) == len(ABOUT_SINGLE_PEOPLE) + 1
