"""Dialogues, incidents, seats and sessions. Everyone in tests is plainly made up."""

from datetime import timedelta

import factory
from django.utils import timezone

from accounts.choices import TimeZone
from accounts.models import User
from accounts.roles import Role
from dialogues.choices import Affiliation, IncidentKind, Phase, Seat, SessionStatus
from dialogues.models import DesignTeamMember, Dialogue, Incident, Session
from tests.factories.accounts import AgencyFactory, MembershipFactory, UserFactory


class IncidentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Incident

    agency = factory.SubFactory(AgencyFactory)
    title = factory.Sequence(lambda n: f"Demo incident {n}")
    kind = IncidentKind.OTHER_FORCE
    known_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=6))
    time_zone = TimeZone.CHICAGO
    opened_at = factory.LazyFunction(timezone.now)
    opened_by = factory.SubFactory(UserFactory)


class DialogueFactory(factory.django.DjangoModelFactory):
    """A dialogue without any seat; `seated` below gives a person one."""

    class Meta:
        model = Dialogue

    agency = factory.SubFactory(AgencyFactory)
    title = factory.Sequence(lambda n: f"Demo dialogue {n}")
    phase = Phase.PRE_CRISIS
    purpose = "Neighbors and officers hear each other."
    opened_at = factory.LazyFunction(timezone.now)
    opened_by = factory.SubFactory(UserFactory)


class ClosedDialogueFactory(DialogueFactory):
    status = "closed"
    closed_at = factory.LazyFunction(timezone.now)
    closed_by = factory.SubFactory(UserFactory)


class DesignTeamMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DesignTeamMember

    dialogue = factory.SubFactory(DialogueFactory)
    user = factory.SubFactory(UserFactory)
    name = factory.LazyAttribute(lambda row: row.user.full_name if row.user else "Demo Neighbor")
    affiliation = Affiliation.COMMUNITY
    seat = Seat.DESIGNER
    seated_at = factory.LazyFunction(timezone.now)


class SessionFactory(factory.django.DjangoModelFactory):
    """A planned session in two weeks, two hours long."""

    class Meta:
        model = Session

    dialogue = factory.SubFactory(DialogueFactory)
    title = factory.Sequence(lambda n: f"Demo session {n}")
    starts_at = factory.LazyFunction(lambda: _whole_hour() + timedelta(days=14))
    minutes = 120
    time_zone = TimeZone.CHICAGO
    venue = "Demo Library"


class HeldSessionFactory(SessionFactory):
    starts_at = factory.LazyFunction(lambda: _whole_hour() - timedelta(days=7))
    status = SessionStatus.HELD
    held_at = factory.LazyFunction(timezone.now)
    held_by = factory.SubFactory(UserFactory)


def _whole_hour():
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def seated(
    dialogue: Dialogue, seat: str = Seat.LIAISON, affiliation: str = "", user: User | None = None
) -> User:
    """A person with a seat in the dialogue. Liaisons are members of its agency as well."""
    side = affiliation or (Affiliation.LAW_ENFORCEMENT if seat == Seat.LIAISON else Affiliation.COMMUNITY)
    member = DesignTeamMemberFactory(
        dialogue=dialogue, seat=seat, affiliation=side, user=user or UserFactory()
    )
    if seat == Seat.LIAISON:
        MembershipFactory(user=member.user, agency=dialogue.agency, roles=[Role.LIAISON])
    return member.user
