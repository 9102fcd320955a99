"""Minutes from the list: the same sentences as in the form, and both people's minutes where they differ."""

import pytest

from planning.forms.retiming import MinutesForm, whole_form
from tests.factories.planning import AgendaBlockFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("minutes", "said"),
    [("0", "An item takes at least 1 minute."), ("", "Write how many minutes it takes, such as 15.")],
)
def test_bad_minutes_are_told(minutes, said):
    form = MinutesForm({"minutes": minutes, "was": "15"})
    assert form.errors["minutes"] == [said]


def test_the_whole_form_shows_what_both_set():
    form = whole_form(AgendaBlockFactory(minutes=33), minutes=20, was=15)
    assert form.is_valid()
    assert [(part.yours, part.theirs, part.is_contested) for part in form.differences()] == [
        ("20", "33", True)
    ]
    assert form.changes() == {"minutes": 20}
