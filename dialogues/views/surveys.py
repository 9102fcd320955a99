"""The sheet after a session, opened by a link that counts once and knows no name."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import private_link, public
from dialogues.errors import SurveyAlreadyAnswered
from dialogues.forms.surveys import SurveyForm
from dialogues.models import SurveyTicket
from dialogues.services import surveys

SALT = "dialogues.survey"
COOKIE = "survey"
COOKIE_SECONDS = 4 * 60 * 60


@private_link
@require_GET
def open_survey(request: HttpRequest, token: str) -> HttpResponse:
    """The first hop: the token leaves the address, and so history and logs. Changes nothing."""
    ticket = surveys.find_ticket(token=token)
    if ticket is None:
        return _no_ticket(request)
    response = redirect("dialogues:survey-answer")
    response.set_cookie(
        COOKIE,
        signing.dumps(ticket.pk, salt=SALT),
        max_age=COOKIE_SECONDS,
        secure=settings.IS_SECURE_ORIGIN,
        httponly=True,
        samesite="Lax",
    )
    return response


@public
@require_http_methods(["GET", "POST"])
def answer_survey(request: HttpRequest) -> HttpResponse:
    ticket = _ticket_of(request)
    if ticket is None:
        return _no_ticket(request)
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            surveys.answer(
                ticket=ticket,
                side=values["side"],
                answers=form.answers(),
                comment=values["comment"],
                today=timezone.localdate(),
            )
        except SurveyAlreadyAnswered:
            ticket.is_used = True
        else:
            return redirect("dialogues:survey-answer")
    template = "dialogues/surveys/thanks.html" if ticket.is_used else "dialogues/surveys/answer.html"
    return render(request, template, {"session": ticket.session, "form": form})


def _ticket_of(request: HttpRequest) -> SurveyTicket | None:
    try:
        pk = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_SECONDS)
    except signing.BadSignature:
        return None
    return SurveyTicket.objects.select_related("session__dialogue__agency").filter(pk=pk).first()


def _no_ticket(request: HttpRequest) -> HttpResponse:
    return render(request, "dialogues/surveys/unknown.html", status=404)
