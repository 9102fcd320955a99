import pytest

from dialogues.forms.attendance import AttendanceForm
from dialogues.services import attendance
from dialogues.summaries.attendance import AttendanceSheet
from tests.factories.dialogues import HeldSessionFactory, seated
from tests.factories.participants import InvitationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return HeldSessionFactory()


def form(session, shown=None, **typed):
    """What a browser sends back: all that the page held, with some of it typed anew."""
    shown = shown or AttendanceForm(sheet=AttendanceSheet.of(session))
    data = {name: shown[name].value() for name in shown.fields}
    data = {name: value for name, value in (data | typed).items() if value is not None}
    return AttendanceForm(data, sheet=AttendanceSheet.of(session))


@pytest.mark.parametrize("number", ["-1", "1.5", "twelve", "20001", "1e3"])
def test_counts_are_whole_and_sensible(session, number):
    assert list(form(session, count_community=number).errors) == ["count_community"]


def test_empty_is_nobody(session):
    sent = form(session, count_community="", count_observer="0")
    assert sent.is_valid()
    assert set(sent.counts().values()) == {0}


def test_only_people_of_this_session_can_be_ticked(session):
    other = InvitationFactory().participant
    assert "The list of people changed" in form(session, came=[str(other.pk)]).errors["came"][0]


def test_ticks_of_two_people_are_put_together(session):
    one, two = (InvitationFactory(session=session).participant for _turn in range(2))
    shown = AttendanceForm(sheet=AttendanceSheet.of(session))
    attendance.record(by=seated(session.dialogue), session=session, counts={"community": 3}, came=[one])
    mine = form(session, shown=shown, came=[str(two.pk)], count_community="5")
    assert mine.is_valid()
    again = mine.rebased()
    assert again.is_valid()
    assert (set(again.participants()), again.counts()["community"]) == ({one, two}, 5)
    assert again.cleaned_data["version"] == AttendanceSheet.of(session).version
    assert {difference.yours for difference in mine.differences()} >= {"5"}
