"""Accepting an invitation: the only way to an account."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.forms.members import JoinWithNewAccount
from accounts.models import MemberInvitation, User
from accounts.services import members
from accounts.services import sign_in as sign_in_services
from accounts.summaries import role_words

LINK = "join"


@access.private_link
@require_safe
def open_join_link(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - a first hop
    """First hop: the secret leaves the address. Looking at a link changes nothing, so scanners do no harm."""
    return access.carry_link(redirect("accounts:join-accept"), LINK, token)


@access.public
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest) -> HttpResponse:
    """Join with the account of the invited address, or make that account."""
    now = timezone.now()
    token = access.carried_link(request, LINK)
    invitation = MemberInvitation.objects.with_place().open(now).opened_by(token).first()
    if invitation is None:
        return render(request, "accounts/joining/closed.html", status=410)
    context = {"invitation": invitation, "place": invitation.place, "roles": role_words(invitation.roles)}
    if request.user.is_authenticated:
        return _join_as_signed_in(request, invitation, context)
    if User.objects.filter(email=invitation.email).exists():
        return render(request, "accounts/joining/sign_in_first.html", context)
    return _join_with_new_account(request, invitation, context)


def _join_as_signed_in(
    request: HttpRequest, invitation: MemberInvitation, context: dict[str, Any]
) -> HttpResponse:
    if request.user.email != invitation.email:
        return render(request, "accounts/joining/someone_else.html", context, status=409)
    if request.method != "POST":
        return render(request, "accounts/joining/confirm.html", context)
    members.join(by=request.user, invitation=invitation, now=timezone.now())
    messages.success(request, _("You now belong to %(place)s.") % {"place": invitation.place.name})
    return access.put_down_link(redirect(access.next_path(request)))


def _join_with_new_account(
    request: HttpRequest, invitation: MemberInvitation, context: dict[str, Any]
) -> HttpResponse:
    person = User(email=invitation.email, full_name=invitation.full_name)
    form = JoinWithNewAccount(request.POST or None, user=person, initial={"full_name": invitation.full_name})
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/joining/new_account.html", context | {"form": form})
    user = members.join_with_new_account(
        invitation=invitation,
        full_name=form.cleaned_data["full_name"],
        password=form.cleaned_data["new_password"],
        language=get_language() or "en",
        now=timezone.now(),
    )
    sign_in_services.note_sign_in(by=user)
    messages.success(request, _("Welcome. You now belong to %(place)s.") % {"place": invitation.place.name})
    response = access.admit(request, redirect(access.next_path(request)), user)
    return access.put_down_link(response)
