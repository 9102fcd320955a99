"""An agency: its details and who reads its history."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.forms.agencies import AgencyDetails
from accounts.models import Agency
from accounts.permissions import may_manage_agency
from accounts.services import agencies
from accounts.summaries import AgencyPage
from records.errors import Refusal


@require_safe
def show_agency(request: HttpRequest, pk: int) -> HttpResponse:
    agency = access.agency_for(request, pk)
    context = {
        "agency": agency,
        "page": AgencyPage.of(agency),
        "may_manage": may_manage_agency(request.user, agency),
    }
    return render(request, "accounts/agencies/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_agency(request: HttpRequest, pk: int) -> HttpResponse:
    agency = access.managed_agency_for(request, pk)
    draft = Agency.objects.get(pk=agency.pk)  # the form writes into this copy, the service into the row
    form = AgencyDetails(request.POST or None, instance=draft)
    if request.method == "POST" and form.is_valid():
        try:
            agencies.change(by=request.user, agency=agency, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The details are saved."))
            return redirect("accounts:agency-show", agency.pk)
    return render(request, "accounts/agencies/change.html", {"form": form, "agency": agency})
