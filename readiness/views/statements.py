"""Holding statements, and their approval."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from readiness import content
from readiness.access import entry_for, kept_agency_for, readable_agency_for
from readiness.forms.find import PlaceInRegister
from readiness.forms.statements import ApproveForm
from readiness.models import HoldingStatement
from readiness.permissions import may_keep_readiness
from readiness.redaction import gaps_in, look_at
from readiness.services import statements
from readiness.summaries.registers import RegisterPage
from readiness.views.entries import context_of
from readiness.views.today import today_in
from records.errors import Refusal


@require_safe
def list_statements(request: HttpRequest, pk: int) -> HttpResponse:
    agency = readable_agency_for(request, pk)
    place = PlaceInRegister.read(request.GET)
    page: RegisterPage[HoldingStatement] = RegisterPage.of(HoldingStatement.objects.of(agency), **place)
    context = context_of(agency, "statements") | {
        "page": page,
        "texts": content.starting_texts(),
        "may_keep": may_keep_readiness(request.user, agency),
    }
    return render(request, "readiness/statements/list.html", context)


@require_safe
def show_statement(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    agency = readable_agency_for(request, pk)
    statement = entry_for(agency, HoldingStatement, entry_pk)
    context = context_of(agency, "statements") | {
        "statement": statement,
        "findings": look_at(statement.text_en, statement.text_es),
        "gaps": gaps_in(statement.text_en),
        "may_keep": may_keep_readiness(request.user, agency),
    }
    return render(request, "readiness/statements/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def approve_statement(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    agency = kept_agency_for(request, pk)
    statement = entry_for(agency, HoldingStatement, entry_pk)
    today, findings = today_in(agency), look_at(statement.text_en, statement.text_es)
    form = ApproveForm(
        request.POST or None, today=today, version=statement.version, has_findings=bool(findings)
    )
    if request.method == "POST" and form.is_valid():
        try:
            statements.approve(by=request.user, statement=statement, today=today, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The approval of “%(name)s” is recorded.") % {"name": statement})
            return redirect("readiness:statement-show", pk, entry_pk)
    context = context_of(agency, "statements") | {
        "statement": statement,
        "findings": findings,
        "form": form,
    }
    return render(request, "readiness/statements/approve.html", context)
