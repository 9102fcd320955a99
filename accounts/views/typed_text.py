"""What was typed survives the end of a sign-in.

A form that is sent after the hour ran out is set aside in the signed-out session and offered again to the
same person after they signed in. It must have passed the check against forged requests, come from our own
page and hold neither a file nor a password. Nobody else who signs in on that browser ever sees it.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
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
    if not is_form or not _is_ours(request, unless_said="same-origin") or request.FILES:
        return False
    fields = _fields(request)
    has_password = any("password" in name.lower() for name, _value in fields)
    return not has_password and 0 < sum(len(name) + len(value) for name, value in fields) <= LARGEST


def is_waiting(request: HttpRequest) -> bool:
    return KEY in request.session


def _is_ours(request: HttpRequest, *, unless_said: str) -> bool:
    """Whether the browser says that the form was sent from a page of ours."""
    return request.headers.get("Sec-Fetch-Site", unless_said) == "same-origin"


def is_from_an_older_page(request: HttpRequest) -> bool:
    """A form without a good token that may still be given back to read and send: ours for certain, and harmless.

    It happens when a page was open since before the person signed in again in another window.
    """
    user = getattr(request, "user", None)
    is_signed_in = user is not None and user.is_authenticated
    return is_signed_in and _is_ours(request, unless_said="unknown") and _may_be_kept(request)


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
    why = _("You were signed out before it was sent. It is not saved yet.")
    return _page(request, typed, why=why, goal=access.next_path(request))


def give_back(request: HttpRequest) -> HttpResponse:
    """The text of a form from an older page, with a token of now."""
    typed = {"path": request.get_full_path(), "fields": _fields(request)}
    why = _("This form was open since before you last signed in. It is not saved yet.")
    return _page(request, typed, why=why, goal=access.came_from(request) or "/", status=403)


def longer_texts(request: HttpRequest) -> list[str]:
    """What a page that says no gives back to be copied; empty unless the form came from a page of ours."""
    is_kept = request.method == "POST" and _is_ours(request, unless_said="unknown") and _may_be_kept(request)
    return _longer(_fields(request)) if is_kept else []


def give_back_signed_out(request: HttpRequest) -> HttpResponse:
    """The text of a form that was sent after signing out on purpose, perhaps in another tab.

    Nothing is set aside then: the next person on this device must not find it. It is on this page only, which was sent
    by whoever has it before their eyes.
    """
    typed = {"path": request.get_full_path(), "fields": _fields(request)}
    why = _(
        "You are signed out, so it is not saved. Sign in in another tab, come back to this one, and save it."
    )
    return _page(request, typed, why=why, goal=resolve_url(settings.LOGIN_URL), status=403)


def _longer(fields: list[list[str]]) -> list[str]:
    return [value for _name, value in fields if " " in value.strip()]


def _page(
    request: HttpRequest, typed: dict[str, Any], *, why: str, goal: str, status: int = 200
) -> HttpResponse:
    context = {"typed": typed, "texts": _longer(typed["fields"]), "next": goal, "why": why}
    return render(request, "accounts/sign_in/typed_text.html", context, status=status)
