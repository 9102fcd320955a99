"""The agenda of a session: its list of items, and one item at a time."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialogues.access import session_for
from planning.access import agenda_for, block_for
from planning.errors import ItemChangedMeanwhile
from planning.forms.agendas import DetailsForm, ItemForm, StartForm
from planning.models import Agenda, AgendaBlock
from planning.permissions import may_change_agenda
from planning.services import agendas
from planning.summaries.agendas import AgendaView


@require_http_methods(["GET", "POST"])
def show_agenda(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """The agenda; before there is one, the choice of a format to start from."""
    session = session_for(request, pk, session_pk)
    agenda = Agenda.objects.filter(session=session).select_related("changed_by").first()
    if agenda is not None and request.method == "GET":
        agenda.session = session
        return _agenda_page(request, agenda)
    form = StartForm(
        request.POST or None, phase=session.dialogue.phase, initial={"format": session.dialogue.format}
    )
    if request.method == "POST" and form.is_valid():
        agendas.start(by=request.user, session=session, format_key=form.cleaned_data["format"])
        messages.success(request, _("The agenda is ready to be shaped. Times follow from the minutes."))
        return redirect("planning:agenda-show", pk, session_pk)
    may = may_change_agenda(request.user, session.dialogue)
    context = {"dialogue": session.dialogue, "session": session, "form": form, "may_change": may}
    return render(request, "planning/agendas/start.html", {**context, "active": "sessions"})


@require_http_methods(["GET", "POST"])
def add_item(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    agenda = agenda_for(request, pk, session_pk)
    form = ItemForm(request.POST or None, initial={"after": request.GET.get("after")})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        block = agendas.add_item(
            by=request.user,
            agenda=agenda,
            values=form.values(),
            after=values["after"],
            form_key=values["form_key"],
        )
        messages.success(request, _("“%(item)s” is on the agenda.") % {"item": block.title})
        return _to_item(block, pk, session_pk)
    may_change_agenda(request.user, agenda.session.dialogue).require()
    return _item_page(request, agenda, form)


@require_http_methods(["GET", "POST"])
def change_item(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> HttpResponse:
    block = block_for(request, pk, session_pk, block_pk)
    form = ItemForm(request.POST or None, initial=_initial(block))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            agendas.change_item(by=request.user, block=block, version=version, values=form.values())
        except ItemChangedMeanwhile as refusal:
            return _conflict_page(request, block, form, refusal)
        messages.success(request, _("“%(item)s” is saved.") % {"item": form.cleaned_data["title"]})
        return _to_item(block, pk, session_pk)
    may_change_agenda(request.user, block.agenda.session.dialogue).require()
    return _item_page(request, block.agenda, form, block)


@require_POST
def move_item(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> HttpResponse:
    block = block_for(request, pk, session_pk, block_pk)
    to = request.POST.get("to", "")
    place = int(to) if to.isdecimal() and len(to) < 6 else block.position
    agendas.move_item(by=request.user, block=block, to=place)
    return _after_change(request, block, _("“%(item)s” moved.") % {"item": block.title})


@require_POST
def remove_item(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> HttpResponse:
    block = block_for(request, pk, session_pk, block_pk)
    agendas.remove_item(by=request.user, block=block)
    return _after_change(
        request, block, _("“%(item)s” is off the agenda. You can put it back.") % {"item": block.title}
    )


@require_POST
def restore_item(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> HttpResponse:
    block = block_for(request, pk, session_pk, block_pk)
    agendas.restore_item(by=request.user, block=block)
    return _after_change(request, block, _("“%(item)s” is back on the agenda.") % {"item": block.title})


@require_http_methods(["GET", "POST"])
def change_details(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    agenda = agenda_for(request, pk, session_pk)
    initial = {"ground_rules": agenda.ground_rules, "welcome": agenda.welcome}
    form = DetailsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        agendas.change_details(by=request.user, agenda=agenda, **form.cleaned_data)
        messages.success(request, _("Ground rules and welcome are saved."))
        return redirect("planning:agenda-show", pk, session_pk)
    may_change_agenda(request.user, agenda.session.dialogue).require()
    return render(request, "planning/agendas/details.html", {**_context(agenda), "form": form})


def _context(agenda: Agenda) -> dict[str, object]:
    session = agenda.session
    return {"dialogue": session.dialogue, "session": session, "agenda": agenda, "active": "sessions"}


def _agenda_page(request: HttpRequest, agenda: Agenda) -> HttpResponse:
    may_change = may_change_agenda(request.user, agenda.session.dialogue)
    view = AgendaView.of(agenda, may_change=may_change)
    return render(request, "planning/agendas/show.html", {**_context(agenda), "view": view})


def _item_page(
    request: HttpRequest, agenda: Agenda, form: Form, block: AgendaBlock | None = None
) -> HttpResponse:
    return render(request, "planning/agendas/item.html", {**_context(agenda), "form": form, "block": block})


def _conflict_page(
    request: HttpRequest, block: AgendaBlock, form: ItemForm, refusal: ItemChangedMeanwhile
) -> HttpResponse:
    """What the other saved, beside what this person typed. Their text stays; saving again is a choice."""
    theirs = AgendaBlock.objects.get(pk=block.pk)
    data = form.data.copy()
    data["version"] = str(theirs.version)
    again = ItemForm(data)
    again.is_valid()
    names = ("title", "minutes", "lead", "purpose", "instructions", "script", "materials")
    differences = [
        (again.fields[name].label, form.cleaned_data[name], getattr(theirs, name))
        for name in names
        if form.cleaned_data[name] != getattr(theirs, name)
    ]
    context = {"form": again, "block": theirs, "differences": differences, "refusal": refusal}
    return render(
        request, "planning/agendas/conflict.html", {**_context(block.agenda), **context}, status=409
    )


def _initial(block: AgendaBlock) -> dict[str, object]:
    names = [name for name in ItemForm.base_fields if hasattr(block, name) and name != "form_key"]
    return {name: getattr(block, name) for name in names}


def _to_item(block: AgendaBlock, pk: int, session_pk: int) -> HttpResponse:
    response = redirect("planning:agenda-show", pk, session_pk)
    response["Location"] += f"#item-{block.pk}"
    return response


def _after_change(request: HttpRequest, block: AgendaBlock, sentence: str) -> HttpResponse:
    if not request.htmx:
        messages.success(request, sentence)
        return _to_item(block, block.agenda.session.dialogue_id, block.agenda.session_id)
    agenda = Agenda.objects.select_related("changed_by").get(pk=block.agenda_id)
    agenda.session = block.agenda.session
    may_change = may_change_agenda(request.user, agenda.session.dialogue)
    view = AgendaView.of(agenda, may_change=may_change)
    context = {**_context(agenda), "view": view, "sentence": sentence}
    return render(request, "planning/agendas/_items.html", context)
