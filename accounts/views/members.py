"""Members of an agency, for its administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.forms.members import Invite, Roles
from accounts.services import members
from accounts.summaries import MemberPage, role_words
from records.errors import Refusal


@require_safe
def list_members(request: HttpRequest, pk: int) -> HttpResponse:
    agency = access.managed_agency_for(request, pk)
    page = MemberPage.of(
        agency,
        now=timezone.now(),
        after=_row_number(request.GET.get("after", "")),
        before=_row_number(request.GET.get("before", "")),
    )
    context = {"agency": agency, "page": page, "is_first_page": "after" not in request.GET}
    return render(request, "accounts/members/list.html", context)


def _row_number(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 19 else None


@require_http_methods(["GET", "HEAD", "POST"])
def invite_member(request: HttpRequest, pk: int) -> HttpResponse:
    agency = access.managed_agency_for(request, pk)
    form = Invite(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            members.invite(by=request.user, agency=agency, now=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("email", refusal.sentence)
        else:
            words = _("A letter with a link to join is on its way to %(name)s.")
            messages.success(request, words % {"name": form.cleaned_data["full_name"]})
            return redirect("accounts:member-list", agency.pk)
    return render(request, "accounts/members/invite.html", {"form": form, "agency": agency})


@require_POST
def invite_member_again(request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
    invitation = access.invitation_for(request, pk, invitation_pk)
    members.invite_again(by=request.user, invitation=invitation, now=timezone.now())
    words = _("A new letter is on its way to %(name)s. Links in earlier letters no longer work.")
    messages.success(request, words % {"name": invitation.full_name})
    return redirect("accounts:member-list", pk)


@require_POST
def withdraw_invitation(request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
    invitation = access.invitation_for(request, pk, invitation_pk)
    members.withdraw_invitation(by=request.user, invitation=invitation, now=timezone.now())
    words = _("The invitation to %(name)s is withdrawn. Its link no longer works.")
    messages.success(request, words % {"name": invitation.full_name})
    return redirect("accounts:member-list", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change_roles(request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
    membership = access.membership_for(request, pk, membership_pk)
    form = Roles(request.POST or None, initial={"roles": membership.roles})
    if request.method == "POST" and form.is_valid():
        try:
            members.change_roles(by=request.user, membership=membership, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("roles", refusal.sentence)
        else:
            words = _("The roles of %(name)s are changed.")
            messages.success(request, words % {"name": membership.user.full_name})
            return redirect("accounts:member-list", pk)
    context = {"form": form, "agency": membership.agency, "membership": membership}
    return render(request, "accounts/members/roles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_member(request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
    membership = access.membership_for(request, pk, membership_pk)
    if request.method == "POST":
        members.remove(by=request.user, membership=membership, now=timezone.now())
        words = _("%(name)s no longer belongs to %(agency)s.")
        messages.success(
            request, words % {"name": membership.user.full_name, "agency": membership.agency.name}
        )
        return redirect("accounts:member-list", pk)
    context = {
        "agency": membership.agency,
        "membership": membership,
        "roles": role_words(membership.roles),
        "is_oneself": membership.user_id == request.user.pk,
    }
    return render(request, "accounts/members/remove.html", context)
