"""The pages behind a private link: no account, nothing about the person on the page, nothing changed by opening."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import tokens as link_tokens
from accounts.access import private_link, public, slow_for_guessers, unlisted
from dialogues import emails, tokens
from dialogues.access import carried_invitation, carry_invitation
from dialogues.forms.replies import AccessNeedsForm, AnswerForm
from dialogues.models import Invitation
from dialogues.services import replies
from dialogues.summaries.replies import RsvpPage, closed_because
from records.errors import Refusal

InvitedView = Callable[[HttpRequest, Invitation], HttpResponse]
View = Callable[..., HttpResponse]


def for_invited(view: InvitedView) -> View:
    """Public, but only with a link that was opened here within the last hour; in the person's language.

    A link that no longer asks anything gets its own page, which says why.
    """

    @wraps(view)
    def with_invitation(request: HttpRequest) -> HttpResponse:
        invitation = carried_invitation(request)
        if invitation is None:
            typed = request.POST.get("needs", "")
            return render(request, "dialogues/replies/open_again.html", {"typed": typed}, status=404)
        with translation.override(_language(request, invitation)):
            request.LANGUAGE_CODE = translation.get_language()
            reason = closed_because(invitation, now=timezone.now())
            if reason:
                context = {"invitation": invitation, "session": invitation.session, "reason": reason}
                return render(request, "dialogues/replies/closed.html", context, status=410)
            return carry_invitation(view(request, invitation), invitation)

    return public(with_invitation)


@private_link
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """The first hop: the secret leaves the address, and with it history and logs. Changes nothing."""
    invitation = (
        Invitation.objects.select_related("participant")
        .filter(token_digest=link_tokens.digest(token))
        .first()
    )
    if invitation is None:
        return render(request, "dialogues/replies/unknown.html", status=404)
    response = carry_invitation(redirect("dialogues:rsvp"), invitation)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        _remember_language(response, emails.letter_language(invitation.participant))
    return response


@for_invited
@require_http_methods(["GET", "HEAD", "POST"])
def answer_invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = AnswerForm(request.POST or None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        try:
            replies.answer(invitation=invitation, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:  # with its own fragment: browsers would keep the form's, below what was said
            return redirect(reverse("dialogues:rsvp") + "#said")
    context = {"page": RsvpPage.of(invitation), "session": invitation.session, "form": form}
    return render(request, "dialogues/replies/rsvp.html", context)


@for_invited
@require_http_methods(["GET", "HEAD", "POST"])
def tell_access_needs(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Apart from the answer, and empty at each visit: what was said before is never shown again."""
    form = AccessNeedsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        replies.tell_access_needs(invitation=invitation, needs=form.cleaned_data["needs"])
        return redirect("dialogues:rsvp-access-noted")
    context = {"page": RsvpPage.of(invitation), "session": invitation.session, "form": form}
    return render(request, "dialogues/replies/access.html", context)


@for_invited
@require_safe
def show_access_noted(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    context = {"page": RsvpPage.of(invitation), "session": invitation.session}
    return render(request, "dialogues/replies/access_noted.html", context)


@for_invited
@require_safe
def download_calendar(request: HttpRequest, invitation: Invitation) -> HttpResponse:  # noqa: ARG001
    """A neutral entry for the person's own calendar."""
    content = emails.calendar_bytes(invitation.session, method="PUBLISH")
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response.headers["Content-Disposition"] = 'attachment; filename="conversation.ics"'
    return response


@for_invited
@require_POST
def choose_letters(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Reminders on or off. The seat is another matter and stays as it is."""
    if request.POST.get("reminders") == "on":
        replies.resume_reminders(invitation=invitation)
    elif request.POST.get("reminders") == "off":
        replies.stop_reminders(invitation=invitation)
    elif request.POST.get("letters") == "off":
        replies.stop_letters(invitation=invitation)
    elif request.POST.get("letters") == "on":
        replies.resume_letters(invitation=invitation)
    return redirect(f"{reverse('dialogues:rsvp')}#letters")


@public
@unlisted
@slow_for_guessers
@csrf_exempt  # mail programs post here on their own (RFC 8058); the address is the proof, nothing else is asked
@require_http_methods(["GET", "HEAD", "POST"])
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """Stop all letters to one person. Opening the page stops nothing; scanners open every link."""
    invitation = _invitation_of_stop(token)
    if invitation is None:
        return render(request, "dialogues/replies/unknown.html", status=404)
    if request.method == "POST":
        if request.POST.get("letters") == "on":
            replies.resume_letters(invitation=invitation)
        else:
            replies.stop_letters(invitation=invitation)
    with translation.override(_language(request, invitation)):
        request.LANGUAGE_CODE = translation.get_language()
        context = {"is_stopped": invitation.participant.contact_stopped_at is not None}
        return render(request, "dialogues/replies/stop.html", context)


def _invitation_of_stop(token: str) -> Invitation | None:
    parts = tokens.invitation_of_stop(token)
    if parts is None:
        return None
    rows = Invitation.objects.select_related("participant", "session__dialogue__agency")
    invitation = rows.filter(pk=parts[0]).first()
    return invitation if invitation and tokens.is_stop_proof(parts[1], invitation.nonce) else None


def _language(request: HttpRequest, invitation: Invitation) -> str:
    """What was chosen in this browser, else what the person asked for."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else emails.letter_language(invitation.participant)


def _remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.IS_SECURE_ORIGIN,
        httponly=True,
        samesite="Lax",
    )
