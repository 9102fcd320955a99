"""What the database itself refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogues.choices import Category
from readiness.models import PoolFacilitator
from tests.factories.accounts import UserFactory
from tests.factories.readiness import (
    FACTORIES,
    TODAY,
    CallTreeTestFactory,
    CategoryGapFactory,
    ExerciseFactory,
    NeutralFactory,
    OrganizationFactory,
    PoolFacilitatorFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db
BAD = [
    (OrganizationFactory, {"category": Category.NOT_SAID}, "category_known"),
    (OrganizationFactory, {"languages": ["tlh"]}, "languages_known"),
    (PoolFacilitatorFactory, {"languages": ["tlh"]}, "languages_known"),
    (CategoryGapFactory, {"category": Category.NOT_SAID}, "category_known"),
    (NeutralFactory, {"kind": "friend"}, "kind_known"),
    (StatementFactory, {"approver": "Chief"}, "approval_is_whole"),
    (StatementFactory, {"approved_on": TODAY}, "approval_is_whole"),
    (StatementFactory, {"incident_kind": "rumor"}, "incident_kind_known"),
    (ExerciseFactory, {"next_on": TODAY}, "next_is_later"),
    (CallTreeTestFactory, {"called": 1, "not_reached": ["A", "B"]}, "counts_agree"),
]


@pytest.mark.parametrize(("factory", "values", "constraint"), BAD)
def test_the_database_refuses(factory, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        factory(**values)


@pytest.mark.parametrize("register", FACTORIES)
def test_removal_has_a_moment_and_a_person(register):
    with pytest.raises(IntegrityError, match="removed_pair"), transaction.atomic():
        FACTORIES[register](removed_at=timezone.now())
    with pytest.raises(IntegrityError, match="removed_pair"), transaction.atomic():
        FACTORIES[register](removed_by=UserFactory())


def test_nobody_is_paired_with_themselves():
    person = PoolFacilitatorFactory()
    with pytest.raises(IntegrityError, match="paired_with_other"), transaction.atomic():
        PoolFacilitator.objects.filter(pk=person.pk).update(paired_with=person)


def test_lines_are_called_so_that_people_know_them():
    assert str(ExerciseFactory(held_on=TODAY - timedelta(days=1))) == "Exercise of Tue 24 Nov 2026"
    assert str(CallTreeTestFactory()) == "Test of Wed 25 Nov 2026"
    assert str(CategoryGapFactory()) == "Tribal and federal agencies"
    assert OrganizationFactory(languages=["es", "en"]).language_names == "Spanish, English"
