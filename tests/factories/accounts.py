"""People, agencies and review organizations. Everyone in tests is plainly made up."""

from datetime import timedelta

import factory
from django.conf import settings
from django.utils import timezone

from accounts import tokens
from accounts.choices import AgencyKind, State, TimeZone
from accounts.models import Agency, MemberInvitation, Membership, ReviewMembership, ReviewOrganization, User
from accounts.roles import Role

PASSWORD = "seven quiet lanterns on a fence"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@demo.example")
    full_name = factory.Sequence(lambda n: f"Demo Person {n}")
    time_zone = TimeZone.CHICAGO
    password = factory.django.Password(PASSWORD)


class AgencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agency

    name = factory.Sequence(lambda n: f"Demo Agency {n}")
    slug = factory.Sequence(lambda n: f"demo-agency-{n}")
    kind = AgencyKind.LAW_ENFORCEMENT
    state = State.TX
    time_zone = TimeZone.CHICAGO


class MembershipFactory(factory.django.DjangoModelFactory):
    """A member; `MembershipFactory(roles=[Role.LIAISON]).user` is the short way to a person with a role."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    agency = factory.SubFactory(AgencyFactory)
    roles = factory.LazyFunction(lambda: [Role.LIAISON])


class ReviewOrganizationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewOrganization
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Demo Review Office {n}")
    short_name = factory.Sequence(lambda n: f"DRO {n}")
    scope = "Reads titles, dates and commitments. Never who took part."

    @factory.post_generation
    def agencies(self, create: bool, extracted: list[Agency] | None, **kwargs: object) -> None:
        if create and extracted:
            self.agencies.set(extracted)


class ReviewMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewMembership

    user = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(ReviewOrganizationFactory)


class MemberInvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation; `token_of` below gives the secret of its letter."""

    class Meta:
        model = MemberInvitation

    agency = factory.SubFactory(AgencyFactory)
    email = factory.Sequence(lambda n: f"invited{n}@demo.example")
    full_name = factory.Sequence(lambda n: f"Demo Guest {n}")
    roles = factory.LazyFunction(lambda: [Role.LIAISON])
    nonce = factory.LazyFunction(tokens.new_nonce)
    token_digest = factory.LazyAttribute(lambda row: tokens.digest(_token(row.nonce)))
    invited_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(lambda row: row.invited_at + timedelta(days=7))


def token_of(invitation: MemberInvitation) -> str:
    return _token(invitation.nonce)


def _token(nonce: str) -> str:
    return tokens.derive(key=settings.LINK_KEY, purpose=tokens.JOIN, nonce=nonce)
