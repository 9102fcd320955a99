"""One item of an agenda at a time: adding, changing, moving, removing, putting back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialogues.errors import ChangedMeanwhile
from planning.access import agenda_for, block_for
from planning.errors import AgendaFull, ItemRemoved
from planning.forms.agendas import AddItemForm, ChangeItemForm, MoveForm
from planning.models import Agenda, AgendaBlock
from planning.permissions import may_change_agenda
from planning.summaries.agendas import AgendaView
from planning.views.agendas import context_of
from records import timing
from records.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def add_item(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    agenda = agenda_for(request, pk, session_pk)
    may_change_agenda(request.user, agenda.session.dialogue).require()
    form = AddItemForm(request.POST or None, initial={"after": request.GET.get("after")})
    if request.method == "POST" and form.is_valid():
        after, key = form.cleaned_data["after"], form.cleaned_data["form_key"]
        try:
            block = items.add_item(
                by=request.user, agenda=agenda, values=form.values(), after=after, form_key=key
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("“%(item)s” is on the agenda.") % {"item": block.title})
            return _to_item(block)
    return render(request, "planning/agendas/add_item.html", context_of(agenda) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def change_item(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> HttpResponse:
    block = block_for(request, pk, session_pk, block_pk)
    may_change_agenda(request.user, block.agenda.session.dialogue).require()
    current = ChangeItemForm.current_of(block)
    form = ChangeItemForm(request.POST or None, current=current, version=block.version)
    context = context_of(block.agenda) | {"form": form, "block": block}
    if request.method == "POST" and form.is_valid():
        version, changes = form.cleaned_data["version"], form.changes()
        try:
            items.change_item(by=request.user, block=block, version=version, changes=changes)
        except ChangedMeanwhile as refusal:
            context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
            return render(request, "planning/agendas/change_item.html", context, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("“%(item)s” is saved.") % {"item": form.cleaned_data["title"]})
            return _to_item(block)
    return render(request, "planning/agendas/change_item.html", context)


@require_POST
def move_item(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> HttpResponse:
    """Up or down by a button, or to a place that was typed."""
    block = block_for(request, pk, session_pk, block_pk)
    may_change_agenda(request.user, block.agenda.session.dialogue).require()
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _answer(request, block, refused=_("Write the number of the place, such as 3."))
    try:
        items.move_item(by=request.user, block=block, **form.cleaned_data)
    except (AgendaFull, ItemRemoved) as refusal:
        return _answer(request, block, refused=str(refusal.sentence))
    is_typed = form.cleaned_data["to"] is not None
    return _answer(request, block, focus=block.pk if is_typed else "")


@require_POST
def remove_item(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> HttpResponse:
    block = block_for(request, pk, session_pk, block_pk)
    items.remove_item(by=request.user, block=block)
    said = _("“%(item)s” is off the agenda. You can put it back.") % {"item": block.title}
    return _answer(request, block, said=said, focus="restore")


@require_POST
def restore_item(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> HttpResponse:
    block = block_for(request, pk, session_pk, block_pk)
    try:
        items.restore_item(by=request.user, block=block)
    except AgendaFull as refusal:
        return _answer(request, block, refused=str(refusal.sentence))
    said = _("“%(item)s” is back on the agenda.") % {"item": block.title}
    return _answer(request, block, said=said, focus=block.pk)


def _to_item(block: AgendaBlock) -> HttpResponse:
    session = block.agenda.session
    response = redirect("planning:agenda-show", session.dialogue_id, session.pk)
    response["Location"] += f"#item-{block.pk}"
    return response


def _answer(
    request: HttpRequest, block: AgendaBlock, *, said: str = "", refused: str = "", focus: int | str = ""
) -> HttpResponse:
    """The list as it stands now, with a sentence that says what is true; without htmx, back to the page."""
    agenda = Agenda.objects.select_related("changed_by").get(pk=block.agenda_id)
    agenda.session = block.agenda.session
    may_change = may_change_agenda(request.user, agenda.session.dialogue)
    view = AgendaView.of(agenda, may_change=may_change)
    sentence = refused or said or _where(view, block)
    if not request.htmx:
        level = messages.ERROR if refused else messages.SUCCESS
        messages.add_message(request, level, sentence)
        return _to_item(block)
    context = {"view": view, "sentence": sentence, "focus": focus, "is_refused": bool(refused)}
    return render(request, "planning/agendas/_items.html", context_of(agenda) | context)


def _where(view: AgendaView, block: AgendaBlock) -> str:
    """“Themes aloud” is now item 3 of 7, at 6:25 pm."""
    item = next(item for item in view.items if item.block.pk == block.pk)
    clock = timing.spell_clock(item.span.starts_at.astimezone(view.agenda.session.zone))
    said = _("“%(item)s” is now item %(number)d of %(total)d, at %(clock)s.")
    return said % {"item": item.block.title, "number": item.number, "total": len(view.items), "clock": clock}
