"""Lines of the readiness registers. Everyone is plainly made up."""

from datetime import date

import factory
from django.utils import timezone

from accounts.models import Agency, User
from accounts.roles import Role
from dialogues.choices import Category
from readiness.choices import CallPart, NeutralKind
from readiness.models import (
    CallTreeEntry,
    CallTreeTest,
    CategoryGap,
    Contact,
    Exercise,
    HoldingStatement,
    NeutralProvider,
    Organization,
    PoolFacilitator,
    Training,
)
from tests.factories.accounts import AgencyFactory, MembershipFactory, UserFactory

TODAY = date(2026, 11, 25)


class EntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    agency = factory.SubFactory(AgencyFactory)
    added_at = factory.LazyFunction(timezone.now)
    added_by = factory.SubFactory(UserFactory)

    class Params:
        was_removed = factory.Trait(
            removed_at=factory.LazyFunction(timezone.now), removed_by=factory.SubFactory(UserFactory)
        )


class OrganizationFactory(EntryFactory):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Demo Organization {n:03}")
    category = Category.YOUTH


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    organization = factory.SubFactory(OrganizationFactory)
    spoke_on = TODAY
    noted_at = factory.LazyFunction(timezone.now)
    noted_by = factory.SubFactory(UserFactory)


class CategoryGapFactory(EntryFactory):
    class Meta:
        model = CategoryGap

    category = Category.TRIBAL_FEDERAL
    explanation = "There is none in our town."
    told_by = "Demo County Clerk"
    told_on = TODAY


class NeutralFactory(EntryFactory):
    class Meta:
        model = NeutralProvider

    name = factory.Sequence(lambda n: f"Demo Mediation Center {n:03}")
    kind = NeutralKind.MEDIATION_CENTER
    day_contact = "Office, 555-0100"


class PoolFacilitatorFactory(EntryFactory):
    class Meta:
        model = PoolFacilitator

    name = factory.Sequence(lambda n: f"Demo Facilitator {n:03}")


class TrainingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Training

    facilitator = factory.SubFactory(PoolFacilitatorFactory)
    trained_on = TODAY
    noted_at = factory.LazyFunction(timezone.now)
    noted_by = factory.SubFactory(UserFactory)


class CallFactory(EntryFactory):
    class Meta:
        model = CallTreeEntry

    position = factory.Sequence(lambda n: n + 1)
    part = CallPart.CHIEF
    name = factory.Sequence(lambda n: f"Demo Office {n:03}")
    phone = "555-0101"


class CallTreeTestFactory(EntryFactory):
    class Meta:
        model = CallTreeTest

    held_on = TODAY
    called = 3


class StatementFactory(EntryFactory):
    class Meta:
        model = HoldingStatement

    name = factory.Sequence(lambda n: f"Demo statement {n:03}")
    text_en = "We do not know yet what happened. The next update comes at [time]."


class ExerciseFactory(EntryFactory):
    class Meta:
        model = Exercise

    held_on = TODAY
    scenario = "A made-up case."


FACTORIES = {
    "organizations": OrganizationFactory,
    "gaps": CategoryGapFactory,
    "neutrals": NeutralFactory,
    "facilitators": PoolFacilitatorFactory,
    "calls": CallFactory,
    "tests": CallTreeTestFactory,
    "statements": StatementFactory,
    "exercises": ExerciseFactory,
}


def member(agency: Agency, *roles: Role) -> User:
    """A person of the agency; a liaison, when no role is named."""
    return MembershipFactory(agency=agency, roles=list(roles) or [Role.LIAISON]).user
