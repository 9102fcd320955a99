"""Loading a dialogue or a part of it for a request. What a person may not see does not exist: 404."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from accounts.errors import NotAllowed
from accounts.models import Agency
from accounts.roles import Role
from dialogues.models import DesignTeamMember, Dialogue, Incident, Session


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


def member_for(request: HttpRequest, pk: int, member_pk: int) -> DesignTeamMember:
    """A seat in a dialogue that the person may see."""
    return get_object_or_404(
        DesignTeamMember.objects.visible_to(request.user).select_related("dialogue__agency", "user"),
        pk=member_pk,
        dialogue=pk,
    )


def incident_for(request: HttpRequest, pk: int) -> Incident:
    """The incident, if the person may see it at all."""
    return get_object_or_404(Incident.objects.visible_to(request.user).select_related("agency"), pk=pk)


def agencies_as_liaison(request: HttpRequest) -> list[Agency]:
    """The agencies for which the person may open something; refused when there are none."""
    agencies = Agency.objects.filter(
        memberships__user=request.user, memberships__roles__contains=[Role.LIAISON]
    )
    found = list(agencies.order_by("name"))
    if not found:
        raise NotAllowed(_("Only a liaison opens this for an agency. Ask your agency’s administrator."))
    return found


def kept_agency_for(request: HttpRequest, pk: int) -> Agency:
    """An agency in which the person sees that dialogues exist: as its administrator or records officer."""
    agencies = Agency.objects.filter(
        memberships__user=request.user,
        memberships__roles__overlap=[Role.ADMINISTRATOR, Role.RECORDS_OFFICER],
    )
    return get_object_or_404(agencies, pk=pk)


def managed_dialogue_for(request: HttpRequest, pk: int) -> Dialogue:
    """A dialogue of an agency that the person administers. It may be seated, not read."""
    managed = Dialogue.objects.of_agencies_managed_by(request.user)
    return get_object_or_404(managed.select_related("agency"), pk=pk)
