"""Changing an item where it stands in the list, each field saved as it is left; and on a page of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.errors import ChangedMeanwhile
from planning.access import agenda_for, block_for
from planning.errors import ChangedElsewhere, ItemRemoved
from planning.forms.agendas import ChangeItemForm
from planning.forms.retiming import MinutesForm, whole_form
from planning.models import AgendaBlock
from planning.permissions import may_change_agenda
from planning.services import items
from planning.summaries.changes import are_own
from planning.summaries.wording import title_here
from planning.views.agenda_list import answer, context_of, listing, saved_at, to_list
from records.errors import PageOutdated, Refusal

NEVER = 0  # no item has this version: whoever changes it from there is refused, and what they typed is kept


@require_http_methods(["GET", "HEAD", "POST"])
def change_item(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> HttpResponse:
    """A page of its own; with htmx, the form inside the list, whose every change is saved at once."""
    block = block_for(request, pk, session_pk, block_pk)
    if request.htmx and request.method == "POST":
        return _save_in_place(request, block)
    may_change_agenda(request.user, block.agenda.session).require()
    if request.htmx:
        return _edit(request, block, _form(block))
    form = ChangeItemForm(
        request.POST or None, current=ChangeItemForm.current_of(block), version=block.version
    )
    if request.method == "POST" and form.is_valid():
        return _save_on_page(request, block, form)
    return _page(request, block, form)


def _page(request: HttpRequest, block: AgendaBlock, form: ChangeItemForm, **more: Any) -> HttpResponse:
    """An item that was removed is put back with the save, by the page's one button."""
    context = {"form": form, "row": block, "is_gone": block.removed_at is not None}
    context |= context_of(block.agenda) | more
    return render(request, "planning/agendas/change_item.html", context, status=more.get("status", 200))


def _save_on_page(request: HttpRequest, block: AgendaBlock, form: ChangeItemForm) -> HttpResponse:
    version, changes = form.cleaned_data["version"], form.changes()
    try:
        if "put_back" in request.POST:
            items.restore_item(by=request.user, block=block)
        row = items.change_item(by=request.user, block=block, version=version, changes=changes)
    except ChangedMeanwhile:
        return _collision(request, block, form)
    except ItemRemoved:
        return _page(request, block, form, is_gone=True, status=409)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, block, form)
    told = _("“%(item)s” is saved.") % {"item": form.cleaned_data["title"]}
    messages.success(request, " ".join((told, *_followed(block, row, changes))))
    return to_list(block.agenda, block)


def _followed(was: AgendaBlock, row: AgendaBlock, changes: dict[str, Any]) -> list[str]:
    """What else the save changed, in words: nobody should miss that the Spanish title went."""
    if row.title_es == was.title_es or "title_es" in changes:
        return []
    told = _("Its Spanish title “%(title)s” belonged to the old title and is empty now. Write a new one.")
    return [told % {"title": was.title_es}]


@require_POST
def retime_item(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> HttpResponse:
    """New minutes from the list. Where someone else set others meanwhile, the item opens and shows both."""
    block = block_for(request, pk, session_pk, block_pk)
    form = MinutesForm(request.POST)
    if not form.is_valid():
        may_change_agenda(request.user, block.agenda.session).require()
        told = form.errors.get("minutes", [str(PageOutdated.sentence)])
        return _not_retimed(request, block, " ".join(told))
    minutes, was = form.cleaned_data["minutes"], form.cleaned_data["was"]
    if block.minutes not in {was, minutes} and block.removed_at is None:
        may_change_agenda(request.user, block.agenda.session).require()
        return _collision(request, block, whole_form(block, minutes, was, auto_id=_ids(block)))
    try:
        row = items.change_item(
            by=request.user, block=block, version=block.version, changes={"minutes": minutes}
        )
    except ChangedMeanwhile:
        now = block_for(request, pk, session_pk, block_pk)
        if now.minutes in {was, minutes}:  # another part of the item changed in the same moment
            return retime_item(request, pk, session_pk, block_pk)
        return _collision(request, now, whole_form(now, minutes, was, auto_id=_ids(now)))
    except ItemRemoved as refusal:
        return answer(request, block.agenda, block=block, refused=str(refusal.sentence))
    told = ngettext("“%(item)s” takes one minute.", "“%(item)s” takes %(minutes)d minutes.", row.minutes)
    told %= {"item": title_here(row), "minutes": row.minutes}
    said = f"{told} {saved_at(block.agenda)}"
    if not request.htmx:
        return answer(request, block.agenda, block=row, said=said)
    return render(
        request, "planning/agendas/_retimed.html", context_of(block.agenda) | {"block": row, "said": said}
    )


@require_safe
def refresh_list(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """After a save: the clock times of all items, total and end, what to look at, undo. Or the whole list anew."""
    agenda = agenda_for(request, pk, session_pk)
    if not request.htmx:
        return to_list(agenda)
    if "whole" in request.GET:
        return answer(request, agenda)
    return render(request, "planning/agendas/_fresh.html", listing(request, agenda))


def _ids(block: AgendaBlock) -> str:
    return f"in-{block.pk}-%s"


def _form(block: AgendaBlock, data: Any = None) -> ChangeItemForm:
    return ChangeItemForm(
        data, current=ChangeItemForm.current_of(block), version=block.version, auto_id=_ids(block)
    )


def _edit(request: HttpRequest, block: AgendaBlock, form: ChangeItemForm, **more: Any) -> HttpResponse:
    context = context_of(block.agenda) | {"form": form, "block": block} | more
    return render(request, "planning/agendas/_edit.html", context, status=more.get("status", 200))


def _save_in_place(request: HttpRequest, block: AgendaBlock) -> HttpResponse:
    """Two people who change different parts of an item both have their way; of the same part, the later one chooses."""
    form = _form(block, request.POST)
    if request.POST.get("chosen") == "theirs":
        form = form.giving_up(request.POST.get("contested", "").split())
    if not form.is_valid():
        may_change_agenda(request.user, block.agenda.session).require()
        if form.non_field_errors():
            return _in_place(_edit(request, block, form, status=422), block)
        return _told(request, block, form)
    is_collision = bool(form.contested())
    version = NEVER if is_collision else block.version
    try:
        row = items.change_item(by=request.user, block=block, version=version, changes=form.changes())
    except ChangedMeanwhile:
        if is_collision:
            return _collision(request, block, form)
        session = block.agenda.session  # another part of the item changed in the same moment
        return _save_in_place(request, block_for(request, session.dialogue_id, session.pk, block.pk))
    except ItemRemoved as refusal:
        return _in_place(_edit(request, block, form, refusal=refusal, is_gone=True, status=409), block)
    row.agenda = block.agenda
    changes = form.changes()
    said = " ".join((saved_at(block.agenda), *_followed(block, row, changes))) if changes else ""
    if "chosen" in request.POST:  # theirs and the choice give way to the plain form
        return _in_place(_edit(request, row, _form(row), is_chosen=True, said=said), row)
    return _told(request, row, form, said=said)


def _told(request: HttpRequest, block: AgendaBlock, form: ChangeItemForm, said: str = "") -> HttpResponse:
    """Only what changed: the marks of the form, the item's face, and each field that has an error now or had one."""
    names = {*request.POST.get("told", "").split(), *form.errors}
    fresh = form if form.errors else form.held(block.version)
    context = context_of(block.agenda) | {
        "block": block,
        "form": fresh,
        "fields": [form[name] for name in form.fields if name in names],
        "told": " ".join(name for name in form.errors if name in form.fields),
        "said": said,
    }
    return render(request, "planning/agendas/_saved.html", context)


def _collision(request: HttpRequest, block: AgendaBlock, form: ChangeItemForm) -> HttpResponse:
    """Theirs and yours beside one another, in the item's own place; without htmx, as a page."""
    form.is_valid()
    contested = form.contested()
    refusal = ChangedElsewhere if are_own(block, contested, request.user) else ChangedMeanwhile
    context = {"refusal": refusal(), "differences": form.differences(), "contested": contested, "status": 409}
    if request.htmx:
        return _in_place(_edit(request, block, form.rebased(), **context), block)
    return _page(request, block, form.rebased(), is_gone=False, **context)


def _in_place(response: HttpResponse, block: AgendaBlock) -> HttpResponse:
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = f"#open-{block.pk}", "innerHTML"
    return response


def _not_retimed(request: HttpRequest, block: AgendaBlock, sentence: str) -> HttpResponse:
    sentence = _("“%(item)s”: %(told)s") % {"item": title_here(block), "told": sentence}
    if not request.htmx:
        return answer(request, block.agenda, block=block, refused=sentence)
    context = context_of(block.agenda) | {"block": block, "refused": sentence}
    return render(request, "planning/agendas/_retimed.html", context, status=422)
