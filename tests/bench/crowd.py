"""Very many dialogues, made in bulk, and one that has been worked on; for the benchmark of pages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from accounts.models import Agency, User
from accounts.roles import Role
from dialogues.choices import AuditKind, Phase, Seat
from dialogues.models import Commitment, DesignTeamMember, Dialogue, Session
from dialogues.services import invitations
from planning.services import agendas, plans
from records.models import AuditEvent
from tests.factories.accounts import (
    AgencyFactory,
    MembershipFactory,
    ReviewMembershipFactory,
    ReviewOrganizationFactory,
)
from tests.factories.dialogues import DialogueFactory, SessionFactory, seated
from tests.factories.participants import ParticipantFactory

AGENCIES = 200
SEATS_OF_ONE = 30
SEATS_OF_MANY = 2000
BATCH = 2000
TOPICS = ("schools", "traffic", "parks", "courts", "transit", "youth", "elders", "faith", "housing", "crisis")
PHASES = tuple(Phase.values)


@dataclass(frozen=True)
class Crowd:
    """Who looks, and at what."""

    liaison: User
    busy_liaison: User
    reviewer: User
    agencies: tuple[Agency, ...]
    dialogue: Dialogue
    session: Session


def gather() -> Crowd:
    """The people, the agencies, and one dialogue with a plan, an agenda, people and promises."""
    agencies = tuple(AgencyFactory.create_batch(AGENCIES))
    dialogue = DialogueFactory(agency=agencies[0], commitments_published_at=timezone.now(),
                               commitments_published_by=MembershipFactory().user)  # fmt: skip
    liaison = seated(dialogue)
    busy = MembershipFactory(agency=agencies[1], roles=[Role.LIAISON]).user
    organization = ReviewOrganizationFactory(agencies=agencies)
    session = SessionFactory(dialogue=dialogue)
    plans.start(by=liaison, dialogue=dialogue)
    agendas.start(by=liaison, session=session, format_key="facilitated_dialogue")
    people = ParticipantFactory.create_batch(25, dialogue=dialogue)
    invitations.invite(by=liaison, session=session, participants=[person.pk for person in people])
    Commitment.objects.bulk_create(promise(dialogue, number) for number in range(5))
    reviewer = ReviewMembershipFactory(organization=organization).user
    return Crowd(liaison, busy, reviewer, agencies, dialogue, session)


def grow(crowd: Crowd, first: int, last: int) -> None:
    """Dialogues number `first` to `last`, each with a session, a seat, three events; every fifth with a promise."""
    numbers = iter(range(first, last))
    while batch := list(islice(numbers, BATCH)):
        made = Dialogue.objects.bulk_create([a_dialogue(crowd, number) for number in batch])
        rows = list(zip(batch, made, strict=True))
        for model, build in PARTS:
            model.objects.bulk_create(part for number, one in rows for part in build(crowd, one, number))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def a_dialogue(crowd: Crowd, number: int) -> Dialogue:
    opened = timezone.now() - timedelta(days=3650, hours=-number // 2)
    is_public = number % 5 == 0
    return Dialogue(
        agency=crowd.agencies[number % AGENCIES],
        title=f"Demo dialogue {number} on {TOPICS[number % 10]}",
        purpose=f"Neighbors and officers of district {number // 1000 * 7 + number % 997} talk about "
        f"{TOPICS[number % 10]} and {TOPICS[number // 10 % 10]}, and say what each side needs to feel safe.",
        phase=PHASES[number % len(PHASES)],
        opened_at=opened,
        opened_by=crowd.liaison,
        commitments_published_at=opened if is_public else None,
        commitments_published_by=crowd.liaison if is_public else None,
    )


def a_session(crowd: Crowd, dialogue: Dialogue, number: int) -> Iterator[Session]:
    is_past = number % 10 != 0
    start = timezone.now().replace(minute=0, second=0, microsecond=0)
    held = {"status": "held", "held_at": start, "held_by": crowd.liaison} if is_past else {}
    days = -(number % 700) - 1 if is_past else number % 60 + 1
    yield Session(
        dialogue=dialogue, title=f"Demo session {number}", starts_at=start + timedelta(days=days), minutes=120,
        time_zone="America/Chicago", venue="Demo Library", **held,
    )  # fmt: skip


def a_seat(crowd: Crowd, dialogue: Dialogue, number: int) -> Iterator[DesignTeamMember]:
    """Most seats have a name only; one liaison has 30 of the first thousand, another 2,000 of the rest."""
    user = None
    if number < 1000 and number % (1000 // SEATS_OF_ONE) == 0:
        user = crowd.liaison
    elif number >= 1000 and number % (98_000 // SEATS_OF_MANY) == 0:
        user = crowd.busy_liaison
    yield DesignTeamMember(
        dialogue=dialogue, user=user, name="Demo Neighbor", affiliation="law_enforcement", seat=Seat.LIAISON,
        seated_at=dialogue.opened_at,
    )  # fmt: skip


def three_events(crowd: Crowd, dialogue: Dialogue, number: int) -> Iterator[AuditEvent]:
    for kind in (AuditKind.DIALOGUE_OPENED, AuditKind.SESSION_SCHEDULED, AuditKind.SESSION_HELD):
        yield AuditEvent(
            at=dialogue.opened_at, kind=kind, actor_id=crowd.liaison.pk, actor_label="Demo Liaison",
            agency_id=dialogue.agency_id, dialogue_id=dialogue.pk, subject_type="dialogue",
            subject_id=str(dialogue.pk), subject_label=dialogue.title,
        )  # fmt: skip


def a_promise(crowd: Crowd, dialogue: Dialogue, number: int) -> Iterator[Commitment]:
    if dialogue.commitments_published_at:
        yield promise(dialogue, number)


def promise(dialogue: Dialogue, number: int) -> Commitment:
    today = timezone.localdate()
    due = today + timedelta(days=number % 90)
    return Commitment(
        dialogue=dialogue, text=f"Demo promise {number}", owner="Demo Patrol Division", measure="It is there",
        made_on=today, first_due_on=due, due_on=due,
    )  # fmt: skip


Build = Callable[[Crowd, Dialogue, int], Iterator[Model]]
PARTS: tuple[tuple[type[Model], Build], ...] = (
    (Session, a_session),
    (DesignTeamMember, a_seat),
    (AuditEvent, three_events),
    (Commitment, a_promise),
)
