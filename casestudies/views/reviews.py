"""Reviewing a case study: reading it whole, publishing it or sending it back; withdrawing what was published."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casestudies.access import case_for, review_for
from casestudies.choices import WithdrawalKind
from casestudies.errors import MarksNotLookedAt, WithdrawalStands
from casestudies.forms.reviews import PublishForm, SendBackForm, WithdrawForm
from casestudies.models import CaseStudy
from casestudies.permissions import may_send_back, may_withdraw
from casestudies.redaction import marks
from casestudies.services import reviews
from casestudies.summaries.drafts import DraftPage, known_names, withdrawn_case_of
from records.errors import Refusal


@require_safe
def show_review(request: HttpRequest, review_pk: int) -> HttpResponse:
    return _page(request, review_for(request, review_pk))


@require_POST
def publish(request: HttpRequest, review_pk: int) -> HttpResponse:
    study = review_for(request, review_pk)
    form = _publish_form(study, DraftPage.of(study, marks(study.body)), request.POST)
    form.is_valid()
    options = {"version": form.read_version, "looked_at": form.looked_at, "puts_back": form.puts_it_back}
    try:
        published = reviews.publish(by=request.user, study=study, **options)
    except (MarksNotLookedAt, WithdrawalStands) as refusal:
        form.refuse(refusal)
        return _page(request, study, publish=form)
    messages.success(request, _("The case is in the library. Anyone can read it now."))
    return redirect("casestudies:case-show", published.case.key)


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, review_pk: int) -> HttpResponse:
    study = review_for(request, review_pk)
    may_send_back(request.user, study).require()
    form = SendBackForm(request.POST or None, version=study.version)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            reviews.send_back(by=request.user, study=study, version=form.read_version, reason=reason)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The case is back with its author."))
            return redirect("casestudies:draft-list")
    return _page(request, study, send_back=form)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    case = case_for(key)
    may_withdraw(request.user, case.study).require()
    initial = {"kind": WithdrawalKind.PERSON if case.withdrawn_at else WithdrawalKind.CONTENT}
    form = WithdrawForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            reviews.withdraw(by=request.user, case=case, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The case is withdrawn. Its page says why."))
            return redirect("casestudies:case-show", key)
    return render(request, "casestudies/cases/withdraw.html", {"case": case, "form": form})


def _page(
    request: HttpRequest,
    study: CaseStudy,
    *,
    send_back: SendBackForm | None = None,
    publish: PublishForm | None = None,
) -> HttpResponse:
    found = marks(study.body, names=known_names(request.user, study))
    page = DraftPage.of(study, [mark for mark in found if not mark.is_known])
    context = {
        "study": study,
        "case": study.case,
        "page": page,
        "known": [mark for mark in found if mark.is_known],
        "publish": publish or _publish_form(study, page),
        "form": send_back or SendBackForm(version=study.version),
        "sends_back": may_send_back(request.user, study),
    }
    return render(request, "casestudies/reviews/show.html", context)


def _publish_form(study: CaseStudy, page: DraftPage, typed: QueryDict | None = None) -> PublishForm:
    return PublishForm(typed, version=study.version, kept=page.kept, withdrawn=withdrawn_case_of(study))
