"""The sheet after a session: a ticket lets someone answer once, and the answer does not know the ticket."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts import tokens
from dialogues.choices import Agreement, AuditKind, SurveyItem
from dialogues.errors import SurveyAlreadyAnswered
from dialogues.models import Session, SurveyResponse, SurveyTicket
from dialogues.summaries.surveys import SMALLEST_GROUP
from records.actors import SYSTEM
from records.services import audit


@transaction.atomic
def issue_ticket(*, session: Session, token: str) -> SurveyTicket:
    """Let the holder of `token` answer once. Asking again with the same token makes no second ticket."""
    ticket, _is_new = SurveyTicket.objects.get_or_create(
        token_digest=tokens.digest(token), defaults={"session": session}
    )
    return ticket


def find_ticket(*, token: str) -> SurveyTicket | None:
    """The ticket of a link, used or not."""
    return (
        SurveyTicket.objects.select_related("session__dialogue__agency")
        .filter(token_digest=tokens.digest(token))
        .first()
    )


@transaction.atomic
def answer(
    *, ticket: SurveyTicket, side: str, answers: Mapping[str, int], comment: str, today: date
) -> SurveyResponse:
    """Keep one sheet. Unanswered questions stay missing; the row is dated to the day and knows no person.

    Sheets are released for reading five at a time, and only then does the record tell of them: an event for each
    one would tell the minute in which somebody answered.
    """
    row = SurveyTicket.objects.select_for_update().get(pk=ticket.pk)
    if row.is_used:
        raise SurveyAlreadyAnswered
    row.is_used = True
    row.save(update_fields=["is_used"])
    session = Session.objects.select_for_update(no_key=True).get(pk=row.session_id)
    response = SurveyResponse.objects.create(
        session=session,
        side=side,
        answers=_known(answers),
        comment=comment.strip(),
        received_on=today,
    )
    _release(session)
    return response


def _release(session: Session) -> None:
    """Let the waiting sheets be read once they are enough to hide each other. The session's row is locked."""
    waiting = SurveyResponse.objects.filter(session=session, is_released=False)
    if waiting.count() < SMALLEST_GROUP:
        return
    count = waiting.update(is_released=True)
    audit.record(
        by=SYSTEM,
        kind=AuditKind.SURVEY_ANSWERS_RELEASED,
        agency_id=session.dialogue.agency_id,
        dialogue_id=session.dialogue_id,
        subject=session,
        details={"count": count},
    )


def _known(answers: Mapping[str, int]) -> dict[str, int]:
    """Only questions that were asked and points that the scale has."""
    return {
        str(item): answers[item]
        for item in SurveyItem
        if item in answers and answers[item] in Agreement.values
    }
