"""The letter that offers a seat to somebody who has an account elsewhere. It tells what accepting means."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from dialogues import tokens
from dialogues.emails.frame import html_of, text_of
from dialogues.models import DesignTeamMember
from records.registers import Letter


def seat_offered(user: User, member: DesignTeamMember) -> Letter:
    """Which dialogue of which agency, as what, and the page on which to accept."""
    page = reverse("dialogues:seat-accept", args=[tokens.seat_token(member.pk, user.pk)])
    with translation.override(user.language):
        context = {
            "name": user.full_name,
            "dialogue": member.dialogue,
            "agency": member.dialogue.agency,
            "seat": member.get_seat_display(),
            "address": f"{settings.PUBLIC_ORIGIN}{page}",
        }
        text = text_of("emails/dialogues/seat_offered/body.txt", context)
        subject = text_of("emails/dialogues/seat_offered/subject.txt", context)
        return Letter(to=user.email, subject=" ".join(subject.split()), text=text, html=html_of(text))
