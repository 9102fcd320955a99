"""Looking at messages between two runs of a sender."""

from django.db.models.functions import Now

from records.models import Message


def again(*messages: Message) -> None:
    """Let the waiting time be over."""
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(next_attempt_at=Now())


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def outcomes(message: Message) -> list[str]:
    return list(message.tries.order_by("number").values_list("outcome", flat=True))
