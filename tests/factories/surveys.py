"""Survey tickets and sheets."""

from collections.abc import Mapping
from uuid import uuid4

import factory
from django.utils import timezone

from dialogues.choices import SurveyItem
from dialogues.models import Session, SurveyResponse, SurveyTicket
from dialogues.services import surveys
from tests.factories.dialogues import HeldSessionFactory


class SurveyResponseFactory(factory.django.DjangoModelFactory):
    """A sheet that was released: each question answered with 3 or 4."""

    class Meta:
        model = SurveyResponse

    session = factory.SubFactory(HeldSessionFactory)
    answers = factory.Sequence(lambda n: dict.fromkeys(SurveyItem.values, 3 + n % 2))
    received_on = factory.LazyFunction(timezone.localdate)
    is_released = True


def ticket_for(session: Session, token: str = "") -> SurveyTicket:
    """The right to answer once, by a token of its own."""
    return surveys.issue_ticket(session=session, token=token or uuid4().hex)


def answered(session: Session, answers: Mapping[str, int] | None = None, comment: str = "") -> SurveyResponse:
    """A sheet sent in by a new ticket."""
    return surveys.answer(
        ticket=ticket_for(session),
        side="",
        answers=answers or {},
        comment=comment,
        today=timezone.localdate(),
    )
