"""Loading a dialogue or a part of it for a request. What a person may not see does not exist for them: 404."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from dialogues.models import Dialogue, Session


def dialogue_for(request: HttpRequest, pk: int) -> Dialogue:
    """The dialogue, if the person may see it at all."""
    return get_object_or_404(
        Dialogue.objects.visible_to(request.user).select_related("agency", "incident"), pk=pk
    )


def session_for(request: HttpRequest, pk: int, session_pk: int) -> Session:
    """A session of a dialogue that the person may see."""
    return get_object_or_404(
        Session.objects.filter(
            dialogue__in=Dialogue.objects.visible_to(request.user).filter(pk=pk)
        ).select_related("dialogue", "dialogue__agency", "dialogue__incident"),
        pk=session_pk,
    )
