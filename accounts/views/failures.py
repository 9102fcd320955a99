"""Pages for when something fails. They need no session, and the gravest need neither request nor database."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string

from accounts import access
from accounts.views import typed_text
from records.errors import Refusal


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    refusal = exception if isinstance(exception, Refusal) else None
    return render(request, "403.html", {"refusal": refusal}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return render(request, "404.html", status=404)


def server_error(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A form from before the last sign-in. Signing in twice, from two tabs, is not worth a refusal."""
    user = getattr(request, "user", None)
    if request.path == resolve_url(settings.LOGIN_URL) and user is not None and user.is_authenticated:
        return redirect(access.next_path(request))
    if typed_text.is_from_an_older_page(request):
        return typed_text.give_back(request)
    return render(request, "403_csrf.html", status=403)
