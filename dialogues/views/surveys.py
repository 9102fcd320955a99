"""The sheet after a session, opened by a link that counts once and knows no name; and its results for the team."""

from contextlib import suppress

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import private_link, public
from dialogues.access import remember_language, session_for
from dialogues.errors import SurveyAlreadyAnswered
from dialogues.forms.surveys import SurveyForm
from dialogues.models import SurveyTicket
from dialogues.permissions import may_read_comments
from dialogues.services import surveys
from dialogues.summaries.surveys import COMMENTS_FROM, SMALLEST_GROUP, SurveyResults, comments_on
from dialogues.timing import day_in

SALT = "dialogues.survey"
COOKIE = f"{settings.COOKIE_PREFIX}survey"
COOKIE_SECONDS = 4 * 60 * 60


@private_link
@require_safe
def open_survey(request: HttpRequest, token: str) -> HttpResponse:
    """The first hop: the token leaves the address, and so history and logs. Changes nothing.

    The ticket knows no person; `?in=es` carries the language of the letter.
    """
    ticket = surveys.find_ticket(token=token)
    if ticket is None:
        return _no_ticket(request)
    response = redirect("dialogues:survey-answer")
    response.set_cookie(
        COOKIE,
        signing.dumps(str(ticket.pk), salt=SALT),
        max_age=COOKIE_SECONDS,
        secure=settings.IS_SECURE_ORIGIN,
        httponly=True,
        samesite="Lax",
    )
    language = request.GET.get("in", "")
    if language in dict(settings.LANGUAGES) and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        remember_language(response, language)
    return response


@public
@require_http_methods(["GET", "HEAD", "POST"])
def answer_survey(request: HttpRequest) -> HttpResponse:
    """The sheet; after it was sent in, by this form or by an earlier one, only thanks."""
    ticket = _ticket_of(request)
    if ticket is None:
        return _no_ticket(request)
    form = SurveyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not ticket.is_used and form.is_valid():
        _answer(ticket, form)
        return redirect("dialogues:survey-answer")
    template = "dialogues/surveys/thanks.html" if ticket.is_used else "dialogues/surveys/answer.html"
    return render(request, template, {"session": ticket.session, "form": form})


def _answer(ticket: SurveyTicket, form: SurveyForm) -> None:
    """Sent twice at once, the first one counts; both are thanked."""
    values = form.cleaned_data
    today = day_in(ticket.session.time_zone, timezone.now())
    with suppress(SurveyAlreadyAnswered):
        surveys.answer(
            ticket=ticket,
            side=values["side"],
            answers=form.answers(),
            comment=values["comment"],
            today=today,
        )


@require_safe
def show_results(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """Averages for everyone with a seat; what people wrote in words for facilitators and neutrals alone."""
    session = session_for(request, pk, session_pk)
    may_read = may_read_comments(request.user, session.dialogue)
    context = {
        "dialogue": session.dialogue,
        "session": session,
        "active": "sessions",
        "results": SurveyResults.of(session),
        "smallest": SMALLEST_GROUP,
        "may_read_comments": may_read,
        "comments": comments_on(session) if may_read else (),
        "comments_from": COMMENTS_FROM,
    }
    return render(request, "dialogues/surveys/results.html", context)


def _ticket_of(request: HttpRequest) -> SurveyTicket | None:
    try:
        pk = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_SECONDS)
    except signing.BadSignature:
        return None
    return SurveyTicket.objects.select_related("session__dialogue__agency").filter(pk=pk).first()


def _no_ticket(request: HttpRequest) -> HttpResponse:
    return render(request, "dialogues/surveys/unknown.html", status=404)
