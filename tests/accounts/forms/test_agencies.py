"""The form of an agency's details."""

import pytest

from accounts.forms.agencies import AgencyDetails
from tests.factories.accounts import AgencyFactory

pytestmark = pytest.mark.django_db


def test_selects_offer_no_empty_choice() -> None:
    form = AgencyDetails(instance=AgencyFactory())
    for name in ("kind", "state", "time_zone", "paper_size"):
        assert all(value for value, _label in form.fields[name].choices)


@pytest.mark.parametrize(
    ("typed", "kept"), [("tx0010000", "TX0010000"), ("  TX0010000", "TX0010000"), ("", ""), ("TX-001", None)]
)
def test_an_ori_has_nine_signs_or_is_empty(typed: str, kept: str | None) -> None:
    agency = AgencyFactory()
    data = {name: getattr(agency, name) for name in AgencyDetails.Meta.fields} | {"ori": typed}
    form = AgencyDetails(data, instance=agency)
    assert form.is_valid() is (kept is not None)
    assert kept is None or form.cleaned_data["ori"] == kept
