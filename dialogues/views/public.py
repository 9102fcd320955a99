"""What strangers may read: the commitments pages of dialogues, once their liaisons made them public."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import public
from dialogues.forms.dialogues import PlaceInList
from dialogues.forms.public import FindPagesForm
from dialogues.models import Dialogue
from dialogues.summaries.commitments import CommitmentHistory, CommitmentList, PublicPages
from dialogues.timing import day_in


@public
@require_safe
def list_public(request: HttpRequest) -> HttpResponse:
    form = FindPagesForm(request.GET)
    page = PublicPages.of(**form.asked())
    return render(request, "dialogues/public/list.html", {"page": page, "find": form, "asked": form.asked()})


@public
@require_safe
def show_commitments(request: HttpRequest, public_id: str) -> HttpResponse:
    dialogue = _published(public_id)
    context = _of(request, dialogue)
    after = PlaceInList.read(request.GET).get("after")
    context["list"] = CommitmentList.of(dialogue, today=context["today"], is_public=True, after=after)
    return render(request, "dialogues/public/commitments.html", context)


@public
@require_safe
def show_commitment(request: HttpRequest, public_id: str, commitment_pk: int) -> HttpResponse:
    dialogue = _published(public_id)
    commitment = get_object_or_404(dialogue.commitments.filter(is_public=True), pk=commitment_pk)
    commitment.dialogue = dialogue
    context = _of(request, dialogue) | {"commitment": commitment}
    context["history"] = CommitmentHistory.of(commitment, today=context["today"])
    return render(request, "dialogues/public/commitment.html", context)


def _published(public_id: str) -> Dialogue:
    """A page that is not public answers like one that never was."""
    return get_object_or_404(
        Dialogue.objects.with_public_commitments().select_related("agency"), public_id=public_id
    )


def _of(request: HttpRequest, dialogue: Dialogue) -> dict[str, Any]:
    """With what paper needs: the address, and the day on which it stood so."""
    return {
        "dialogue": dialogue,
        "address": settings.PUBLIC_ORIGIN + request.path,
        "today": day_in(dialogue.agency.time_zone, timezone.now()),
    }
