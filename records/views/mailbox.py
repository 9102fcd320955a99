"""The development mailbox: every message that was sent, readable, its links working."""

from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from records import mailbox

_OPENS_SAFELY = {"text/calendar", "text/csv", "application/pdf"}


@login_not_required
@require_safe
def list_messages(request: HttpRequest) -> HttpResponse:
    to = request.GET.get("to", "").strip()[:200]
    after = request.GET.get("after", "")[:200]
    entries, more_after = mailbox.newest(_folder(), to=to, after=after)
    context = {"entries": entries, "to": to, "after": after, "more_after": more_after}
    return render(request, "records/mailbox/list.html", context)


@login_not_required
@require_safe
def show_message(request: HttpRequest, key: str) -> HttpResponse:
    message = _load(key)
    context = {
        "message": message,
        "text": mailbox.pieces(message.text, settings.PUBLIC_ORIGIN),
        "html_as_text": mailbox.pieces(message.html_as_text, settings.PUBLIC_ORIGIN),
    }
    return render(request, "records/mailbox/show.html", context)


@login_not_required
@require_safe
def download_file(request: HttpRequest, key: str, number: int) -> FileResponse:  # noqa: ARG001
    enclosures = _load(key).enclosures
    if not 1 <= number <= len(enclosures):
        raise Http404
    file = enclosures[number - 1]
    kind = file.media_type if file.media_type in _OPENS_SAFELY else "application/octet-stream"
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name, content_type=kind)


def _load(key: str) -> mailbox.Opened:
    message = mailbox.open_message(_folder(), key)
    if message is None:
        raise Http404
    return message


def _folder() -> Path:
    if not settings.MAILBOX_DIR:
        raise Http404
    return settings.MAILBOX_DIR
