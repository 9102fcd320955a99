"""The public case library: strangers find, read and print; nobody has to sign in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import is_too_often, public
from casestudies import exports
from casestudies.access import page_for
from casestudies.errors import TooManyPrinted
from casestudies.forms.library import FindCasesForm
from casestudies.permissions import may_withdraw
from casestudies.summaries.library import CasePage, Library, open_dialogues_like


@public
@require_safe
def list_cases(request: HttpRequest) -> HttpResponse:
    form = FindCasesForm(request.GET)
    library = Library.of(form.wanted(), after=form.cleaned_data.get("after"))
    return render(request, "casestudies/cases/list.html", {"library": library})


@public
@require_safe
def show_case(request: HttpRequest, key: str) -> HttpResponse:
    return _show(request, page_for(key))


@public
@require_safe
def show_version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    return _show(request, page_for(key, number))


def _show(request: HttpRequest, page: CasePage) -> HttpResponse:
    """A withdrawn case is gone for good (410), but its page says why and still tells what was read.

    Withdrawn because of a person, it tells strangers why and nothing else.
    """
    answers_for_it = _answers_for(request, page)
    if page.is_hidden and not answers_for_it:
        return _gone(request, page)
    page = page if answers_for_it else page.for_strangers()
    context: dict[str, Any] = {"page": page, "case": page.case, "may_withdraw": answers_for_it}
    if request.user.is_authenticated:
        context["meets"] = open_dialogues_like(request.user, page.case)
    status = 410 if page.published.withdrawn_at and page.is_newest else 200
    return render(request, "casestudies/cases/show.html", context, status=status)


def _answers_for(request: HttpRequest, page: CasePage) -> bool:
    study = page.published.study
    return request.user.is_authenticated and study is not None and bool(may_withdraw(request.user, study))


def _gone(request: HttpRequest, page: CasePage) -> HttpResponse:
    return render(request, "casestudies/cases/gone.html", {"published": page.published}, status=410)


@public
@require_safe
def print_case(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One version as a PDF. A press is costly, so one network gets twenty in ten minutes."""
    page = page_for(key, number)
    if page.is_hidden and not _answers_for(request, page):
        return _gone(request, page)
    if is_too_often(request, "case-pdf", at_most=20, seconds=600):
        raise TooManyPrinted
    paper = "a4" if request.GET.get("paper") == "a4" else "letter"
    content = exports.case_pdf(page, paper=paper, printed_at=timezone.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="case-{key}-v{number}.pdf"'
    return response
