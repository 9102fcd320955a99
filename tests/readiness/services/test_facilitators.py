from datetime import timedelta

import pytest

from readiness.errors import DayInFuture
from readiness.models import PoolFacilitator, Training
from readiness.services import facilitators
from records.models import AuditEvent
from tests.factories.readiness import TODAY, PoolFacilitatorFactory, TrainingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(agency):
    return PoolFacilitatorFactory(agency=agency, name="Demo Person Q")


def trained_on():
    return PoolFacilitator.objects.with_last_training().get().trained_on


def test_a_training_is_noted_once(person, liaison):
    for topic in ("Circles", " Circles ", "First hours"):
        facilitators.note_training(by=liaison, facilitator=person, trained_on=TODAY, today=TODAY, topic=topic)
    assert (Training.objects.count(), trained_on()) == (2, TODAY)
    assert not AuditEvent.objects.filter(subject_label__contains="Demo Person").exists()


def test_a_training_tomorrow_is_not_one_yet(person, liaison):
    with pytest.raises(DayInFuture):
        facilitators.note_training(
            by=liaison, facilitator=person, trained_on=TODAY + timedelta(days=1), today=TODAY
        )


def test_a_training_is_taken_back(person, liaison):
    old = TrainingFactory(facilitator=person, trained_on=TODAY - timedelta(days=400))
    new = TrainingFactory(facilitator=person)
    for _ in range(2):
        facilitators.take_back_training(by=liaison, training=new)
    assert trained_on() == old.trained_on
    assert AuditEvent.objects.get().kind == "training_taken_back"
