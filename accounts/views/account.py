"""A person's own page."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.preferences import Preferences
from accounts.models import User
from accounts.services import preferences, sign_in
from accounts.summaries import AccountPage


@require_safe
def show_account(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/account/show.html", {"page": AccountPage.of(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def change_account(request: HttpRequest) -> HttpResponse:
    person = User.objects.get(pk=request.user.pk)  # the form writes into this copy, the service into the row
    form = Preferences(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        preferences.change(by=request.user, **form.cleaned_data)
        messages.success(request, _("Your details are saved."))
        return redirect("accounts:account")
    return render(request, "accounts/account/change.html", {"form": form})


@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    sign_in.sign_out_elsewhere(by=request.user)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("accounts:account")
