import pytest
from django.urls import reverse

from dialogues.choices import Naming, Seat
from dialogues.services import attendance
from dialogues.summaries.attendance import AttendanceTotals
from tests.dialogues.views.conftest import questions, signed_in, typed
from tests.factories.dialogues import ClosedDialogueFactory, HeldSessionFactory, SessionFactory, seated
from tests.factories.participants import InvitationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def page_of(session):
    return reverse("dialogues:session-attendance", args=[session.dialogue_id, session.pk])


@pytest.fixture
def session(dialogue):
    return HeldSessionFactory(dialogue=dialogue)


@pytest.fixture
def facilitator(dialogue):
    return signed_in(seated(dialogue, Seat.FACILITATOR))


def test_ticks_and_counts_on_one_page_make_one_record(session, facilitator):
    person = InvitationFactory(session=session, answer="yes").participant
    address = page_of(session)
    page = facilitator.get(address)
    sent = facilitator.post(address, typed(page, came=[str(person.pk)], count_community="11"), follow=True)
    assert "Attendance is recorded: 12 people." in sent.content.decode()
    assert "12 people" in sent.content.decode()
    assert facilitator.get(address).context["form"]["came"].value() == [str(person.pk)]


def test_wrong_numbers_are_told_and_everything_typed_stays(session, facilitator):
    person = InvitationFactory(session=session).participant
    address = page_of(session)
    values = typed(facilitator.get(address), came=[str(person.pk)], count_community="a dozen")
    page = facilitator.post(address, values)
    text = page.content.decode()
    assert "Write a whole number, such as 12." in text
    assert 'value="a dozen"' in text
    assert page.context["form"]["came"].value() == [str(person.pk)]
    assert AttendanceTotals.of(session).total == 0


def test_the_second_of_two_is_told_and_keeps_what_they_typed(session, facilitator, liaison):
    address = page_of(session)
    mine, theirs = typed(liaison.get(address)), typed(facilitator.get(address))
    facilitator.post(address, theirs | {"count_community": "9"})
    page = liaison.post(address, mine | {"count_community": "11", "count_observer": "2"})
    assert page.status_code == 409
    assert "Someone else saved first" in page.content.decode()
    again = liaison.post(address, typed(page))
    assert (again.status_code, AttendanceTotals.of(session).total) == (302, 13)


def test_the_same_form_twice_is_no_collision(session, facilitator):
    address = page_of(session)
    values = typed(facilitator.get(address), count_community="9")
    assert [facilitator.post(address, values).status_code for _turn in range(2)] == [302, 302]


@pytest.mark.parametrize(
    ("session_of", "words"),
    [
        (SessionFactory, "has not begun yet"),
        (lambda: HeldSessionFactory(dialogue=ClosedDialogueFactory()), "This dialogue is closed"),
    ],
)
def test_when_nothing_can_be_recorded_the_page_says_why(session_of, words):
    session = session_of()
    browser = signed_in(seated(session.dialogue))
    page = browser.get(page_of(session))
    assert words in page.content.decode()
    assert 'name="count_community"' not in page.content.decode()
    assert words in browser.post(page_of(session), {"version": 1, "count_community": 3}).content.decode()
    assert AttendanceTotals.of(session).total == 0


def test_only_hosts_see_who_could_have_come(session, designer, neutral, stranger):
    InvitationFactory(session=session, participant__name="Demo Canary")
    for browser, status in ((designer, 403), (neutral, 403), (stranger, 404)):
        for page in (browser.get(page_of(session)), browser.post(page_of(session))):
            assert (page.status_code, "Canary" in page.content.decode()) == (status, False)


def test_who_wished_to_be_a_number_is_not_on_the_page(session, facilitator):
    InvitationFactory(session=session, participant__name="Demo Canary", participant__naming=Naming.NUMBER)
    assert "Canary" not in facilitator.get(page_of(session)).content.decode()


def test_hostile_names_are_shown_as_text(session, facilitator):
    InvitationFactory(
        session=session, participant__name="<img src=x onerror=alert(1)>", participant__naming=Naming.NAMED
    )
    assert "<img src=x" not in facilitator.get(page_of(session)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(session, facilitator, count):
    people = [ParticipantFactory(dialogue=session.dialogue) for _turn in range(count)]
    by = seated(session.dialogue)
    attendance.record(by=by, session=session, counts={"community": count}, came=people)
    assert questions(facilitator, page_of(session)) == 8
