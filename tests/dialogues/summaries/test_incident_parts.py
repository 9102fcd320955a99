"""What the pages of an incident show, each in a fixed number of queries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.choices.incidents import Reach, Standing, TeamPart
from dialogues.models import FamilyContact, HandOver
from dialogues.summaries import facts as facts_summaries
from dialogues.summaries.facts import FactsBoard, FactsHistory
from dialogues.summaries.family_contacts import Family, FamilyTalks
from dialogues.summaries.hand_overs import HandOverSheet
from dialogues.summaries.incident_teams import IncidentTeam
from dialogues.summaries.reminder_pauses import PausePage
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import DialogueFactory, IncidentFactory, SessionFactory, seated
from tests.factories.incidents import (
    FactFactory,
    FamilyTalkFactory,
    ReminderPauseFactory,
    TeamMemberFactory,
    WatchDateFactory,
    liaison_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident():
    return IncidentFactory()


def test_the_lead_stands_first_and_those_who_left_apart(incident):
    gone = TeamMemberFactory(incident=incident, left_at=timezone.now())
    operations = TeamMemberFactory(incident=incident)
    team = IncidentTeam.of(incident)
    assert (team.members, team.left, team.has_lead) == ((operations,), (gone,), False)
    lead = TeamMemberFactory(incident=incident, part=TeamPart.ENGAGEMENT_LEAD)
    assert IncidentTeam.of(incident).members == (lead, operations)


def test_the_board_without_what_only_the_team_reads(incident):
    now = timezone.now()
    for_team = FactFactory(incident=incident, reach=Reach.TEAM, as_of_at=now)
    for_anyone = FactFactory(incident=incident, as_of_at=now - timedelta(hours=1))
    FactFactory(incident=incident, withdrawn_at=now, withdrawn_by=UserFactory(), withdrawal_reason="Wrong")
    whole, handout = FactsBoard.of(incident), FactsBoard.of(incident, for_anyone_only=True)
    assert whole.columns[0].facts == (for_team, for_anyone)
    assert (whole.count, whole.for_team, whole.as_of_at) == (2, 1, now)
    assert (handout.count, handout.for_team, handout.as_of_at) == (1, 0, for_anyone.as_of_at)
    assert [column.standing for column in handout.filled] == [Standing.KNOWN]


def test_the_history_is_paged(incident, monkeypatch):
    monkeypatch.setattr(facts_summaries, "PAGE", 2)
    rows = [FactFactory(incident=incident) for _turn in range(3)]
    first = FactsHistory.of(incident)
    assert (first.facts, first.next_before) == ((rows[2], rows[1]), rows[1].pk)
    assert FactsHistory.of(incident, before=first.next_before).facts == (rows[0],)


def test_the_familys_next_update_is_that_of_the_last_contact_that_counts(incident):
    now = timezone.now()
    assert Family.of(incident, now=now).next_at is None
    talk = FamilyTalkFactory(incident=incident, next_promised_at=now + timedelta(hours=1))
    struck = FamilyTalkFactory(incident=incident, talked_at=now, struck_at=now, struck_by=UserFactory())
    FamilyContact.objects.create(
        incident=incident, name="Demo", is_outside_investigation=True, named_at=now, named_by=UserFactory()
    )
    family = Family.of(incident, now=now)
    assert (family.contact.name, family.last, family.is_next_past) == ("Demo", talk, False)
    assert Family.of(incident, now=now + timedelta(hours=1)).is_next_past
    assert FamilyTalks.of(incident).talks == (struck, talk)


def test_the_sheet_costs_the_same_for_much_as_for_little(incident, django_assert_num_queries):
    now = timezone.now()
    for _turn in range(3):
        TeamMemberFactory(incident=incident)
        FactFactory(incident=incident)
        FamilyTalkFactory(incident=incident)
        WatchDateFactory(incident=incident)
        ReminderPauseFactory(incident=incident)
    given = HandOver.objects.create(incident=incident, to_name="Demo", handed_at=now, handed_by=UserFactory())
    with django_assert_num_queries(9):
        sheet = HandOverSheet.of(incident, now=now)
    assert (sheet.last, sheet.pauses.running, sheet.elapsed) == (given, 3, "6 hours")


def test_paused_dialogues_show_their_next_session_and_only_to_those_who_may(incident):
    now, liaison = timezone.now(), liaison_of(incident)
    seen = DialogueFactory(agency=incident.agency)
    seated(seen, user=None)
    seat = seen.design_team.get()
    seat.user = liaison
    seat.save()
    session = SessionFactory(dialogue=seen)
    pause = ReminderPauseFactory(incident=incident, dialogue=seen)
    ReminderPauseFactory(dialogue=seen)
    ReminderPauseFactory(incident=incident, dialogue__agency=incident.agency)
    page = PausePage.of(incident, user=liaison, now=now)
    assert [(row.pause, row.next_session, row.others) for row in page.rows] == [(pause, session, 1)]
    assert (page.count.running, page.count.undecided, page.unseen) == (2, 2, 1)


def test_pauses_cost_the_same_for_three_as_for_one(incident, django_assert_num_queries):
    liaison = liaison_of(incident)

    def cost():
        dialogue = DialogueFactory(agency=incident.agency)
        seated(dialogue, user=None)
        dialogue.design_team.update(user=liaison)
        SessionFactory(dialogue=dialogue)
        ReminderPauseFactory(incident=incident, dialogue=dialogue)

    for _turn in range(3):
        cost()
        with django_assert_num_queries(12):
            PausePage.of(incident, user=liaison, now=timezone.now())
