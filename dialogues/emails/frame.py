"""What all letters to participants share: language, greeting, links, headers, and the HTML made from the text."""

import re
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils import translation

from dialogues import tokens
from dialogues.choices import Language
from dialogues.models import Invitation, Participant, Session
from records import timing
from records.registers import Attachment, Letter

LETTER_LANGUAGES = {Language.SPANISH: "es"}
_PLACE = "-"


def letter_language(participant: Participant) -> str:
    """Spanish for those who asked for it; English for all others, who may ask for an interpreter."""
    return LETTER_LANGUAGES.get(Language(participant.language), "en")


def rsvp_address(invitation: Invitation) -> str:
    """The private link. A preview, whose invitation is not saved yet, shows dots where the token will be."""
    if not invitation.pk:
        return _preview("dialogues:link-open")
    token = tokens.token_again(
        purpose=tokens.INVITATION, nonce=invitation.nonce, digest=invitation.token_digest
    )
    return f"{settings.PUBLIC_ORIGIN}{reverse('dialogues:link-open', args=[token])}" if token else ""


def stop_address(invitation: Invitation) -> str:
    if not invitation.pk:
        return _preview("dialogues:letters-stop")
    token = tokens.stop_token(invitation.pk, invitation.nonce)
    return f"{settings.PUBLIC_ORIGIN}{reverse('dialogues:letters-stop', args=[token])}"


def _preview(name: str) -> str:
    """An address with dots in the place of its private part."""
    return f"{settings.PUBLIC_ORIGIN}{reverse(name, args=[_PLACE])}".removesuffix(f"{_PLACE}/") + "…"


def compose(
    name: str,
    *,
    participant: Participant,
    session: Session,
    invitation: Invitation | None,
    is_optional: bool,
    attachment: Attachment | None = None,
    **words: Any,
) -> Letter:
    """One letter from the templates in emails/dialogues/<name>/, in the language of the person.

    Optional letters carry the one-click way out (RFC 8058); essential ones name it at their foot only.
    """
    stop = stop_address(invitation) if invitation else ""
    headers = {}
    if is_optional and stop:
        headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    with translation.override(letter_language(participant)):
        context = {
            "called": participant.called,
            "rsvp_address": rsvp_address(invitation) if invitation else "",
            "stop_address": stop,
            **_plan(session),
            **words,
        }
        text = text_of(f"emails/dialogues/{name}/body.txt", context)
        return Letter(
            to=participant.email,
            subject=" ".join(text_of(f"emails/dialogues/{name}/subject.txt", context).split()),
            text=text,
            html=html_of(text),
            headers=headers,
            attachments=(attachment,) if attachment else (),
        )


def _plan(session: Session) -> dict[str, Any]:
    """What a letter tells of the session, spelled in the active language."""
    return {
        "session": session,
        "dialogue": session.dialogue,
        "agency": session.dialogue.agency,
        "when": timing.spell_span(session.starts_at, session.ends_at, session.time_zone),
        "day": timing.spell_day(session.local_start.date()),
        "clock": timing.spell_clock(session.local_start),
    }


def text_of(template: str, context: dict[str, Any]) -> str:
    """Plain text: nothing is escaped, and no more than one empty line stands between paragraphs."""
    text = get_template(template).template.render(Context(context, autoescape=False))
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def html_of(text: str) -> str:
    """The same words as HTML, so that the two can never differ. A line that is an address becomes a link."""
    paragraphs = [
        [{"text": line, "is_link": _is_ours(line)} for line in paragraph.split("\n")]
        for paragraph in text.strip().split("\n\n")
    ]
    return render_to_string("emails/dialogues/frame.html", {"paragraphs": paragraphs})


def _is_ours(line: str) -> bool:
    """Only addresses of this site become links: a title that looks like an address stays text."""
    return line.startswith(f"{settings.PUBLIC_ORIGIN}/") and " " not in line
