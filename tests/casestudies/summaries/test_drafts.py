"""A case is filled in from joint facts alone: never names, notes or contacts, and no small numbers."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.choices import AgencyKind
from casestudies.choices import CaseState
from casestudies.models import CaseStudy
from casestudies.services import reviews
from casestudies.summaries.drafts import DraftList, DraftPage, setting_of, triggers_of, what_is_known
from dialogues.choices import Affiliation, CommitmentStatus, IncidentKind
from dialogues.models import Attendance, Dialogue, Session
from tests.factories.accounts import AgencyFactory, MembershipFactory
from tests.factories.casestudies import CaseInReviewFactory, CaseStudyFactory
from tests.factories.commitments import CommitmentFactory, PublicDialogueFactory
from tests.factories.dialogues import (
    ClosedDialogueFactory,
    DesignTeamMemberFactory,
    DialogueFactory,
    HeldSessionFactory,
    IncidentFactory,
    SessionFactory,
)
from tests.factories.notes import NoteFactory
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db


def came(session: Session, count: int, side: str = Affiliation.COMMUNITY) -> None:
    Attendance.objects.create(
        session=session, way="count", affiliation=side, count=count, recorded_at=timezone.now()
    )


def in_year(year: int) -> datetime:
    return datetime(year, 6, 1, 18, tzinfo=ZoneInfo("UTC"))


def told(dialogue: Dialogue) -> str:
    return str(what_is_known(dialogue).body)


def test_joint_facts_are_taken_over() -> None:
    dialogue = ClosedDialogueFactory(
        agency__name="Demo Town Police Department",
        phase="post_incident",
        purpose="Hear  each\nother.",
        format="town_hall",
        conveners="Demo Town; Demo Neighbors\nDemo Church",
        incident=IncidentFactory(kind=IncidentKind.DEADLY_FORCE),
        opened_at=in_year(2023),
        closed_at=in_year(2024),
    )
    came(HeldSessionFactory(dialogue=dialogue, starts_at=in_year(2023), title="First evening"), 30)
    body = what_is_known(dialogue).body
    assert (body["place"], body["state"], body["setting"]) == ("Demo Town", "TX", "city")
    assert (body["years"], body["situation"]) == ("2023–2024", "Hear each other.")
    assert (body["phases"], body["trigger_kinds"]) == (["post_incident"], ["force"])
    assert (body["trigger"], body["format"]) == ("Use of deadly force", "Town hall briefing")
    assert body["conveners"] == ["Demo Town", "Demo Neighbors", "Demo Church"]
    assert body["done"] == ["“First evening”, June 2023, 30 people."]
    assert body["people"] == 30
    assert {"figure": "1", "meaning": "session held"} in body["numbers"]


def test_names_notes_and_contacts_stay_behind() -> None:
    dialogue = ClosedDialogueFactory(incident=IncidentFactory(title="Secret Street", area="Secret Area"))
    ParticipantFactory(dialogue=dialogue, name="Secret Person", email="secret@demo.example", phone="555-0100")
    DesignTeamMemberFactory(dialogue=dialogue, name="Secret Designer", organization="Secret Group")
    session = HeldSessionFactory(dialogue=dialogue, venue="Secret Hall", address="1 Secret Street")
    for space in ("joint", "agency", "community", "neutral"):
        NoteFactory(dialogue=dialogue, space=space, text="Secret words")
    CommitmentFactory(dialogue=dialogue, text="Secret promise", owner="Secret Owner")
    came(session, 9)
    assert "secret" not in told(dialogue).casefold()


def test_public_promises_are_told_with_where_they_stand_and_without_their_owner() -> None:
    dialogue = PublicDialogueFactory(
        status="closed", closed_at=timezone.now(), closed_by=MembershipFactory().user
    )
    CommitmentFactory(
        dialogue=dialogue, text="Open a phone line.", status=CommitmentStatus.DONE, owner="Sgt. Demo"
    )
    CommitmentFactory(dialogue=dialogue, text="Hidden promise", is_public=False)
    body = what_is_known(dialogue).body
    assert [row["text"] for row in body["outcomes"]] == ["Promised: Open a phone line. Done."]
    assert [row["sources"] for row in body["outcomes"]] == [["s1"]]
    assert body["sources"][0]["url"].endswith(f"/commitments/{dialogue.public_id}/")
    assert "Sgt." not in str(body)
    assert "Hidden" not in str(body)


@pytest.mark.parametrize(("count", "shown"), [(4, False), (5, True)])
def test_no_number_of_people_below_five_is_told(count: int, shown: bool) -> None:
    dialogue = ClosedDialogueFactory()
    came(HeldSessionFactory(dialogue=dialogue), count)
    body = what_is_known(dialogue).body
    assert (body["people"] == count) is shown
    assert (f"{count} people" in str(body["done"])) is shown


def test_sides_are_not_told_apart_so_that_no_part_can_be_subtracted() -> None:
    dialogue = ClosedDialogueFactory()
    session = HeldSessionFactory(dialogue=dialogue)
    came(session, 20)
    came(session, 2, Affiliation.LAW_ENFORCEMENT)
    body = what_is_known(dialogue).body
    assert [row["figure"] for row in body["numbers"]] == ["1", "22"]


@pytest.mark.parametrize(
    ("closed", "held", "planned", "finished"),
    [
        (True, False, False, True),
        (False, True, False, True),
        (False, True, True, False),
        (False, False, False, False),
    ],
)
def test_finished_is_closed_or_all_sessions_held(closed, held, planned, finished) -> None:
    dialogue = ClosedDialogueFactory() if closed else DialogueFactory()
    if held:
        HeldSessionFactory(dialogue=dialogue)
    if planned:
        SessionFactory(dialogue=dialogue)
    assert what_is_known(dialogue).is_finished is finished


def test_it_costs_the_same_however_much_there_is() -> None:
    dialogue = PublicDialogueFactory()

    def questions() -> int:
        fresh = Dialogue.objects.select_related("agency", "incident").get(pk=dialogue.pk)
        with CaptureQueriesContext(connection) as asked:
            what_is_known(fresh)
        return len(asked)

    came(HeldSessionFactory(dialogue=dialogue), 6)
    CommitmentFactory(dialogue=dialogue)
    before = questions()
    for _ in range(3):
        came(HeldSessionFactory(dialogue=dialogue), 6)
        CommitmentFactory(dialogue=dialogue)
    assert questions() == before == 3


@pytest.mark.parametrize(
    ("name", "kind", "setting"),
    [
        ("Demo City Police Department", AgencyKind.LAW_ENFORCEMENT, "city"),
        ("Demo Sheriff’s Office", AgencyKind.LAW_ENFORCEMENT, "county"),
        ("County of Demo", AgencyKind.LOCAL_GOVERNMENT, "county"),
        ("Demo Nation Police", AgencyKind.LAW_ENFORCEMENT, "tribe"),
        ("Demo University Police", AgencyKind.LAW_ENFORCEMENT, "campus"),
        ("Demo County Mediation", AgencyKind.CONVENER, ""),
    ],
)
def test_the_kind_of_place_follows_the_agency(name: str, kind: str, setting: str) -> None:
    assert setting_of(AgencyFactory(name=name, kind=kind)) == setting


@pytest.mark.parametrize("kind", IncidentKind)
def test_every_kind_of_incident_has_a_trigger(kind: str) -> None:
    assert triggers_of(DialogueFactory(incident=IncidentFactory(kind=kind)))


def test_without_an_incident_only_the_time_before_a_crisis_has_a_trigger() -> None:
    assert triggers_of(DialogueFactory(phase="pre_crisis")) == ("proactive",)
    assert triggers_of(DialogueFactory(phase="sustained")) == ()


def test_a_page_of_a_draft_says_what_is_left_to_do() -> None:
    ready = DraftPage.of(CaseStudyFactory(), [])
    empty = DraftPage.of(CaseStudy(body={}), [])
    assert ready.is_ready
    assert not empty.is_ready
    assert len(empty.gaps) == 15


def test_a_list_holds_ones_own_and_what_waits_for_ones_review() -> None:
    mine = CaseStudyFactory()
    colleague = MembershipFactory(agency=mine.agency).user
    waiting = CaseInReviewFactory(agency=mine.agency, author=colleague)
    CaseStudyFactory(agency=mine.agency, author=colleague)
    CaseInReviewFactory()
    page = DraftList.of(mine.author)
    assert (page.mine, page.waiting) == ((mine,), (waiting,))
    assert DraftList.of(colleague).waiting == ()


def test_the_list_is_paged_and_tells_what_is_published() -> None:
    study = CaseInReviewFactory()
    by = MembershipFactory(agency=study.agency).user
    version = reviews.publish(by=by, study=study, version=study.version)
    CaseStudyFactory.create_batch(26, agency=study.agency, author=study.author)
    first = DraftList.of(study.author)
    last = DraftList.of(study.author, before=first.next_before)
    assert (len(first.mine), len(last.mine), last.next_before) == (25, 2, None)
    assert last.rows[-1][1] == version.case
    assert last.rows[-1][0].state == CaseState.PUBLISHED
