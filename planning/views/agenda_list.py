"""The list of an agenda's items as an answer: whole, or only what changed in it."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from planning.forms.agendas import ChangeItemForm
from planning.models import Agenda, AgendaBlock
from planning.permissions import may_change_agenda, may_keep_agenda
from planning.summaries.agendas import AgendaView
from planning.summaries.changes import MyChanges
from planning.summaries.releases import state_of
from planning.summaries.wording import title_here
from records import timing

LONG = 60  # items from which a move sends the order of the list and not the list


def context_of(agenda: Agenda) -> dict[str, Any]:
    """What every page about an agenda needs."""
    session = agenda.session
    return {"dialogue": session.dialogue, "session": session, "agenda": agenda, "active": "sessions"}


def listing(request: HttpRequest, agenda: Agenda) -> dict[str, Any]:
    """The list with what stands around it: total and end, what to look at, undo and redo, the last release."""
    dialogue = agenda.session.dialogue
    view = AgendaView.of(agenda, may_change=may_change_agenda(request.user, agenda.session))
    can_change = bool(view.may_change) and dialogue.is_open
    return context_of(agenda) | {
        "view": view,
        "can_change": can_change,
        "may_keep": view.may_change or may_keep_agenda(request.user, dialogue),
        "mine": MyChanges.of(agenda, request.user) if can_change else None,
        "gap_after": _gap_after(view),
        "state": state_of(agenda, [item.block for item in view.items]),
        "open_forms": _open_forms(request, view) if can_change else [],
    }


def _open_forms(request: HttpRequest, view: AgendaView) -> list[dict[str, Any]]:
    """What the items hold now whose forms are open on the page (`open`, ids with commas between): studio/merging.js."""
    asked = set((request.POST or request.GET).get("open", "").split(","))
    blocks = [item.block for item in view.items if str(item.block.pk) in asked]
    forms = [
        ChangeItemForm(current=ChangeItemForm.current_of(block), version=block.version) for block in blocks
    ]
    return [
        {"block": block, "seen": form.initial["seen"], "shown": json.dumps(form.shown())}
        for block, form in zip(blocks, forms, strict=True)
    ]


def answer(
    request: HttpRequest,
    agenda: Agenda,
    *,
    said: str = "",
    refused: str = "",
    focus: int | str = "",
    block: AgendaBlock | None = None,
    closed: int | str = "",
    order_only: bool = False,
) -> HttpResponse:
    """The list as it stands now, with a sentence that says what is true; without htmx, back to the page.

    `focus` gets the keyboard; `closed` is the place where a form was open that is done with. With `order_only`, a
    long list is not sent again: only its order and its clock times.
    """
    row = Agenda.objects.select_related("changed_by").get(pk=agenda.pk)
    row.session = agenda.session
    context = listing(request, row)
    sentence = refused or said or (_where(context["view"], block) if block else "")
    if not request.htmx:
        messages.add_message(request, messages.ERROR if refused else messages.SUCCESS, sentence)
        return to_list(row, block)
    if order_only and len(context["view"].items) > LONG:
        return _in_order(request, context | {"said": sentence, "is_refused": bool(refused)}, focus)
    context |= {"sentence": sentence, "focus": focus, "is_refused": bool(refused), "closed": closed}
    response = render(request, "planning/agendas/_items.html", context)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#items", "outerHTML focus-scroll:true"
    return response


def _in_order(request: HttpRequest, context: dict[str, Any], focus: int | str) -> HttpResponse:
    """Clock times, total and end as parts; the order with them, by which studio/fresh.js moves what is there."""
    context |= {"order": True, "focus": focus}
    response = render(request, "planning/agendas/_fresh.html", context)
    response.headers["HX-Reswap"] = "none"
    return response


def to_list(agenda: Agenda, block: AgendaBlock | None = None) -> HttpResponse:
    """Back to the page, at an item: its title takes the keyboard, so that keys go on with it."""
    response = redirect("planning:agenda-show", agenda.session.dialogue_id, agenda.session_id)
    if block is not None:
        response["Location"] += f"#title-{block.pk}"
    return response


def saved_at(agenda: Agenda) -> str:
    """Saved 6:12 pm."""
    clock = timing.spell_time(timezone.now(), agenda.session.zone)
    return timing.fill(_("Saved %(clock)s."), {"clock": clock})


def _gap_after(view: AgendaView) -> int | str:
    """The item above the gap that the last removed one left: arrow keys find their way back into the list by it."""
    if view.last_removed is None:
        return ""
    above = view.items[: view.last_removed.position - 1]
    return above[-1].block.pk if above else ""


def _where(view: AgendaView, block: AgendaBlock) -> str:
    """“Themes aloud” is now item 3 of 7, at 6:25 pm."""
    item = next(item for item in view.items if item.block.pk == block.pk)
    told = {
        "item": title_here(item.block),
        "number": item.number,
        "total": len(view.items),
        "clock": timing.spell_time(item.span.starts_at, view.agenda.session.zone),
    }
    return timing.fill(_("“%(item)s” is now item %(number)d of %(total)d, at %(clock)s."), told)
