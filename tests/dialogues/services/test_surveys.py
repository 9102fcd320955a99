import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from dialogues.choices import SurveyItem
from dialogues.errors import SurveyAlreadyAnswered
from dialogues.models import SurveyResponse, SurveyTicket
from dialogues.services import surveys
from records.models import AuditEvent
from records.services import audit
from tests.dialogues.services.test_races import at_once
from tests.factories.dialogues import HeldSessionFactory
from tests.factories.surveys import answered, ticket_for

pytestmark = pytest.mark.django_db
ALL = dict.fromkeys(SurveyItem.values, 4)


@pytest.fixture
def session():
    return HeldSessionFactory()


def test_a_ticket_is_kept_as_a_digest_and_issued_once(session):
    first, again = (surveys.issue_ticket(session=session, token="secret") for _turn in range(2))
    assert (first, SurveyTicket.objects.count()) == (again, 1)
    assert "secret" not in first.token_digest
    assert surveys.find_ticket(token="secret") == first
    assert surveys.find_ticket(token="other") is None


def test_answer_uses_the_ticket_up(session):
    ticket = ticket_for(session)
    values = {
        "side": "community",
        "answers": {"heard": 4},
        "comment": " Fine ",
        "today": timezone.localdate(),
    }
    response = surveys.answer(ticket=ticket, **values)
    assert (response.answers, response.comment, response.side) == ({"heard": 4}, "Fine", "community")
    with pytest.raises(SurveyAlreadyAnswered):
        surveys.answer(ticket=ticket, **values)
    assert SurveyResponse.objects.count() == 1


def test_answer_keeps_only_what_was_asked_and_can_be_answered(session):
    wild = {"heard": 4, "safe": 9, "respected": "5", "age": 41, "return": 0}
    assert answered(session, wild).answers == {"heard": 4}


def test_nothing_links_a_ticket_and_a_sheet():
    """By schema: no relation, no moment, no order that would tell which sheet a ticket became."""
    ticket, sheet = (
        {field.name: field for field in model._meta.get_fields()} for model in (SurveyTicket, SurveyResponse)
    )
    assert set(ticket) == {"id", "session", "token_digest", "is_used"}
    assert set(sheet) == {"id", "session", "side", "answers", "comment", "received_on", "is_released"}
    moments = [name for name, field in (ticket | sheet).items() if isinstance(field, models.DateTimeField)]
    assert moments == []
    assert isinstance(sheet["id"], models.UUIDField)


def test_numbers_of_sheets_tell_no_order(session):
    keys = [answered(session).pk for _turn in range(12)]
    assert {key.version for key in keys} == {4}
    assert keys != sorted(keys)


def test_sheets_are_released_five_at_a_time_and_only_then_recorded(session):
    released = []
    for _turn in range(11):
        answered(session, ALL)
        released.append((SurveyResponse.objects.released().count(), AuditEvent.objects.count()))
    assert released == [(0, 0)] * 4 + [(5, 1)] * 5 + [(10, 2)] * 2
    event = AuditEvent.objects.first()
    assert event.sentence == f"5 more anonymous survey answers came in for “{session.title}”"
    assert (event.actor_label, event.details) == ("Convene", {"count": 5})


def test_sheets_of_another_session_do_not_count(session):
    for _turn in range(4):
        answered(session)
    answered(HeldSessionFactory())
    assert not SurveyResponse.objects.released().exists()


def test_leaves_nothing_when_the_record_fails(session, monkeypatch):
    for _turn in range(4):
        answered(session)
    ticket = ticket_for(session)
    monkeypatch.setattr(audit, "record", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        surveys.answer(ticket=ticket, side="", answers={}, comment="", today=timezone.localdate())
    ticket.refresh_from_db()
    assert (ticket.is_used, SurveyResponse.objects.count()) == (False, 4)


def test_the_database_refuses_to_rewrite_a_sheet_or_to_free_a_ticket(session):
    sheet = answered(session, ALL)
    for change in ({"answers": {"heard": 1}}, {"comment": "x"}, {"side": "other"}):
        with pytest.raises(IntegrityError, match="as it was sent in"), transaction.atomic():
            SurveyResponse.objects.filter(pk=sheet.pk).update(**change)
    with pytest.raises(IntegrityError, match="counts once"), transaction.atomic():
        SurveyTicket.objects.update(is_used=False)


@pytest.mark.django_db(transaction=True)
def test_one_ticket_sent_in_by_fifty_at_once_counts_once(session):
    ticket = ticket_for(session)

    def send():
        today = timezone.localdate()
        return surveys.answer(ticket=ticket, side="", answers=ALL, comment="", today=today)

    results = at_once(*[send] * 50)
    assert results.count(SurveyAlreadyAnswered) == 49
    assert SurveyResponse.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_tickets_at_once_release_ten_sheets(session):
    tickets = [ticket_for(session) for _turn in range(10)]
    at_once(
        *(
            lambda ticket=ticket: surveys.answer(
                ticket=ticket, side="", answers=ALL, comment="", today=timezone.localdate()
            )
            for ticket in tickets
        )
    )
    assert SurveyResponse.objects.released().count() == 10
    assert list(AuditEvent.objects.values_list("details", flat=True)) == [{"count": 5}, {"count": 5}]
