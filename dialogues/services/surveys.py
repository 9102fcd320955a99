"""The sheet after a session: a ticket lets someone answer once, and the answer does not know the ticket."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts import tokens
from dialogues.choices import AuditKind
from dialogues.errors import SurveyAlreadyAnswered
from dialogues.models import Session, SurveyResponse, SurveyTicket
from records.actors import LINK_HOLDER
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
    """Keep one sheet. Unanswered questions stay missing; the row is dated to the day and knows no person."""
    row = SurveyTicket.objects.select_for_update().get(pk=ticket.pk)
    if row.is_used:
        raise SurveyAlreadyAnswered
    row.is_used = True
    row.save(update_fields=["is_used"])
    session = ticket.session
    response = SurveyResponse.objects.create(
        session=session, side=side, answers=dict(answers), comment=comment.strip(), received_on=today
    )
    audit.record(
        by=LINK_HOLDER,
        kind=AuditKind.SURVEY_ANSWERED,
        agency_id=session.dialogue.agency_id,
        dialogue_id=session.dialogue_id,
        subject=session,
    )
    return response
