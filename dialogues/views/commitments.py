"""Commitments of a dialogue: the team's list, one promise and its history, reports, and the public switch."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dialogues.access import dialogue_for
from dialogues.forms.commitments import CommitmentChangeForm, CommitmentForm, PostponeForm, ReportForm
from dialogues.models import Commitment, FollowUp
from dialogues.permissions import may_commit, may_publish, may_report, rights_of
from dialogues.services import commitments
from dialogues.summaries.commitments import CommitmentHistory, CommitmentList
from records.errors import Refusal


@require_GET
def list_commitments(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    context = {
        "dialogue": dialogue,
        "list": CommitmentList.of(dialogue, today=timezone.localdate()),
        "rights": rights_of(request.user, dialogue),
        "active": "commitments",
    }
    return render(request, "dialogues/commitments/list.html", context)


@require_http_methods(["GET", "POST"])
def make_commitment(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    may_commit(request.user, dialogue).require()
    today = timezone.localdate()
    form = CommitmentForm(
        request.POST or None,
        initial={"made_on": today, "session": request.GET.get("session", "")},
        sessions=dialogue.sessions.order_by("-starts_at")[:100],
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        made = commitments.make(
            by=request.user,
            dialogue=dialogue,
            values=form.values(),
            due_on=form.cleaned_data["due_on"],
            made_on=form.cleaned_data["made_on"],
            session=form.sessions.get(form.cleaned_data["session"]),
            form_key=form.cleaned_data["form_key"],
        )
        messages.success(
            request, _("The commitment is recorded. Follow-ups are asked for after 30, 60 and 90 days.")
        )
        return redirect("dialogues:commitment-show", pk, made.pk)
    context = {"dialogue": dialogue, "form": form, "active": "commitments"}
    return render(request, "dialogues/commitments/make.html", context)


@require_GET
def show_commitment(request: HttpRequest, pk: int, commitment_pk: int) -> HttpResponse:
    commitment = _commitment_for(request, pk, commitment_pk)
    context = {
        "dialogue": commitment.dialogue,
        "commitment": commitment,
        "history": CommitmentHistory.of(commitment, today=timezone.localdate()),
        "rights": rights_of(request.user, commitment.dialogue),
        "active": "commitments",
    }
    return render(request, "dialogues/commitments/show.html", context)


@require_http_methods(["GET", "POST"])
def change_commitment(request: HttpRequest, pk: int, commitment_pk: int) -> HttpResponse:
    commitment = _commitment_for(request, pk, commitment_pk)
    may_commit(request.user, commitment.dialogue).require()
    names = ("text", "owner", "partner", "measure", "is_public", "version")
    initial = {name: getattr(commitment, name) for name in names}
    form = CommitmentChangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            commitments.change(by=request.user, commitment=commitment, version=version, values=form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The commitment is changed."))
            return redirect("dialogues:commitment-show", pk, commitment_pk)
    return _form_page(request, commitment, form, "change")


@require_http_methods(["GET", "POST"])
def postpone_commitment(request: HttpRequest, pk: int, commitment_pk: int) -> HttpResponse:
    commitment = _commitment_for(request, pk, commitment_pk)
    may_report(request.user, commitment.dialogue).require()
    today = timezone.localdate()
    form = PostponeForm(request.POST or None, made_on=commitment.made_on, today=today)
    if request.method == "POST" and form.is_valid():
        commitments.postpone(by=request.user, commitment=commitment, **form.cleaned_data)
        messages.success(request, _("The due date moved. The old date and the reason stay visible."))
        return redirect("dialogues:commitment-show", pk, commitment_pk)
    return _form_page(request, commitment, form, "postpone")


@require_http_methods(["GET", "POST"])
def report_commitment(request: HttpRequest, pk: int, commitment_pk: int) -> HttpResponse:
    """A report on a promise; `?follow_up=` names the awaited one that it answers."""
    commitment = _commitment_for(request, pk, commitment_pk)
    may_report(request.user, commitment.dialogue).require()
    follow_up = _awaited(commitment, request.GET.get("follow_up", ""))
    form = ReportForm(request.POST or None, initial={"status": commitment.status})
    if request.method == "POST" and form.is_valid():
        try:
            commitments.report(
                by=request.user, commitment=commitment, follow_up=follow_up, **form.cleaned_data
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The report is kept with the commitment."))
            return redirect("dialogues:commitment-show", pk, commitment_pk)
    return _form_page(request, commitment, form, "report", follow_up=follow_up)


@require_http_methods(["GET", "POST"])
def publish_commitments(request: HttpRequest, pk: int) -> HttpResponse:
    """Says exactly what strangers will read, then makes it public, or takes it back."""
    dialogue = dialogue_for(request, pk)
    may_publish(request.user, dialogue).require()
    if request.method == "POST":
        if request.POST.get("what") == "unpublish":
            commitments.unpublish(by=request.user, dialogue=dialogue)
            messages.success(request, _("The page is no longer public."))
        else:
            commitments.publish(by=request.user, dialogue=dialogue)
            messages.success(request, _("The commitments page is public."))
        return redirect("dialogues:commitment-list", pk)
    shown = CommitmentList.of(dialogue, today=timezone.localdate(), is_public=True)
    context = {"dialogue": dialogue, "list": shown, "active": "commitments"}
    return render(request, "dialogues/commitments/publish.html", context)


def _commitment_for(request: HttpRequest, pk: int, commitment_pk: int) -> Commitment:
    dialogue = dialogue_for(request, pk)
    commitment = get_object_or_404(dialogue.commitments.select_related("session"), pk=commitment_pk)
    commitment.dialogue = dialogue
    return commitment


def _awaited(commitment: Commitment, key: str) -> FollowUp | None:
    if not key.isdecimal() or len(key) > 18:
        return None
    return FollowUp.objects.awaited().filter(commitment=commitment, pk=int(key)).first()


def _form_page(
    request: HttpRequest, commitment: Commitment, form: object, page: str, **more: object
) -> HttpResponse:
    context = {"dialogue": commitment.dialogue, "commitment": commitment, "form": form, **more}
    return render(request, f"dialogues/commitments/{page}.html", {**context, "active": "commitments"})
