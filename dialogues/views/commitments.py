"""Commitments of a dialogue: the team's list, one promise and its history, reports, and the public switch."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.access import dialogue_for
from dialogues.errors import ChangedMeanwhile, FollowUpReported
from dialogues.forms.commitments import CommitmentChangeForm, CommitmentForm, PostponeForm, ReportForm
from dialogues.forms.dialogues import MAX_KEY, PlaceInList
from dialogues.models import Commitment, Dialogue, FollowUp
from dialogues.permissions import may_commit, may_publish, may_report, may_see_participants, rights_of
from dialogues.services import commitments
from dialogues.summaries.commitments import CommitmentHistory, CommitmentList, public_histories
from dialogues.summaries.notes import names_in
from dialogues.timing import day_in
from records.errors import Refusal

MOST_UNMARKED = 5


@require_safe
def list_commitments(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    after = PlaceInList.read(request.GET).get("after")
    context = _of(dialogue) | {
        "list": CommitmentList.of(dialogue, today=_today(dialogue), after=after),
        "rights": rights_of(request.user, dialogue),
        "is_first_page": after is None,
    }
    return render(request, "dialogues/commitments/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make_commitment(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    may_commit(request.user, dialogue).require()
    today = _today(dialogue)
    form = CommitmentForm(
        request.POST or None,
        initial={"made_on": today, "session": request.GET.get("session", "")},
        sessions=dialogue.sessions.order_by("-starts_at")[:100],
        today=today,
        names=_names(request, dialogue),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _make(request, dialogue, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("The commitment is recorded. Reports are asked for after 30, 60 and 90 days.")
            )
            if "another" in request.POST:
                return redirect("dialogues:commitment-make", pk)
            return redirect("dialogues:commitment-show", pk, made.pk)
    return render(request, "dialogues/commitments/make.html", _of(dialogue) | {"form": form})


def _make(request: HttpRequest, dialogue: Dialogue, form: CommitmentForm) -> Commitment:
    return commitments.make(
        by=request.user,
        dialogue=dialogue,
        values=form.values(),
        due_on=form.cleaned_data["due_on"],
        made_on=form.cleaned_data["made_on"],
        session=form.sessions.get(form.cleaned_data["session"]),
        form_key=form.cleaned_data["form_key"],
    )


@require_safe
def show_commitment(request: HttpRequest, pk: int, commitment_pk: int) -> HttpResponse:
    commitment = _commitment_for(request, pk, commitment_pk)
    context = _of(commitment.dialogue) | {
        "commitment": commitment,
        "history": CommitmentHistory.of(commitment, today=_today(commitment.dialogue)),
        "rights": rights_of(request.user, commitment.dialogue),
    }
    return render(request, "dialogues/commitments/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_commitment(request: HttpRequest, pk: int, commitment_pk: int) -> HttpResponse:
    commitment = _commitment_for(request, pk, commitment_pk)
    may_commit(request.user, commitment.dialogue).require()
    form = CommitmentChangeForm(
        request.POST or None,
        current=CommitmentChangeForm.current_of(commitment),
        version=commitment.version,
        names=_names(request, commitment.dialogue),
    )
    context = _of(commitment.dialogue) | {"commitment": commitment, "form": form}
    if request.method == "POST" and form.is_valid():
        version, changes = form.cleaned_data["version"], form.changes()
        try:
            commitments.change(by=request.user, commitment=commitment, version=version, changes=changes)
        except ChangedMeanwhile as refusal:
            context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
            return render(request, "dialogues/commitments/change.html", context, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The commitment is changed."))
            return redirect("dialogues:commitment-show", pk, commitment_pk)
    return render(request, "dialogues/commitments/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def postpone_commitment(request: HttpRequest, pk: int, commitment_pk: int) -> HttpResponse:
    commitment = _commitment_for(request, pk, commitment_pk)
    may_report(request.user, commitment.dialogue).require()
    form = PostponeForm(
        request.POST or None,
        commitment=commitment,
        today=_today(commitment.dialogue),
        names=_names(request, commitment.dialogue),
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            commitments.postpone(by=request.user, commitment=commitment, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
            status = 409 if isinstance(refusal, ChangedMeanwhile) else 200
        else:
            messages.success(request, _("The due date moved. The old date and the reason stay visible."))
            return redirect("dialogues:commitment-show", pk, commitment_pk)
    context = _of(commitment.dialogue) | {"commitment": commitment, "form": form}
    return render(request, "dialogues/commitments/postpone.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def report_commitment(request: HttpRequest, pk: int, commitment_pk: int) -> HttpResponse:
    """A report on a promise; `?follow_up=` names the awaited one that it answers."""
    commitment = _commitment_for(request, pk, commitment_pk)
    may_report(request.user, commitment.dialogue).require()
    follow_up = _asked_for(commitment, request.GET.get("follow_up", ""))
    form = ReportForm(
        request.POST or None,
        initial={"status": commitment.status},
        names=_names(request, commitment.dialogue),
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            commitments.report(by=request.user, commitment=commitment, follow_up=follow_up, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
            if isinstance(refusal, FollowUpReported):
                status, follow_up = 409, None
        else:
            messages.success(request, _("The report is kept with the commitment."))
            return redirect("dialogues:commitment-show", pk, commitment_pk)
    context = _of(commitment.dialogue) | {"commitment": commitment, "form": form, "follow_up": follow_up}
    return render(request, "dialogues/commitments/report.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
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
    histories = public_histories(dialogue, today=_today(dialogue))
    context = _of(dialogue) | {"histories": histories}
    if not histories and dialogue.is_open:
        context["unmarked"] = dialogue.commitments.open().order_by("-pk")[:MOST_UNMARKED]
    return render(request, "dialogues/commitments/publish.html", context)


def _commitment_for(request: HttpRequest, pk: int, commitment_pk: int) -> Commitment:
    dialogue = dialogue_for(request, pk)
    commitment = get_object_or_404(dialogue.commitments.select_related("session"), pk=commitment_pk)
    commitment.dialogue = dialogue
    return commitment


def _asked_for(commitment: Commitment, key: str) -> FollowUp | None:
    """The follow-up that the page was opened for, reported meanwhile or not."""
    if not (key.isascii() and key.isdecimal() and int(key[:20]) <= MAX_KEY):
        return None
    return commitment.follow_ups.exclude(day=0).filter(pk=int(key[:20])).first()


def _names(request: HttpRequest, dialogue: Dialogue) -> list[str]:
    """Looked up only when there is a text to look at."""
    if request.method != "POST":
        return []
    return names_in(dialogue, knows_participants=bool(may_see_participants(request.user, dialogue)))


def _today(dialogue: Dialogue) -> date:
    return day_in(dialogue.agency.time_zone, timezone.now())


def _of(dialogue: Dialogue) -> dict[str, Any]:
    return {"dialogue": dialogue, "active": "commitments"}
