"""What strangers may read: the commitments page of a dialogue, once its liaison made it public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import public
from dialogues.models import Dialogue
from dialogues.summaries.commitments import CommitmentHistory, CommitmentList


@public
@require_GET
def show_commitments(request: HttpRequest, public_id: str) -> HttpResponse:
    dialogue = _published(public_id)
    shown = CommitmentList.of(dialogue, today=timezone.localdate(), is_public=True)
    return render(request, "dialogues/public/commitments.html", {"dialogue": dialogue, "list": shown})


@public
@require_GET
def show_commitment(request: HttpRequest, public_id: str, commitment_pk: int) -> HttpResponse:
    dialogue = _published(public_id)
    commitment = get_object_or_404(dialogue.commitments.filter(is_public=True), pk=commitment_pk)
    history = CommitmentHistory.of(commitment, today=timezone.localdate())
    context = {"dialogue": dialogue, "commitment": commitment, "history": history}
    return render(request, "dialogues/public/commitment.html", context)


def _published(public_id: str) -> Dialogue:
    """A page that is not public answers like one that never was."""
    rows = Dialogue.objects.filter(commitments_published_at__isnull=False).select_related("agency")
    return get_object_or_404(rows, public_id=public_id)
