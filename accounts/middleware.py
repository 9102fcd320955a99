"""What every request passes: sign-in and its limits, language and zone, refusals in plain words."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from accounts import access
from accounts.errors import NotAllowed
from accounts.views import typed_text
from records.errors import FormUsedElsewhere, Refusal

GetResponse = Callable[[HttpRequest], HttpResponse]

NOTHING_OF_THE_DEVICE = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
        "encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "identity-credentials-get",
        "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
        "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
        "xr-spatial-tracking",
    )
)  # fmt: skip


class PrivateResponses:
    """No page is kept by a browser or by anything between it and us; no page asks for a camera or a place."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store, private"
            patch_vary_headers(response, ["Cookie"])
        response.headers["Permissions-Policy"] = NOTHING_OF_THE_DEVICE
        return response


class SessionLimits:
    """Twelve hours after signing in it ends, whatever happens; and after an hour without a click.

    The hour is the age of the stored session. A click renews it, but is written down once a minute at most, so
    that looking at pages does not write to the database each time. What is left goes out with each answer, for
    the script that warns two minutes before the end (WCAG 2.2, criterion 2.2.1).
    """

    WRITTEN_EVERY = 60
    HEADER = "Signed-In-For"

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            started = request.session.setdefault("signed_in_at", now)
            if now - started > settings.SESSION_TOTAL_SECONDS:
                logout(request)
            elif now - request.session.get("seen_at", 0) > self.WRITTEN_EVERY:
                request.session["seen_at"] = now
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers[self.HEADER] = str(access.time_left(request, timezone.now().timestamp()))
        return response


class TypedTextSurvivesSignIn(LoginRequiredMiddleware):
    """Closed unless listed public. Whoever is sent to sign in finds what they had just typed afterwards."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponse:
        is_change = request.method not in {"GET", "HEAD", "OPTIONS"}
        is_partial = bool(request.headers.get("HX-Request"))
        if is_change and not self._keep(request) and not is_partial and typed_text.longer_texts(request):
            return typed_text.give_back_signed_out(request)
        back = access.came_from(request) if is_change or is_partial else request.get_full_path()
        response = redirect_to_login(
            back or resolve_url(settings.LOGIN_REDIRECT_URL), self.get_login_url(view_func)
        )
        if is_partial:  # a whole page, not a sign-in form in the middle of another one
            return HttpResponse(status=204, headers={"HX-Redirect": response.headers["Location"]})
        return response

    @staticmethod
    def _keep(request: HttpRequest) -> bool:
        """Whether it is set aside, or they were told that it is not."""
        if typed_text.keep(request):
            return True
        if access.last_person(request) is None:
            return False
        messages.warning(
            request,
            _("You were signed out before this was sent, so nothing was saved. Sign in and send it again."),
        )
        return True

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        typed_text.drop_when_saved(request, response)
        return response


class PersonalPreferences:
    """Pages speak the person's language, in their time zone. The signed-out use the language switch."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(ZoneInfo(request.user.time_zone)):
            return self.get_response(request)


class PlainRefusals:
    """A refusal becomes a page with its sentence. The change it interrupted was already undone by then."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return self._page(request, "403.html", 403, {"refusal": exception})
        if isinstance(exception, IntegrityError) and "form_key" in str(exception):
            exception = FormUsedElsewhere()  # every form that creates once keeps its key in a unique column
        if isinstance(exception, Refusal):
            back = access.came_from(request)
            return self._page(request, "refused.html", 409, {"refusal": exception, "back": back})
        return None

    @staticmethod
    def _page(request: HttpRequest, template: str, status: int, context: dict[str, Any]) -> HttpResponse:
        context |= {"texts": typed_text.longer_texts(request)}
        response = render(request, template, context, status=status)
        if request.headers.get("HX-Request"):  # the whole page takes the place of the old one, not of a part
            response.headers["HX-Retarget"] = response.headers["HX-Reselect"] = "#main"
            response.headers["HX-Reswap"] = "outerHTML"
        return response
