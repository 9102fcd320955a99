"""The stakeholder map: by category, as a list, one organization with its talks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Agency
from dialogues.choices import Category
from readiness.access import (
    category_for,
    contact_for,
    entry_for,
    kept_agency_for,
    readable_agency_for,
)
from readiness.errors import EntryRemoved
from readiness.exports.organizations import HEADER, rows_of
from readiness.forms.organizations import ContactForm, FindOrganizationsForm
from readiness.models import CategoryGap, Organization
from readiness.permissions import may_keep_readiness
from readiness.services import organizations
from readiness.summaries.organizations import OrganizationPage, OrganizationView, StakeholderMap
from readiness.views.entries import add_line, change_line, context_of
from readiness.views.registers import REGISTERS
from readiness.views.today import today_in
from records.errors import Refusal
from records.formats import csv


@require_safe
def show_map(request: HttpRequest, pk: int) -> HttpResponse:
    agency = readable_agency_for(request, pk)
    context = context_of(agency, "map") | {
        "map": StakeholderMap.of(agency),
        "may_keep": may_keep_readiness(request.user, agency),
    }
    return render(request, "readiness/organizations/map.html", context)


@require_safe
def list_organizations(request: HttpRequest, pk: int) -> HttpResponse:
    agency = readable_agency_for(request, pk)
    asked = FindOrganizationsForm(request.GET, agency=agency).asked()
    filters = {name: value for name, value in asked.items() if name not in {"after", "removed"}}
    context = context_of(agency, "map") | {
        "list": OrganizationPage.of(agency, today=today_in(agency), **asked),
        "asked": filters,
        "find": FindOrganizationsForm(initial=filters, agency=agency),
        "may_keep": may_keep_readiness(request.user, agency),
    }
    return render(request, "readiness/organizations/list.html", context)


@require_safe
def show_organization(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    agency = readable_agency_for(request, pk)
    organization = entry_for(agency, Organization, entry_pk)
    context = context_of(agency, "map") | {
        "view": OrganizationView.of(organization, today=today_in(agency)),
        "organization": organization,
        "may_keep": may_keep_readiness(request.user, agency),
    }
    return render(request, "readiness/organizations/show.html", context)


@require_POST
def note_talk_today(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    """The one tap: somebody of the agency spoke with them today."""
    agency = kept_agency_for(request, pk)
    organization = entry_for(agency, Organization, entry_pk)
    today = today_in(agency)
    organizations.note_contact(by=request.user, organization=organization, spoke_on=today, today=today)
    messages.success(request, _("Noted: you spoke with “%(name)s” today.") % {"name": organization})
    return redirect("readiness:organization-show", pk, entry_pk)


@require_http_methods(["GET", "HEAD", "POST"])
def note_talk(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    agency = kept_agency_for(request, pk)
    organization = entry_for(agency, Organization, entry_pk)
    today = today_in(agency)
    form = ContactForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            organizations.note_contact(
                by=request.user, organization=organization, today=today, **form.cleaned_data
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The talk with “%(name)s” is noted.") % {"name": organization})
            return redirect("readiness:organization-show", pk, entry_pk)
    context = context_of(agency, "map") | {"organization": organization, "form": form}
    return render(request, "readiness/organizations/talk.html", context)


@require_POST
def take_back_talk(request: HttpRequest, pk: int, entry_pk: int, contact_pk: int) -> HttpResponse:
    agency = kept_agency_for(request, pk)
    contact = contact_for(agency, entry_pk, contact_pk)
    organizations.take_back_contact(by=request.user, contact=contact)
    messages.success(request, _("The note of this talk is taken back."))
    return redirect("readiness:organization-show", pk, entry_pk)


@require_http_methods(["GET", "HEAD", "POST"])
def explain_category(request: HttpRequest, pk: int, category: str) -> HttpResponse:
    """Why a category is empty: the form is new, or over what somebody wrote before."""
    agency = kept_agency_for(request, pk)
    more = {"category": Category(category_for(category))}
    known, template = REGISTERS["gaps"], "readiness/organizations/explain.html"
    gap = CategoryGap.objects.of(agency).kept().filter(category=category).first()
    if "form_key" not in request.POST and (gap is not None or request.method == "POST"):
        if gap is None:
            raise EntryRemoved
        return change_line(request, agency, known, gap, template, more)
    form = known.add_form(request.POST or None, agency=agency, initial={"told_on": today_in(agency)})
    if request.method == "POST" and form.is_valid():
        try:
            add_line(request, agency, known, form, form.values() | {"category": category})
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The explanation is saved."))
            return redirect(f"{reverse('readiness:map-show', args=[pk])}#{category}")
    context = context_of(agency, "map") | {"register": known, "form": form} | more
    return render(request, template, context)


@require_POST
def export_organizations(request: HttpRequest, pk: int) -> HttpResponse:
    """The map as a file; who took it stays in the record, hence no GET."""
    agency = kept_agency_for(request, pk)
    rows = list(rows_of(agency))
    organizations.record_export(by=request.user, agency=agency, count=len(rows))
    response = HttpResponse(b"".join(csv.write(HEADER, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(agency)}.csv"'
    return response


def _file_name(agency: Agency) -> str:
    return f"stakeholder-map-{agency.slug}"
