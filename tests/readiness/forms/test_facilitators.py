import pytest

from readiness.forms.facilitators import AddFacilitatorForm, ChangeFacilitatorForm, TrainingForm
from tests.factories.readiness import TODAY, PoolFacilitatorFactory

pytestmark = pytest.mark.django_db


def offered(form):
    return set(form.fields["paired_with"].queryset)


def test_pairs_are_made_within_the_pool(agency):
    first, left = (
        PoolFacilitatorFactory(agency=agency),
        PoolFacilitatorFactory(agency=agency, was_removed=True),
    )
    second = PoolFacilitatorFactory(agency=agency, paired_with=left)
    PoolFacilitatorFactory()
    assert offered(AddFacilitatorForm(agency=agency)) == {first, second}
    current = ChangeFacilitatorForm.current_of(second)
    form = ChangeFacilitatorForm(agency=agency, entry=second, current=current, version=1)
    assert offered(form) == {first, left}  # not herself; the partner who left stays until another is chosen


def test_no_field_asks_for_a_private_number(agency):
    names = set(AddFacilitatorForm(agency=agency).fields)
    assert not {name for name in names if "phone" in name or "email" in name or "address" in name}


def test_a_training_is_today_unless_said_otherwise():
    assert TrainingForm(today=TODAY)["trained_on"].value() == TODAY
