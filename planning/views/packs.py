"""A print pack: how far it is, and its file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from planning.access import pack_for
from planning.choices import PackPart, PackState
from planning.models import PackFile, PrintPack
from planning.services import packs
from planning.summaries.releases import Printing, release_of
from planning.views.agenda_list import context_of
from records.errors import Refusal


@require_safe
def show_pack(request: HttpRequest, pk: int, session_pk: int, pack_pk: int) -> HttpResponse:
    """How far the pack is; with the link when it is ready. Loading the page again tells the newest."""
    pack = pack_for(request, pk, session_pk, pack_pk)
    return render(request, "planning/packs/show.html", _context_of(pack))


@require_safe
def show_pack_state(request: HttpRequest, pk: int, session_pk: int, pack_pk: int) -> HttpResponse:
    """The part of the page that changes, asked for once a second while the pack is being made."""
    pack = pack_for(request, pk, session_pk, pack_pk)
    return render(request, "planning/packs/_state.html", _context_of(pack))


@require_POST
def ask_again(request: HttpRequest, pk: int, session_pk: int, pack_pk: int) -> HttpResponse:
    """The same wish once more, from the agenda as it stands now."""
    pack = pack_for(request, pk, session_pk, pack_pk)
    try:
        pack = packs.ask_again(by=request.user, pack=pack)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("planning:pack-show", pk, session_pk, pack.pk)


@require_safe
def download_pack(request: HttpRequest, pk: int, session_pk: int, pack_pk: int) -> HttpResponse:
    """The file. Before it is ready, the page that says how far it is."""
    pack = pack_for(request, pk, session_pk, pack_pk)
    if pack.state != PackState.READY:
        return redirect("planning:pack-show", pk, session_pk, pack_pk)
    file = PackFile.objects.filter(pack=pack).first()
    if file is None:
        raise Http404
    response = HttpResponse(bytes(file.content), content_type="application/pdf")
    name = _name_of(pack)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _name_of(pack: PrintPack) -> str:
    """The session's day, what it is of, language, paper, size: print-pack-2026-12-09-release-2-both-letter-large.pdf"""
    release = release_of(pack)
    edition = f"release-{release}" if release else f"draft-v{pack.agenda_version}"
    day = pack.agenda.session.local_start.date()
    parts = ["print-pack", day.isoformat(), edition, pack.language, pack.paper, *["large"] * pack.is_large]
    return f"{'-'.join(parts)}.pdf"


def _reason_of(pack: PrintPack) -> str:
    """Why it could not be made, here: the sentence, or the name of a part and the sentence about it."""
    if not pack.reason:
        return ""
    whole = _(pack.reason)
    part, colon, why = pack.reason.partition(": ")
    return f"{_(part)}: {_(why)}" if colon and whole == pack.reason else whole


def _context_of(pack: PrintPack) -> dict[str, Any]:
    printing = Printing.of(pack.agenda, is_draft=packs.is_draft(pack=pack))
    return context_of(pack.agenda) | {
        "pack": pack,
        "parts": [PackPart(part).label for part in PackPart.values if part in pack.parts],
        "release": release_of(pack),
        "reason": _reason_of(pack),
        "printing": printing,
        "is_old": pack.state == PackState.READY and pack.agenda_version != printing.version,
        "is_draft": packs.is_draft(pack=pack),
        "before": packs.before(pack=pack) if pack.state == PackState.WAITING else 0,
    }
