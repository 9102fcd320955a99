"""One item of an agenda at a time: read, added, copied, moved, removed, put back. Changing is in `item_edits`."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planning.access import agenda_for, block_for
from planning.errors import AgendaFull, ItemRemoved
from planning.forms.agendas import AddItemForm, MoveForm
from planning.models import Agenda
from planning.permissions import may_change_agenda
from planning.services import items
from planning.summaries.wording import title_here
from planning.views.agenda_list import answer, context_of, to_list
from records.errors import Refusal


@require_safe
def show_item(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> HttpResponse:
    """Its words and what can be done with it: a page of its own; with htmx, a part of the list, in the item's place."""
    block = block_for(request, pk, session_pk, block_pk)
    session = block.agenda.session
    can_change = bool(may_change_agenda(request.user, session)) and session.dialogue.is_open
    template = "planning/agendas/_item_more.html" if request.htmx else "planning/agendas/item.html"
    return render(
        request, template, context_of(block.agenda) | {"block": block, "row": block, "can_change": can_change}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_item(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """A page of its own; with htmx, a form inside the list under the item after which it goes."""
    agenda = agenda_for(request, pk, session_pk)
    may_change_agenda(request.user, agenda.session).require()
    after = (request.POST or request.GET).get("after", "")
    place = after if after.isdecimal() else "end"
    options = {"auto_id": f"new-{place}-%s"} if request.htmx else {}
    form = AddItemForm(request.POST or None, initial={"after": request.GET.get("after")}, **options)
    if request.method == "POST" and form.is_valid() and (response := _add(request, agenda, form, place)):
        return response
    template = "planning/agendas/_add.html" if request.htmx else "planning/agendas/add_item.html"
    status = 422 if request.htmx and form.errors else 200
    return render(request, template, context_of(agenda) | {"form": form, "place": place}, status=status)


def _add(request: HttpRequest, agenda: Agenda, form: AddItemForm, place: str) -> HttpResponse | None:
    """Nothing when it was refused; the form then says why."""
    after, key = form.cleaned_data["after"], form.cleaned_data["form_key"]
    try:
        block = items.add_item(
            by=request.user, agenda=agenda, values=form.values(), after=after, form_key=key
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    said = _("“%(item)s” is on the agenda.") % {"item": title_here(block)}
    if request.htmx:
        return answer(request, agenda, said=said, block=block, focus=block.pk, closed=place)
    messages.success(request, said)
    return to_list(agenda, block)


@require_POST
def copy_item(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> HttpResponse:
    block = block_for(request, pk, session_pk, block_pk)
    try:
        made = items.copy_item(by=request.user, block=block)
    except (AgendaFull, ItemRemoved) as refusal:
        return answer(request, block.agenda, block=block, refused=str(refusal.sentence))
    said = _("A copy of “%(item)s” stands right after it.") % {"item": title_here(block)}
    return answer(request, block.agenda, block=made, said=said, focus=made.pk)


@require_POST
def move_item(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> HttpResponse:
    """Up or down by a button, or to a place that was typed or dropped at."""
    block = block_for(request, pk, session_pk, block_pk)
    may_change_agenda(request.user, block.agenda.session).require()
    form = MoveForm(request.POST)
    if not form.is_valid():
        refused = _("Write the number of the place, such as 3.")
        return answer(request, block.agenda, block=block, refused=refused)
    try:
        items.move_item(by=request.user, block=block, **form.cleaned_data)
    except (AgendaFull, ItemRemoved) as refusal:
        return answer(request, block.agenda, block=block, refused=str(refusal.sentence))
    is_typed = form.cleaned_data["to"] is not None
    focus = block.pk if is_typed else ""
    return answer(request, block.agenda, block=block, focus=focus, order_only=True)


@require_POST
def remove_item(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> HttpResponse:
    block = block_for(request, pk, session_pk, block_pk)
    items.remove_item(by=request.user, block=block)
    said = _("“%(item)s” is off the agenda. You can put it back.") % {"item": title_here(block)}
    return answer(request, block.agenda, block=block, said=said, focus="restore")


@require_POST
def restore_item(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> HttpResponse:
    block = block_for(request, pk, session_pk, block_pk)
    try:
        items.restore_item(by=request.user, block=block)
    except AgendaFull as refusal:
        return answer(request, block.agenda, block=block, refused=str(refusal.sentence))
    said = _("“%(item)s” is back on the agenda.") % {"item": title_here(block)}
    return answer(request, block.agenda, block=block, said=said, focus=block.pk)
