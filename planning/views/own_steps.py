"""An agency's own steps: listing, writing, changing, retiring them and putting them back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Agency
from dialogues.errors import ChangedMeanwhile
from dialogues.forms.dialogues import PlaceInList
from planning.access import own_step_agency_for, own_step_for
from planning.forms.own_steps import ChangeOwnStepForm, WriteOwnStepForm
from planning.permissions import may_write_own_steps
from planning.services import own_steps
from planning.summaries.own_steps import OwnStepPage
from records.errors import Refusal


@require_safe
def list_own_steps(request: HttpRequest, pk: int) -> HttpResponse:
    agency = own_step_agency_for(request, pk)
    page = OwnStepPage.of(agency, before=PlaceInList.read(request.GET).get("before"))
    context = {"agency": agency, "page": page, "may_write": may_write_own_steps(request.user, agency)}
    return render(request, "planning/own_steps/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write_own_step(request: HttpRequest, pk: int) -> HttpResponse:
    agency = _written_by(request, pk)
    form = WriteOwnStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key, values = form.cleaned_data["form_key"], form.values()
        try:
            own = own_steps.write(by=request.user, agency=agency, **form.place(), values=values, form_key=key)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            said = _("“%(step)s” is in your own steps. Plans that start from now on take it.")
            messages.success(request, said % {"step": own.title})
            return redirect("planning:own-step-list", pk)
    return render(request, "planning/own_steps/write.html", {"agency": agency, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def change_own_step(request: HttpRequest, pk: int, own_step_pk: int) -> HttpResponse:
    agency = _written_by(request, pk)
    own = own_step_for(agency, own_step_pk)
    current = ChangeOwnStepForm.current_of(own)
    form = ChangeOwnStepForm(request.POST or None, current=current, version=own.version)
    context: dict[str, Any] = {"agency": agency, "own": own, "form": form}
    if request.method == "POST" and form.is_valid():
        version, changes = form.cleaned_data["version"], form.row_changes()
        try:
            own_steps.change(by=request.user, own=own, version=version, changes=changes)
        except ChangedMeanwhile as refusal:
            context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
            return render(request, "planning/own_steps/change.html", context, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request,
                _("The step is saved. Running plans keep their words until someone takes these over."),
            )
            return redirect("planning:own-step-list", pk)
    return render(request, "planning/own_steps/change.html", context)


@require_POST
def retire_own_step(request: HttpRequest, pk: int, own_step_pk: int) -> HttpResponse:
    own = own_steps.retire(by=request.user, own=own_step_for(_written_by(request, pk), own_step_pk))
    said = _("New plans do not take “%(step)s” any more. Plans that have it keep it. You can put it back.")
    messages.success(request, said % {"step": own.title})
    return redirect("planning:own-step-list", pk)


@require_POST
def put_back_own_step(request: HttpRequest, pk: int, own_step_pk: int) -> HttpResponse:
    own = own_step_for(_written_by(request, pk), own_step_pk)
    own_steps.put_back(by=request.user, own=own)
    messages.success(request, _("New plans take “%(step)s” again.") % {"step": own.title})
    return redirect("planning:own-step-list", pk)


def _written_by(request: HttpRequest, pk: int) -> Agency:
    """The agency, if the person may write its own steps; other members are told why not."""
    agency = own_step_agency_for(request, pk)
    may_write_own_steps(request.user, agency).require()
    return agency
