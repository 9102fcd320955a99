"""Forgotten, new and changed passwords."""

from typing import Any

from axes.utils import reset as forget_tries
from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.errors import TooManyAsked
from accounts.forms.fields import NewPassword
from accounts.forms.sign_in import PasswordChange, PasswordForgotten
from accounts.models import User
from accounts.services import sign_in as services
from accounts.views.sign_in import locked_out

LINK = "password"
ASKED_AT_MOST = 50  # in an hour from one network: more than a town hall needs, less than a flood


@access.public
@require_http_methods(["GET", "HEAD", "POST"])
def ask_password_reset(request: HttpRequest) -> HttpResponse:
    """The same page for every address, known or not."""
    form = PasswordForgotten(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if access.is_too_often(request, "password-asked", at_most=ASKED_AT_MOST, seconds=60 * 60):
            form.add_error(None, TooManyAsked.sentence)
        else:
            services.ask_password_reset(email=form.cleaned_data["email"], now=timezone.now())
            return redirect("accounts:password-asked")
    return render(request, "accounts/passwords/forgotten.html", {"form": form})


@access.public
@require_safe
def show_password_asked(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/passwords/asked.html")


@access.private_link
@require_safe
def open_password_link(request: HttpRequest, number: str, token: str) -> HttpResponse:  # noqa: ARG001
    """First hop: the secret leaves the address. Looking at a link changes nothing, so scanners do no harm."""
    return access.carry_link(redirect("accounts:password-new"), LINK, f"{number}.{token}")


@access.public
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def set_new_password(request: HttpRequest) -> HttpResponse:
    """The page behind the link of the letter."""
    user = _user_of_link(request)
    if user is None:
        return render(request, "accounts/passwords/link_closed.html", status=410)
    form = NewPassword(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        services.reset_password(by=user, password=form.cleaned_data["new_password"], now=timezone.now())
        forget_tries(ip=access.client_address(request), username=user.email)
        messages.success(request, _("Your new password is set. Sign in with it."))
        return access.put_down_link(redirect("accounts:sign-in"))
    return render(request, "accounts/passwords/new.html", {"form": form, "person": user})


def _user_of_link(request: HttpRequest) -> User | None:
    number, _dot, token = access.carried_link(request, LINK).partition(".")
    try:
        pk = int(force_str(urlsafe_base64_decode(number)))
    except ValueError:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first() if 0 < pk < 2**63 else None
    return user if default_token_generator.check_token(user, token) else None


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Guesses at the password now count like tries to sign in, and come one after the other like them."""
    form = PasswordChange(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        if not services.take_turn(email=request.user.email, address=access.client_address(request)):
            return locked_out(request)
        user: Any = authenticate(request, username=request.user.email, password=form.cleaned_data["password"])
        if user is not None:
            services.change_password(by=user, password=form.cleaned_data["new_password"], now=timezone.now())
            update_session_auth_hash(request, user)
            messages.success(request, _("Your password is changed. Every other browser is signed out."))
            return redirect("accounts:account")
        form.add_error("password", _("This is not your password. Type it again."))
    return render(request, "accounts/passwords/change.html", {"form": form})
