"""Printing: ask for a print pack, or take one copy of the agenda at once, as PDF, Word or table."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from planning.access import agenda_for, require_turn_for_copy
from planning.choices import PackPreset, Version
from planning.errors import AgendaLong
from planning.exports import agendas as exports
from planning.exports.files import agenda_csv, agenda_docx
from planning.exports.sheets import Brief, Stamp
from planning.forms.documents import EditionForm, PrintForm
from planning.forms.packs import PackForm
from planning.models import Agenda, PrintPack
from planning.permissions import may_change_agenda
from planning.services import packs
from planning.summaries.agendas import AgendaView
from planning.summaries.releases import Printing, state_of
from planning.views.agenda_list import context_of
from records.errors import Refusal

MOST_SHOWN = 10
MOST_AT_ONCE = 60  # items that are printed while the person waits; more are a matter of many seconds
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "HEAD", "POST"])
def print_agenda(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """The choice of parts and paper; sent, it leaves a print pack for the worker."""
    agenda = agenda_for(request, pk, session_pk)
    state = state_of(agenda, list(agenda.blocks.kept().order_by("position")))
    is_draft = EditionForm(request.GET).is_draft and state.changes > 0
    preset = request.GET.get("preset", PackPreset.ALL)
    initial = PackForm.initial_for(agenda, preset)
    form = PackForm(request.POST or None, initial=initial, is_draft=is_draft)
    if request.method == "POST" and form.is_valid():
        wish = packs.Wish(**form.cleaned_data, is_draft=is_draft)
        try:
            pack = packs.ask(by=request.user, agenda=agenda, wish=wish)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("planning:pack-show", pk, session_pk, pack.pk)
    context = context_of(agenda) | {
        "form": form,
        "printing": Printing.of(agenda, is_draft=is_draft),
        "state": state,
        "is_draft": is_draft,
        "presets": [each for each in PackPreset if not (is_draft and each == PackPreset.ROOM)],
        "preset": preset if preset in PackPreset else PackPreset.ALL,
        "packs": PrintPack.objects.filter(agenda=agenda).with_release().order_by("-pk")[:MOST_SHOWN],
    }
    return render(request, "planning/agendas/print.html", context)


@require_safe
def download_agenda(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """One copy of the agenda as PDF, made while the person waits."""
    agenda = agenda_for(request, pk, session_pk)
    form = PrintForm(request.GET)
    if not form.is_valid():
        return redirect("planning:agenda-print", pk, session_pk)
    asked = form.cleaned_data
    is_draft = asked["version"] == Version.FACILITATOR and EditionForm(request.GET).is_draft
    brief = _brief(request, agenda, paper=asked["paper"], is_large=asked["is_large"], is_draft=is_draft)
    try:
        _require_copy(request, brief)
    except Refusal as refusal:
        messages.info(request, refusal.sentence)
        return redirect("planning:agenda-print", pk, session_pk)
    content = exports.agenda_pdf(brief, version=asked["version"], language=asked["language"])
    response = HttpResponse(content, content_type="application/pdf")
    name = _name_of(brief, asked["version"], asked["language"])
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _name_of(brief: Brief, version: str, language: str) -> str:
    """agenda-participant-2026-12-09-release-1-es-letter-large.pdf"""
    day = brief.session.local_start.date().isoformat()
    spoken = language if version == Version.PARTICIPANT else "en"
    size = ["large"] * brief.is_large
    return f"{'-'.join(['agenda', version, day, brief.stamp.edition, spoken, brief.paper, *size])}.pdf"


def _require_copy(request: HttpRequest, brief: Brief) -> None:
    """Refuse what takes many seconds, and more than one person needs. Both are made as a print pack."""
    if len(brief.view.items) > MOST_AT_ONCE:
        raise AgendaLong
    require_turn_for_copy(request)


@require_safe
def download_word(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """The facilitator's agenda for a word processor."""
    agenda = agenda_for(request, pk, session_pk)
    brief = _brief(request, agenda, is_draft=EditionForm(request.GET).is_draft)
    return _attached([agenda_docx(brief)], WORD, f"agenda-{brief.stamp.edition}.docx")


@require_safe
def download_table(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """The items with their derived times, for a spreadsheet."""
    agenda = agenda_for(request, pk, session_pk)
    brief = _brief(request, agenda, is_draft=EditionForm(request.GET).is_draft)
    return _attached(agenda_csv(brief), "text/csv; charset=utf-8", f"agenda-{brief.stamp.edition}.csv")


def _attached(content: Iterable[bytes], kind: str, name: str) -> HttpResponse:
    response = HttpResponse(b"".join(content), content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _brief(
    request: HttpRequest, agenda: Agenda, *, paper: str = "letter", is_large: bool = False, is_draft: bool
) -> Brief:
    """The last release on paper; before there is one, or when it was asked for, a draft that says so."""
    printing = Printing.of(agenda, is_draft=is_draft)
    may_change = may_change_agenda(request.user, agenda.session)
    return Brief(
        agenda=printing.agenda,
        view=AgendaView.of(printing.agenda, printing.blocks, may_change=may_change),
        stamp=Stamp.of(printing, printed_at=timezone.now()),
        paper="a4" if paper == "a4" else "letter",
        is_large=is_large,
    )
