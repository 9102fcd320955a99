"""Neutral providers, and where to look for them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from readiness.access import entry_for, kept_agency_for, readable_agency_for
from readiness.forms.find import PlaceInRegister
from readiness.models import NeutralProvider
from readiness.permissions import may_keep_readiness
from readiness.services import neutrals
from readiness.summaries.registers import RegisterPage
from readiness.summaries.suggestions import places_to_look
from readiness.views.entries import context_of
from readiness.views.today import today_in


@require_safe
def list_neutrals(request: HttpRequest, pk: int) -> HttpResponse:
    agency = readable_agency_for(request, pk)
    place = PlaceInRegister.read(request.GET)
    page: RegisterPage[NeutralProvider] = RegisterPage.of(NeutralProvider.objects.of(agency), **place)
    context = context_of(agency, "neutrals") | {
        "page": page,
        "places": places_to_look(),
        "may_keep": may_keep_readiness(request.user, agency),
    }
    return render(request, "readiness/neutrals/list.html", context)


@require_POST
def check_number(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    agency = kept_agency_for(request, pk)
    neutral = entry_for(agency, NeutralProvider, entry_pk)
    neutrals.check_number(by=request.user, neutral=neutral, today=today_in(agency))
    messages.success(request, _("Noted: the number of “%(name)s” works today.") % {"name": neutral})
    return redirect("readiness:neutral-list", pk)
