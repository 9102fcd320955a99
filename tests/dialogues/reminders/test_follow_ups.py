from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.choices import TimeZone
from dialogues import tasks
from dialogues.choices import Seat
from dialogues.models import DesignTeamMember
from dialogues.reminders import due_follow_ups
from dialogues.schedules import FOLLOW_UP_DUE
from dialogues.services import commitments, dialogues, follow_ups
from records.models import Message
from records.registers import Letter, Withdrawn, message_kind
from tests.factories.accounts import AgencyFactory
from tests.factories.commitments import CommitmentFactory, FollowUpFactory, ReportFactory
from tests.factories.dialogues import DesignTeamMemberFactory, DialogueFactory, seated

pytestmark = pytest.mark.django_db
CHICAGO = ZoneInfo("America/Chicago")


@pytest.fixture
def follow_up():
    return FollowUpFactory()


@pytest.fixture
def dialogue(follow_up):
    return follow_up.commitment.dialogue


@pytest.fixture
def liaison(dialogue):
    return seated(dialogue)


def ten(follow_up, zone=CHICAGO, **later):
    """Ten in the morning of the due day."""
    moment = datetime.combine(follow_up.due_on, datetime.min.time(), tzinfo=zone).replace(hour=10)
    return moment.astimezone(ZoneInfo("UTC")) + timedelta(**later)


def due(now):
    return [(one.dialogue_id, one.user_id) for one in due_follow_ups(now)]


def test_due_from_ten_in_the_morning_for_a_week(follow_up, dialogue, liaison):
    asked = [(dialogue.pk, liaison.pk)]
    assert due(ten(follow_up, seconds=-1)) == []
    assert due(ten(follow_up)) == asked
    assert due(ten(follow_up, days=7, seconds=-1)) == asked
    assert due(ten(follow_up, days=7)) == []


@pytest.mark.parametrize("zone", [TimeZone.GUAM, TimeZone.HONOLULU])
def test_the_morning_is_the_agencys(zone):
    dialogue = DialogueFactory(agency=AgencyFactory(time_zone=zone))
    seated(dialogue)
    follow_up = FollowUpFactory(commitment=CommitmentFactory(dialogue=dialogue))
    there = ten(follow_up, ZoneInfo(zone))
    assert (len(due(there - timedelta(seconds=1))), len(due(there))) == (0, 1)


def test_only_planning_seats_with_a_live_account_are_asked(follow_up, dialogue, liaison):
    designer = seated(dialogue, Seat.DESIGNER)
    for seat in (Seat.FACILITATOR, Seat.NEUTRAL):
        seated(dialogue, seat)
    DesignTeamMemberFactory(dialogue=dialogue, user=None)
    DesignTeamMemberFactory(dialogue=dialogue, left_at=timezone.now())
    DesignTeamMemberFactory(dialogue=dialogue, user__is_active=False)
    assert due(ten(follow_up)) == [(dialogue.pk, liaison.pk), (dialogue.pk, designer.pk)]


def test_several_promises_of_one_day_make_one_letter(follow_up, dialogue, liaison):
    for _turn in range(3):
        FollowUpFactory(commitment=CommitmentFactory(dialogue=dialogue), due_on=follow_up.due_on)
    assert len(due(ten(follow_up))) == 1


def test_not_for_what_was_reported_settled_or_made_up_for(follow_up, dialogue, liaison):
    settled = CommitmentFactory(dialogue=dialogue, status="done")
    FollowUpFactory(commitment=settled, due_on=follow_up.due_on)
    ReportFactory(commitment=follow_up.commitment, due_on=follow_up.due_on)
    assert due(ten(follow_up)) == []


def test_a_report_before_the_day_does_not_make_up_for_it(follow_up, liaison):
    ReportFactory(commitment=follow_up.commitment, due_on=follow_up.due_on - timedelta(days=1))
    assert len(due(ten(follow_up))) == 1


def test_promises_outlive_the_dialogue(follow_up, dialogue, liaison):
    dialogues.close(by=liaison, dialogue=dialogue)
    assert len(due(ten(follow_up))) == 1


def test_what_is_in_the_outbox_is_not_due_again(follow_up, liaison):
    now = ten(follow_up)
    follow_ups.queue(due=due_follow_ups(now), now=now)
    assert due(now) == due(ten(follow_up, days=3)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_however_many(count):
    for _turn in range(count):
        follow_up = FollowUpFactory()
        seated(follow_up.commitment.dialogue)
    with CaptureQueriesContext(connection) as asked:
        assert len(due(ten(follow_up))) == count
    assert sum("followup" in query["sql"] for query in asked) == 1


def test_the_task_leaves_them_too(follow_up, liaison, time_machine):
    time_machine.move_to(ten(follow_up, minutes=1))
    assert (tasks.queue_due_messages(), tasks.queue_due_messages()) == (1, 0)
    assert Message.objects.get().kind == FOLLOW_UP_DUE


# --- the last look ------------------------------------------------------------------------------------


@pytest.fixture
def prepared(follow_up, liaison):
    """Asks for the letter that is waiting for the liaison."""
    now = ten(follow_up)
    follow_ups.queue(due=due_follow_ups(now), now=now)
    kind = message_kind(FOLLOW_UP_DUE)
    return lambda: kind.prepare(Message.objects.get(), now)


def test_the_letter_goes_to_the_person_and_names_the_dialogue(prepared, dialogue, liaison):
    letter = prepared()
    assert isinstance(letter, Letter)
    assert (letter.to, letter.subject) == (liaison.email, f"Report due: {dialogue.title}")


def test_withheld_once_the_report_is_written(prepared, follow_up, liaison):
    commitments.report(
        by=liaison, commitment=follow_up.commitment, status="behind", text="Late", follow_up=follow_up
    )
    assert prepared() == Withdrawn("cancelled", "The report was written, or the promise was done or dropped.")


def test_withheld_from_someone_who_left(prepared, liaison):
    DesignTeamMember.objects.filter(user=liaison).update(left_at=timezone.now())
    assert prepared() == Withdrawn("cancelled", "The person no longer plans this dialogue.")


def test_withheld_from_someone_whose_account_ended(prepared, liaison):
    liaison.is_active = False
    liaison.save()
    assert isinstance(prepared(), Withdrawn)
