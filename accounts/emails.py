"""Letters of this room: one function per letter, composed when it is sent, in the person's language."""

from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts import tokens
from accounts.models import MemberInvitation, User
from records import timing
from records.registers import Letter


def address_of(path: str) -> str:
    """A link in a letter. Built from settings, never from a request: its Host header may lie."""
    return f"{settings.PUBLIC_ORIGIN}{path}"


def join_address(invitation: MemberInvitation) -> str | None:
    """The private link of an invitation; None when the key it was made with is no longer known."""
    token = tokens.matching(
        keys=[settings.LINK_KEY, *settings.LINK_KEY_FALLBACKS],
        purpose=tokens.JOIN,
        nonce=invitation.nonce,
        expected_digest=invitation.token_digest,
    )
    return address_of(reverse("accounts:join", args=[token])) if token else None


def password_reset(user: User) -> Letter:
    """A link to set a new password, made now; it works once and for an hour."""
    number = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("accounts:password-reset", args=[number, default_token_generator.make_token(user)])
    return _letter("password_reset", user.email, user.language, {"user": user, "address": address_of(path)})


def password_changed(user: User) -> Letter:
    """Word to the owner that the password is a new one, in case it was not them."""
    context = {"user": user, "address": address_of(reverse("accounts:password-forgotten"))}
    return _letter("password_changed", user.email, user.language, context)


def member_invitation(invitation: MemberInvitation, address: str) -> Letter:
    """Who invites, where to, and the private link."""
    zone = invitation.agency.time_zone if invitation.agency else settings.TIME_ZONE
    with translation.override(settings.LANGUAGE_CODE):
        until = timing.spell_moment(invitation.expires_at, zone)
    context = {"invitation": invitation, "place": invitation.place, "address": address, "until": until}
    return _letter("member_invitation", invitation.email, settings.LANGUAGE_CODE, context)


def _letter(name: str, to: str, language: str, context: dict[str, Any]) -> Letter:
    context |= {"help_email": settings.SUPPORT_EMAIL}
    with translation.override(language):
        subject = render_to_string(f"emails/accounts/{name}/subject.txt", context)
        text = render_to_string(f"emails/accounts/{name}/body.txt", context)
    return Letter(to=to, subject=" ".join(subject.split()), text=text.strip() + "\n")
