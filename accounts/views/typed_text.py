"""What was typed survives the end of a sign-in.

A form that is sent after the hour ran out is set aside in the signed-out session and offered again to the
same person after they signed in. It must have passed the check against forged requests, come from our own
page and hold neither a file nor a password. Nobody else who signs in on that browser ever sees it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import access

KEY = "typed_text"
LARGEST = 200_000  # characters; a long page of notes has a tenth of that
LONGEST_KEPT_SECONDS = 60 * 60
FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}


def keep(request: HttpRequest) -> bool:
    """Set aside what was just sent, if it may be; says whether it was."""
    person = access.last_person(request)
    if person is None or not _may_be_kept(request):
        return False
    request.session[KEY] = {
        "person": person,
        "path": request.get_full_path(),
        "fields": _fields(request),
        "at": timezone.now().timestamp(),
    }
    return True


def _fields(request: HttpRequest) -> list[list[str]]:
    return [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]


def _may_be_kept(request: HttpRequest) -> bool:
    is_form = request.content_type in FORM_TYPES
    is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if not is_form or not is_ours or request.FILES:
        return False
    fields = _fields(request)
    has_password = any("password" in name.lower() for name, _value in fields)
    return not has_password and 0 < sum(len(name) + len(value) for name, value in fields) <= LARGEST


def is_waiting(request: HttpRequest) -> bool:
    return KEY in request.session


def offered(request: HttpRequest, person: Any) -> dict[str, Any] | None:
    """What this very person typed before, while it is fresh."""
    typed = request.session.get(KEY)
    if typed is None:
        return None
    is_fresh = timezone.now().timestamp() - typed["at"] < LONGEST_KEPT_SECONDS
    return typed if typed["person"] == person.pk and is_fresh else None


def drop(request: HttpRequest) -> None:
    if KEY in request.session:
        del request.session[KEY]


def drop_when_saved(request: HttpRequest, response: HttpResponse) -> None:
    """Forget the text once the same form arrived and was answered without a refusal."""
    if request.method != "POST" or response.status_code >= 400 or not hasattr(request, "session"):
        return
    typed = request.session.get(KEY)
    if typed and request.user.is_authenticated and typed["path"] == request.get_full_path():
        drop(request)


@require_safe
def show_typed_text(request: HttpRequest) -> HttpResponse:
    """The text again, in one form with one button."""
    typed = offered(request, request.user)
    if typed is None:
        drop(request)
        return redirect(access.next_path(request))
    texts = [value for _name, value in typed["fields"] if " " in value.strip()]
    context = {"typed": typed, "texts": texts, "next": access.next_path(request)}
    return render(request, "accounts/sign_in/typed_text.html", context)
