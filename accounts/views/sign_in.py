"""Signing in and out, and the language switch."""

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.forms.sign_in import SignIn
from accounts.services import preferences
from accounts.services import sign_in as services
from accounts.views import typed_text

WRONG = _(
    "This e-mail address and password do not belong together. Check both. If you forgot the password, set a new one."
)


@access.public
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The same answer whether the address is unknown, the password wrong or the account closed."""
    if request.user.is_authenticated:
        return redirect(access.next_path(request))
    form = SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, password = form.cleaned_data["email"], form.cleaned_data["password"]
        if not services.take_turn(email=email, address=access.client_address(request)):
            return locked_out(request)
        user = authenticate(request, username=email, password=password)
        if user is not None:
            return let_in(request, user)
        if getattr(request, "axes_failures_since_start", None):  # while locked out, nothing is counted
            services.note_refusal(email=email)
        form.add_error(None, WRONG)
    return _page(request, form)


def _page(request: HttpRequest, form: SignIn) -> HttpResponse:
    context = {
        "form": form,
        "next": access.next_path(request),
        "has_typed_text": typed_text.is_waiting(request),
        "was_signed_in": access.last_person(request) is not None,
    }
    return access.forget_pages(render(request, "accounts/sign_in/sign_in.html", context))


def let_in(request: HttpRequest, user: Any) -> HttpResponse:
    """Sign in, then go where the person was going, by way of what they had typed."""
    goal = access.next_path(request)
    services.note_sign_in(by=user)
    if typed_text.offered(request, user):
        goal = f"{reverse('accounts:typed-text')}?{urlencode({'next': goal})}"
    else:
        typed_text.drop(request)
    return access.admit(request, redirect(goal), user)


@access.public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out and leave nothing on this device: no page to go back to, no word of who it was."""
    if request.user.is_authenticated:
        services.note_sign_out(by=request.user)
        logout(request)
    return access.forget_person(access.put_down_link(redirect(settings.LOGOUT_REDIRECT_URL)))


@access.public
@require_POST
def stay_signed_in(request: HttpRequest) -> HttpResponse:
    """Start the hour without a click anew, for the warning that two minutes are left.

    Answers without a page; `SessionLimits` says how long it lasts now. Public, so that the script of a person who
    is signed out already hears so (403) and gets no sign-in page.
    """
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    request.session["seen_at"] = timezone.now().timestamp()
    return HttpResponse(status=204)


@access.public
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/sign_in/signed_out.html")


def locked_out(request: HttpRequest, _response: Any = None, _credentials: Any = None) -> HttpResponse:
    """Instead of the sign-in page, after too many wrong tries for one account from one place."""
    return render(request, "accounts/sign_in/locked_out.html", status=429)


@access.public
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """The language switch: a cookie for this browser, and the account of whoever is signed in."""
    response = redirect(access.inner_path(request.POST.get("next", "")) or access.came_from(request) or "/")
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return response
    if request.user.is_authenticated:
        preferences.choose_language(by=request.user, language=language)
    return access.speak(response, language)
