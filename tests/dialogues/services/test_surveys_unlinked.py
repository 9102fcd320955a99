"""Whoever holds the database cannot join tickets and sheets: by number, place on the disk or transaction."""

import random
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from accounts import tokens as accounts_tokens
from dialogues import tokens
from dialogues.models import SurveyResponse, SurveyTicket
from dialogues.reminders import due_session_reminders
from dialogues.schedules import Rule, moment_of
from dialogues.services import notices, surveys
from records.models import Message
from tests.factories.dialogues import HeldSessionFactory
from tests.factories.participants import InvitationFactory

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 20
# Of twenty in random order one stands in its old place on average; ten or more do so once in ten million times.
CHANCE = 10


def column(table, wanted, order, where="true"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {wanted} FROM {table} WHERE {where} ORDER BY {order}")
        return [row[0] for row in cursor.fetchall()]


def in_place(first, second):
    """How many of two lists match when they are laid side by side."""
    assert sorted(first) == sorted(second)
    return sum(one == other for one, other in zip(first, second, strict=True))


@pytest.fixture
def session():
    """Twenty people answered, in random order. Each sheet's words are its ticket's number."""
    session = HeldSessionFactory()
    secrets = [f"secret-{number}" for number in range(PEOPLE)]
    surveys.issue_tickets(session=session, secrets=secrets)
    random.Random(7).shuffle(secrets)
    for secret in secrets:
        ticket = surveys.find_ticket(token=secret)
        surveys.answer(ticket=ticket, side="", answers={}, comment=str(ticket.pk), today=timezone.localdate())
    return session


@pytest.mark.parametrize("by_ticket", ["ctid", "id", "xmin::text::bigint, ctid"])
@pytest.mark.parametrize("by_sheet", ["ctid", "id", "xmin::text::bigint, ctid"])
def test_no_order_of_tickets_is_an_order_of_sheets(session, by_ticket, by_sheet):
    used = column("dialogues_surveyticket", "id::text", by_ticket, "is_used")
    sheets = column("dialogues_surveyresponse", "comment", by_sheet)
    assert len(used) == PEOPLE
    assert in_place(used, sheets) < CHANCE


def test_a_transaction_wrote_all_tickets_or_a_whole_group_of_sheets(session):
    """While sheets wait, the transaction of the last answer tells nothing but that one of them came last."""
    last = surveys.issue_ticket(session=session, token="one more")
    surveys.answer(ticket=last, side="", answers={}, comment="", today=timezone.localdate())
    writers = column("dialogues_surveyticket", "xmin::text", "id", "is_used")
    assert len(set(writers)) == 1
    groups = column("dialogues_surveyresponse", "count(*)", "1", "is_released GROUP BY xmin::text")
    assert groups == [5, 5, 5, 5]


def test_waiting_sheets_are_all_written_by_the_last_answer(session):
    for number in range(3):
        ticket = surveys.issue_ticket(session=session, token=f"more-{number}")
        surveys.answer(ticket=ticket, side="", answers={}, comment="", today=timezone.localdate())
    waiting = column("dialogues_surveyresponse", "xmin::text", "id", "NOT is_released")
    assert (len(waiting), len(set(waiting))) == (3, 1)


def test_tickets_are_not_in_the_order_of_the_letters():
    session = HeldSessionFactory(starts_at=timezone.now() - timedelta(days=3))
    InvitationFactory.create_batch(PEOPLE, session=session, answer="yes")
    moment = moment_of(Rule.THANKS, session.starts_at, session.zone)
    notices.queue_reminders(due=due_session_reminders(moment), now=moment)
    letters = [
        accounts_tokens.digest(next(tokens.candidates(purpose=tokens.SURVEY, nonce=pk)))
        for pk in column("records_message", "id::text", "ctid")
    ]
    assert Message.objects.count() == PEOPLE
    for order in ("ctid", "id"):
        assert in_place(letters, column("dialogues_surveyticket", "token_digest", order)) < CHANCE


def test_a_late_ticket_does_not_stand_at_the_end():
    session = HeldSessionFactory()
    surveys.issue_tickets(session=session, secrets=[f"secret-{number}" for number in range(PEOPLE)])
    places = set()
    for number in range(6):
        late = surveys.issue_ticket(session=session, token=f"late-{number}")
        places.add(column("dialogues_surveyticket", "id", "ctid").index(late.pk))
    assert len(places) > 1
    assert len(set(column("dialogues_surveyticket", "xmin::text", "id"))) == 1


def test_the_migration_mixes_what_was_there_and_loses_nothing(session):
    before = column("dialogues_surveyresponse", "comment", "ctid")
    digests = column("dialogues_surveyticket", "token_digest", "ctid")
    migration = import_module("dialogues.migrations.0005_mixed_surveys_and_versioned_participants")
    with connection.cursor() as cursor:
        cursor.execute(migration.COUNTED_NUMBERS)
        cursor.execute(migration.RANDOM_NUMBERS)
        cursor.execute(migration.MIXED)
    assert in_place(before, column("dialogues_surveyresponse", "comment", "ctid")) < CHANCE
    assert in_place(digests, column("dialogues_surveyticket", "token_digest", "ctid")) < CHANCE
    assert SurveyTicket.objects.filter(is_used=True).count() == SurveyResponse.objects.released().count()
