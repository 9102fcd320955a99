"""The parts of an incident: its team, facts, dates to watch, pauses."""

from datetime import timedelta

import factory
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from dialogues.choices.incidents import Reach, Standing, TeamPart, WatchKind
from dialogues.models import Fact, FamilyTalk, Incident, IncidentTeamMember, ReminderPause, WatchDate
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.dialogues import DialogueFactory, IncidentFactory


class TeamMemberFactory(factory.django.DjangoModelFactory):
    """Someone without an account, by name."""

    class Meta:
        model = IncidentTeamMember

    incident = factory.SubFactory(IncidentFactory)
    name = factory.Sequence(lambda n: f"Demo Office {n}")
    part = TeamPart.OPERATIONS
    joined_at = factory.LazyFunction(timezone.now)


class FactFactory(factory.django.DjangoModelFactory):
    """A known fact for anyone."""

    class Meta:
        model = Fact

    incident = factory.SubFactory(IncidentFactory)
    standing = Standing.KNOWN
    reach = Reach.ANYONE
    text = factory.Sequence(lambda n: f"Demo fact number {n} is confirmed.")
    as_of_at = factory.LazyFunction(timezone.now)
    written_at = factory.LazyFunction(timezone.now)
    written_by = factory.SubFactory(UserFactory)


class FamilyTalkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FamilyTalk

    incident = factory.SubFactory(IncidentFactory)
    talked_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=2))
    logged_at = factory.LazyFunction(timezone.now)
    logged_by = factory.SubFactory(UserFactory)


class WatchDateFactory(factory.django.DjangoModelFactory):
    """A verdict in ten days."""

    class Meta:
        model = WatchDate

    incident = factory.SubFactory(IncidentFactory)
    kind = WatchKind.VERDICT
    first_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=10))
    last_on = factory.SelfAttribute("first_on")
    added_at = factory.LazyFunction(timezone.now)
    added_by = factory.SubFactory(UserFactory)


class WindowFactory(WatchDateFactory):
    """A verdict between ten and forty days from now."""

    is_window = True
    last_on = factory.LazyAttribute(lambda row: row.first_on + timedelta(days=30))


class ReminderPauseFactory(factory.django.DjangoModelFactory):
    """A running pause; incident and dialogue belong to one agency."""

    class Meta:
        model = ReminderPause

    dialogue = factory.SubFactory(DialogueFactory)
    incident = factory.LazyAttribute(lambda row: IncidentFactory(agency=row.dialogue.agency))
    paused_at = factory.LazyFunction(timezone.now)
    paused_by = factory.SubFactory(UserFactory)


def on_team(incident: Incident, *roles: Role) -> User:
    """A member of the agency who is on the incident's team; a facilitator, unless other roles are said."""
    member = MembershipFactory(agency=incident.agency, roles=list(roles) or [Role.FACILITATOR])
    TeamMemberFactory(incident=incident, user=member.user, name=member.user.full_name)
    return member.user


def liaison_of(incident: Incident) -> User:
    """A liaison of the incident's agency."""
    return MembershipFactory(agency=incident.agency, roles=[Role.LIAISON]).user
