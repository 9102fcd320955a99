"""Adding, changing, removing and putting back a line: the same for every register of `registers.REGISTERS`."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Agency
from dialogues.errors import ChangedMeanwhile
from dialogues.forms.dialogues import PlaceInList
from readiness import content
from readiness.access import entry_for, kept_agency_for, readable_agency_for
from readiness.forms.base import AddEntryForm
from readiness.models import Entry
from readiness.permissions import may_keep_readiness
from readiness.services import entries
from readiness.summaries.registers import RegisterPage
from readiness.views.registers import REGISTERS, Register
from records.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def add_entry(request: HttpRequest, pk: int, register: str) -> HttpResponse:
    agency, known = kept_agency_for(request, pk), REGISTERS[register]
    form = known.add_form(request.POST or None, agency=agency, initial=_suggested(request, register))
    if request.method == "POST" and form.is_valid():
        try:
            entry = add_line(request, agency, known, form, form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": entry})
            return redirect(known.address_of(entry))
    context = context_of(agency, known.part) | {"register": known, "form": form}
    return render(request, "readiness/entries/add.html", context)


def add_line(
    request: HttpRequest, agency: Agency, known: Register, form: AddEntryForm, values: dict[str, Any]
) -> Entry:
    return entries.add(
        by=request.user,
        agency=agency,
        model=known.model,
        values=values,
        form_key=form.cleaned_data["form_key"],
    )


def _suggested(request: HttpRequest, register: str) -> dict[str, Any]:
    """What the address asks to begin with: a category of the map, a part of the call tree, a first text."""
    asked = {name: request.GET.get(name, "") for name in ("category", "part", "kind")}
    text = content.starting_text(request.GET.get("text", "")) if register == "statements" else None
    if text is not None:
        asked |= {
            "name": text.name,
            "incident_kind": text.kind,
            "text_en": text.text("en"),
            "text_es": text.text("es"),
        }
    return {name: value for name, value in asked.items() if value}


@require_http_methods(["GET", "HEAD", "POST"])
def change_entry(request: HttpRequest, pk: int, entry_pk: int, register: str) -> HttpResponse:
    agency, known = kept_agency_for(request, pk), REGISTERS[register]
    entry = entry_for(agency, known.model, entry_pk)
    return change_line(request, agency, known, entry, "readiness/entries/change.html", {})


def change_line(
    request: HttpRequest,
    agency: Agency,
    known: Register,
    entry: Entry,
    template: str,
    more: dict[str, Any],
) -> HttpResponse:
    """The form over a line, the comparison after a collision, and the way back to its register."""
    form = known.change_form(
        request.POST or None,
        agency=agency,
        entry=entry,
        current=known.change_form.current_of(entry),
        version=entry.version,
    )
    context = context_of(agency, known.part) | {"register": known, "entry": entry, "form": form} | more
    if request.method == "POST" and form.is_valid():
        version, changes = form.cleaned_data["version"], form.entry_changes()
        try:
            entries.change(by=request.user, entry=entry, version=version, changes=changes)
        except ChangedMeanwhile as refusal:
            context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
            return render(request, template, context, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect(known.address_of(entry))
    return render(request, template, context)


@require_POST
def remove_entry(request: HttpRequest, pk: int, entry_pk: int, register: str) -> HttpResponse:
    agency, known = kept_agency_for(request, pk), REGISTERS[register]
    entry = entries.remove(by=request.user, entry=entry_for(agency, known.model, entry_pk))
    return redirect(known.address_after_removal(entry))


@require_POST
def put_back_entry(request: HttpRequest, pk: int, entry_pk: int, register: str) -> HttpResponse:
    agency, known = kept_agency_for(request, pk), REGISTERS[register]
    entry = entries.put_back(by=request.user, entry=entry_for(agency, known.model, entry_pk))
    messages.success(request, _("“%(name)s” is back.") % {"name": entry})
    return redirect(known.address_of(entry))


@require_safe
def list_removed(request: HttpRequest, pk: int, register: str) -> HttpResponse:
    agency, known = readable_agency_for(request, pk), REGISTERS[register]
    after = PlaceInList.read(request.GET).get("after")
    rows = known.rows.of(agency).select_related("removed_by")
    page: RegisterPage[Entry] = RegisterPage.of(rows, after=after, shows_removed=True)
    context = context_of(agency, known.part) | {
        "register": known,
        "put_back_name": f"readiness:{known.noun}-put-back",
        "page": page,
        "may_keep": may_keep_readiness(request.user, agency),
    }
    return render(request, "readiness/entries/removed.html", context)


def context_of(agency: Agency, active: str) -> dict[str, Any]:
    return {"agency": agency, "active": active}
