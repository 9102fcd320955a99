"""Printing: choose the copy and the paper, get a PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from planning.access import agenda_for
from planning.exports import agendas as exports
from planning.forms.documents import PrintForm
from planning.permissions import may_change_agenda
from planning.summaries.agendas import AgendaView
from planning.summaries.releases import Printing
from planning.views.agenda_list import context_of


@require_safe
def print_agenda(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """The choice of copy and paper; its form asks for the document itself at an address of its own."""
    agenda = agenda_for(request, pk, session_pk)
    form = PrintForm(initial={"paper": agenda.session.dialogue.agency.paper_size})
    return render(
        request,
        "planning/agendas/print.html",
        context_of(agenda) | {"form": form, "printing": Printing.of(agenda)},
    )


@require_safe
def download_agenda(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    agenda = agenda_for(request, pk, session_pk)
    form = PrintForm(request.GET)
    if not form.is_valid():
        return redirect("planning:agenda-print", pk, session_pk)
    options = exports.PrintOptions(**form.cleaned_data)
    printing = Printing.of(agenda)
    may_change = may_change_agenda(request.user, agenda.session.dialogue)
    view = AgendaView.of(printing.agenda, may_change=may_change, blocks=printing.blocks)
    now, release = timezone.now(), printing.release
    content = exports.agenda_pdf(printing.agenda, view, options=options, printed_at=now, release=release)
    edition = f"release-{release.number}" if release else f"draft-v{agenda.version}"
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="agenda-{options.version}-{edition}.pdf"'
    return response
