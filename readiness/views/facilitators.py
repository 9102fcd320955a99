"""The pool of facilitators with their trainings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from readiness.access import entry_for, kept_agency_for, readable_agency_for, training_for
from readiness.forms.facilitators import TrainingForm
from readiness.forms.find import PlaceInRegister
from readiness.models import PoolFacilitator
from readiness.permissions import may_keep_readiness
from readiness.services import facilitators
from readiness.summaries.facilitators import FacilitatorPage, FacilitatorView
from readiness.views.entries import context_of
from readiness.views.today import today_in
from records.errors import Refusal


@require_safe
def list_facilitators(request: HttpRequest, pk: int) -> HttpResponse:
    agency = readable_agency_for(request, pk)
    place = PlaceInRegister.read(request.GET)
    context = context_of(agency, "facilitators") | {
        "page": FacilitatorPage.of(agency, today=today_in(agency), **place),
        "may_keep": may_keep_readiness(request.user, agency),
    }
    return render(request, "readiness/facilitators/list.html", context)


@require_safe
def show_facilitator(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    agency = readable_agency_for(request, pk)
    facilitator = entry_for(agency, PoolFacilitator, entry_pk)
    context = context_of(agency, "facilitators") | {
        "facilitator": facilitator,
        "view": FacilitatorView.of(facilitator, today=today_in(agency)),
        "may_keep": may_keep_readiness(request.user, agency),
    }
    return render(request, "readiness/facilitators/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def note_training(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    agency = kept_agency_for(request, pk)
    facilitator = entry_for(agency, PoolFacilitator, entry_pk)
    today = today_in(agency)
    form = TrainingForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            facilitators.note_training(
                by=request.user, facilitator=facilitator, today=today, **form.cleaned_data
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The training of %(name)s is noted.") % {"name": facilitator})
            return redirect("readiness:facilitator-show", pk, entry_pk)
    context = context_of(agency, "facilitators") | {"facilitator": facilitator, "form": form}
    return render(request, "readiness/facilitators/training.html", context)


@require_POST
def take_back_training(request: HttpRequest, pk: int, entry_pk: int, training_pk: int) -> HttpResponse:
    agency = kept_agency_for(request, pk)
    facilitators.take_back_training(by=request.user, training=training_for(agency, entry_pk, training_pk))
    messages.success(request, _("The note of this training is taken back."))
    return redirect("readiness:facilitator-show", pk, entry_pk)
