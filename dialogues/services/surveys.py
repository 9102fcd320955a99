"""The sheet after a session: a ticket lets someone answer once, and the answer does not know the ticket.

Whoever holds the database sees more than columns: the place of each row on the disk (`ctid`) and the transaction
that wrote it (`xmin`). Tickets change and sheets come in one at a time, so either would join them. Therefore what
changed is written anew together with all others of its kind, in random order and by one transaction.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts import tokens
from dialogues.choices import Agreement, AuditKind, SurveyItem
from dialogues.errors import SurveyAlreadyAnswered
from dialogues.models import Session, SurveyResponse, SurveyTicket
from dialogues.summaries.surveys import SMALLEST_GROUP
from records.actors import SYSTEM
from records.services import audit


@transaction.atomic
def issue_tickets(*, session: Session, secrets: Collection[str]) -> None:
    """Let the holder of each secret answer once. The same secret again makes no second ticket."""
    session = _locked(session.pk)
    digests = {tokens.digest(secret) for secret in secrets}
    known = SurveyTicket.objects.filter(token_digest__in=digests).values_list("token_digest", flat=True)
    fresh = [SurveyTicket(session=session, token_digest=digest) for digest in digests.difference(known)]
    unused = SurveyTicket.objects.filter(session=session, is_used=False)
    _write_mixed(SurveyTicket.objects.all(), [*unused, *fresh])


def issue_ticket(*, session: Session, token: str) -> SurveyTicket:
    """The same for one secret; returns its ticket."""
    issue_tickets(session=session, secrets=[token])
    return SurveyTicket.objects.get(token_digest=tokens.digest(token))


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
    session = _locked(ticket.session_id)
    row = SurveyTicket.objects.get(pk=ticket.pk)
    if row.is_used:
        raise SurveyAlreadyAnswered
    row.is_used = True
    _write_mixed(
        SurveyTicket.objects.all(), [*SurveyTicket.objects.filter(session=session, is_used=True), row]
    )
    response = SurveyResponse(
        session=session,
        side=side,
        answers=_known(answers),
        comment=comment.strip(),
        received_on=today,
    )
    _keep([*SurveyResponse.objects.filter(session=session, is_released=False), response], session)
    return response


def _locked(session_pk: int) -> Session:
    """The session, so that its tickets and sheets are written by one at a time."""
    return Session.objects.select_for_update(no_key=True).get(pk=session_pk)


def _write_mixed(table: QuerySet[Any], rows: Sequence[Any]) -> None:
    """Write rows anew in random order: neither place nor transaction tells which of them changed, or when."""
    table.filter(pk__in=[row.pk for row in rows]).delete()
    table.bulk_create(SystemRandom().sample(rows, len(rows)))


def _keep(waiting: list[SurveyResponse], session: Session) -> None:
    """Keep the waiting sheets, and let them be read once they are enough to hide each other."""
    is_enough = len(waiting) >= SMALLEST_GROUP
    for sheet in waiting:
        sheet.is_released = is_enough
    _write_mixed(SurveyResponse.objects.all(), waiting)
    if is_enough:
        _record_release(session, len(waiting))


def _record_release(session: Session, count: int) -> None:
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
