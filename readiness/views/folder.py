"""Printing the folder: choose its parts, get a PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from readiness.access import readable_agency_for
from readiness.exports.folder import FolderOptions, folder_pdf
from readiness.forms.folder import FolderForm
from readiness.services import folder
from readiness.views.entries import context_of
from readiness.views.today import today_in


@require_http_methods(["GET", "HEAD", "POST"])
def print_folder(request: HttpRequest, pk: int) -> HttpResponse:
    """Sending the form answers with the document; who printed stays in the record, hence no address of its own."""
    agency = readable_agency_for(request, pk)
    form = FolderForm(request.POST or None, initial={"paper": agency.paper_size})
    if request.method == "POST" and form.is_valid():
        options = FolderOptions(**form.cleaned_data)
        document = folder_pdf(agency, options=options, today=today_in(agency), printed_at=timezone.now())
        folder.record_print(by=request.user, agency=agency, parts=options.parts)
        response = HttpResponse(document, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="readiness-{agency.slug}.pdf"'
        return response
    return render(request, "readiness/folder/print.html", context_of(agency, "folder") | {"form": form})
