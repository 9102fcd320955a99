"""Keeping an agenda as a format, and seeing to the formats that are kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Agency
from dialogues.errors import ChangedMeanwhile
from planning.access import agenda_for, own_format_for
from planning.choices import FormatLevel
from planning.forms.formats import ChangeOwnFormatForm, CopyFormatForm, KeepFormatForm
from planning.models import Agenda
from planning.permissions import may_change_format, may_keep_agenda, may_keep_format
from planning.services import formats
from planning.summaries.keeping import about_from, renewable_by, written_leads
from planning.views.agenda_list import context_of
from records.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def keep_format(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """The shape of an agenda as a new format, or as the next version of one."""
    agenda = agenda_for(request, pk, session_pk)
    agency = agenda.session.dialogue.agency
    may_keep_agenda(request.user, agenda.session.dialogue).require()
    may_keep_format(request.user, agency, FormatLevel.PERSONAL).require()
    form = _keep_form(request, agenda)
    if request.method == "POST" and form.is_valid():
        level, key = form.cleaned_data["level"], form.cleaned_data["form_key"]
        try:
            own = formats.keep(
                by=request.user,
                agenda=agenda,
                level=level,
                values=form.values(),
                leads=form.chosen_leads(),
                form_key=key,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("“%(format)s” is in the library of formats.") % {"format": own.name})
            return redirect("planning:own-format-show", own.pk)
    renewable = renewable_by(request.user, agency, with_agency=_for_agency(request, agency))
    context = context_of(agenda) | {"form": form, "renewable": renewable}
    return render(request, "planning/formats/keep.html", context)


@require_POST
def renew_format(request: HttpRequest, pk: int, session_pk: int, own_format_pk: int) -> HttpResponse:
    """The agenda as the next version of a format that the person keeps."""
    agenda, own = agenda_for(request, pk, session_pk), own_format_for(request, own_format_pk)
    may_keep_agenda(request.user, agenda.session.dialogue).require()
    may_change_format(request.user, own).require()
    try:
        leads = _keep_form(request, agenda).chosen_leads()
        row = formats.renew(by=request.user, own=own, agenda=agenda, leads=leads)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("planning:format-keep", pk, session_pk)
    said = _(
        "Version %(number)d of “%(format)s” is in the library. Agendas that began earlier stay as they are."
    )
    messages.success(request, said % {"number": row.number, "format": row.name})
    return redirect("planning:own-format-show", own.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change_own_format(request: HttpRequest, own_format_pk: int) -> HttpResponse:
    own = own_format_for(request, own_format_pk)
    may_change_format(request.user, own).require()
    current = ChangeOwnFormatForm.current_of(own)
    form = ChangeOwnFormatForm(request.POST or None, current=current, version=own.version)
    context: dict[str, Any] = {"own": own, "form": form}
    if request.method == "POST" and form.is_valid():
        version, changes = form.cleaned_data["version"], form.changes()
        try:
            formats.change(by=request.user, own=own, version=version, changes=changes)
        except ChangedMeanwhile as refusal:
            context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
            return render(request, "planning/formats/change.html", context, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("What the format says of itself is saved."))
            return redirect("planning:own-format-show", own.pk)
    return render(request, "planning/formats/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def copy_own_format(request: HttpRequest, own_format_pk: int) -> HttpResponse:
    own = own_format_for(request, own_format_pk)
    for_agency = _for_agency(request, own.agency)
    form = CopyFormatForm(request.POST or None, initial={"name": own.name}, may_keep_for_agency=for_agency)
    if request.method == "POST" and form.is_valid():
        name, level = form.cleaned_data["name"], form.cleaned_data["level"]
        key = form.cleaned_data["form_key"]
        copied = formats.copy(by=request.user, own=own, name=name, level=level, form_key=key)
        messages.success(request, _("“%(format)s” is in the library of formats.") % {"format": copied.name})
        return redirect("planning:own-format-show", copied.pk)
    return render(request, "planning/formats/copy.html", {"own": own, "form": form})


@require_POST
def retire_own_format(request: HttpRequest, own_format_pk: int) -> HttpResponse:
    own = formats.retire(by=request.user, own=own_format_for(request, own_format_pk))
    said = _("“%(format)s” is retired. Agendas that began with it stay. You can put it back.")
    messages.success(request, said % {"format": own.name})
    return redirect("planning:own-format-show", own.pk)


@require_POST
def put_back_own_format(request: HttpRequest, own_format_pk: int) -> HttpResponse:
    own = formats.put_back(by=request.user, own=own_format_for(request, own_format_pk))
    messages.success(request, _("“%(format)s” is back in the library.") % {"format": own.name})
    return redirect("planning:own-format-show", own.pk)


def _keep_form(request: HttpRequest, agenda: Agenda) -> KeepFormatForm:
    dialogue = agenda.session.dialogue
    return KeepFormatForm(
        request.POST or None,
        typed_leads=written_leads(agenda.blocks.kept()),
        may_keep_for_agency=_for_agency(request, dialogue.agency),
        initial=about_from(agenda),
    )


def _for_agency(request: HttpRequest, agency: Agency) -> bool:
    return bool(may_keep_format(request.user, agency, FormatLevel.AGENCY))
