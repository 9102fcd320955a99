"""Who designs a dialogue: listing, seating, signing off, leaving."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues import permissions
from dialogues.access import dialogue_for, managed_dialogue_for, member_for, offered_seat_for
from dialogues.forms.design_team import AddMemberForm, AgreeForm, ChangeMemberForm, SeatLiaisonForm
from dialogues.services import design_team
from dialogues.summaries.design_team import DesignTeam
from records.errors import Refusal


@require_safe
def list_design_team(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    context = {
        "dialogue": dialogue,
        "active": "overview",
        "team": DesignTeam.of(dialogue, request.user),
        "rights": permissions.rights_of(request.user, dialogue),
    }
    return render(request, "dialogues/design_team/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_member(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    permissions.may_seat(request.user, dialogue).require()
    form = AddMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            member = design_team.add(by=request.user, dialogue=dialogue, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s has a seat.") % {"name": member.name})
            if form.cleaned_data["email"] and member.user_id is None:
                messages.info(
                    request, _("If the address has an account here, a letter asks its owner to accept.")
                )
            return redirect("dialogues:design-team-list", pk)
    context = {"dialogue": dialogue, "active": "overview", "form": form}
    return render(request, "dialogues/design_team/add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def accept_seat(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link of a letter, for the account that it was written to; for others it does not exist."""
    member = offered_seat_for(request, token)
    if request.method == "POST":
        design_team.accept(by=request.user, token=token)
        messages.success(request, _("The seat is yours. Welcome to the design team."))
        return redirect("dialogues:dialogue-show", member.dialogue_id)
    return render(request, "dialogues/design_team/accept.html", {"member": member})


@require_http_methods(["GET", "HEAD", "POST"])
def change_member(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    member = member_for(request, pk, member_pk)
    permissions.may_seat(request.user, member.dialogue).require()
    form = ChangeMemberForm(request.POST or None, initial=ChangeMemberForm.current_of(member))
    if request.method == "POST" and form.is_valid():
        try:
            design_team.change(by=request.user, member=member, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The seat is changed."))
            return redirect("dialogues:design-team-list", pk)
    context = {"dialogue": member.dialogue, "active": "overview", "member": member, "form": form}
    return render(request, "dialogues/design_team/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def leave_design_team(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """A page of its own, because sight of the dialogue ends at once."""
    member = member_for(request, pk, member_pk)
    permissions.may_leave(request.user, member).require()
    if request.method == "POST":
        design_team.leave(by=request.user, member=member)
        messages.success(request, _("%(name)s has left the design team.") % {"name": member.name})
        if member.user_id == request.user.pk:
            return redirect("dialogues:dialogue-list")
        return redirect("dialogues:design-team-list", pk)
    context = {"dialogue": member.dialogue, "active": "overview", "member": member}
    return render(request, "dialogues/design_team/leave.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    permissions.may_sign_off(request.user, dialogue).require()
    form = AgreeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            design_team.sign_off(by=request.user, dialogue=dialogue, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("You signed off the design."))
            return redirect("dialogues:design-team-list", pk)
    context = {"dialogue": dialogue, "active": "overview", "form": form}
    return render(request, "dialogues/design_team/sign_off.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def record_agreement(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    member = member_for(request, pk, member_pk)
    permissions.may_record_agreement(request.user, member).require()
    form = AgreeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            design_team.record_agreement(by=request.user, member=member, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The agreement of %(name)s is recorded.") % {"name": member.name})
            return redirect("dialogues:design-team-list", pk)
    context = {"dialogue": member.dialogue, "active": "overview", "member": member, "form": form}
    return render(request, "dialogues/design_team/agreement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_liaison(request: HttpRequest, pk: int) -> HttpResponse:
    """For administrators, who see that the dialogue exists and nothing of what it is about."""
    dialogue = managed_dialogue_for(request, pk)
    form = SeatLiaisonForm(request.POST or None, dialogue=dialogue)
    if request.method == "POST" and form.is_valid():
        try:
            member = design_team.seat_liaison(
                by=request.user, dialogue=dialogue, user=form.cleaned_data["user"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s is now a liaison of it.") % {"name": member.name})
            return redirect("dialogues:dialogue-list-of-agency", dialogue.agency_id)
    return render(request, "dialogues/design_team/seat_liaison.html", {"dialogue": dialogue, "form": form})
