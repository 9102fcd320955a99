"""Letters that wait for a person: held because nobody knows whether they arrived, or refused by a mail server."""

from django.db import transaction

from accounts.errors import NotAllowed
from accounts.models import Agency, User
from accounts.permissions import may_manage_agency
from dialogues.models import Dialogue
from dialogues.permissions import may_invite
from records.models import Message
from records.services import outbox


@transaction.atomic
def send_again(*, by: User, message: Message) -> Message:
    """Try once more, from the first try on. Refused when the letter moved on or its time has passed."""
    _require(by, message)
    return outbox.retry(by=by, message=message)


@transaction.atomic
def set_aside(*, by: User, message: Message) -> None:
    """Leave it unsent for good, because the person was told another way."""
    _require(by, message)
    outbox.set_aside(by=by, message=message)


def _require(by: User, message: Message) -> None:
    """Who invites to a dialogue sees to its letters; an administrator to those of the agency itself."""
    if message.dialogue_id is not None:
        may_invite(by, Dialogue.objects.get(pk=message.dialogue_id)).require()
    elif message.agency_id is not None:
        may_manage_agency(by, Agency.objects.get(pk=message.agency_id)).require()
    else:
        raise NotAllowed
