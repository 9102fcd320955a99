"""The charter of a standing body: showing, changing, printing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.access import dialogue_for
from dialogues.errors import ChangedMeanwhile
from dialogues.exports import charter as paper
from dialogues.forms.charter import CharterForm
from dialogues.models import Dialogue
from dialogues.permissions import may_change_charter, rights_of
from dialogues.services import charter
from dialogues.summaries.charter import CharterPage, charter_of
from dialogues.timing import day_in
from records.errors import Refusal


@require_safe
def show_charter(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    today = day_in(dialogue.agency.time_zone, timezone.now())
    context = _of(dialogue) | {
        "page": CharterPage.of(dialogue, today=today),
        "rights": rights_of(request.user, dialogue),
    }
    return render(request, "dialogues/charter/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_charter(request: HttpRequest, pk: int) -> HttpResponse:
    """The first version is written here as well."""
    dialogue = dialogue_for(request, pk)
    may_change_charter(request.user, dialogue).require()
    row = charter_of(dialogue)
    form = CharterForm(
        request.POST or None, current=CharterForm.current_of(row), version=row.version if row else 0
    )
    context = _of(dialogue) | {"charter": row, "form": form}
    if request.method == "POST" and form.is_valid():
        version, changes = form.cleaned_data["version"], form.values()
        try:
            charter.write(by=request.user, dialogue=dialogue, version=version, changes=changes)
        except ChangedMeanwhile as refusal:
            context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
            return render(request, "dialogues/charter/change.html", context, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The charter is saved. Earlier versions stay readable."))
            return redirect("dialogues:charter-show", pk)
    return render(request, "dialogues/charter/change.html", context)


@require_safe
def download_charter(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    row = charter_of(dialogue)
    if row is None:
        raise Http404
    response = HttpResponse(
        paper.charter_pdf(dialogue, row, printed_at=timezone.now()), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="charter-v{row.version}.pdf"'
    return response


def _of(dialogue: Dialogue) -> dict[str, Any]:
    return {"dialogue": dialogue, "active": "charter"}
