"""The letter to those who plan a dialogue when reports on promises are due. It names no participant."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from dialogues.emails.frame import html_of, text_of
from dialogues.models import Dialogue, FollowUp
from records import timing
from records.registers import Letter

MOST_FOLLOW_UPS = 20


def follow_up_due(user: User, dialogue: Dialogue, follow_ups: Sequence[FollowUp]) -> Letter:
    """Each promise with its owner, its date and the page on which to report; the rest by the list's address."""
    with translation.override(user.language):
        context = {
            "name": user.full_name,
            "dialogue": dialogue,
            "day": timing.spell_day(follow_ups[0].due_on),
            "count": len(follow_ups),
            "promises": [_promise(dialogue, follow_up) for follow_up in follow_ups[:MOST_FOLLOW_UPS]],
            "has_more": len(follow_ups) > MOST_FOLLOW_UPS,
            "list_address": _address("commitment-list", dialogue.pk),
        }
        text = text_of("emails/dialogues/follow_up_due/body.txt", context)
        subject = text_of("emails/dialogues/follow_up_due/subject.txt", context)
        return Letter(to=user.email, subject=" ".join(subject.split()), text=text, html=html_of(text))


def _promise(dialogue: Dialogue, follow_up: FollowUp) -> dict[str, str | int]:
    commitment = follow_up.commitment
    page = _address("commitment-report", dialogue.pk, commitment.pk)
    return {
        "text": " ".join(commitment.text.split()),
        "owner": commitment.owner,
        "due": timing.spell_day(commitment.due_on),
        "days": follow_up.day,
        "address": f"{page}?follow_up={follow_up.pk}",
    }


def _address(name: str, *numbers: int) -> str:
    return f"{settings.PUBLIC_ORIGIN}{reverse(f'dialogues:{name}', args=numbers)}"
