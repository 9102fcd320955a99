"""Loading a dialogue or a part of it for a request. What a person may not see does not exist: 404."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from accounts.errors import NotAllowed
from accounts.models import Agency
from accounts.roles import Role
from dialogues import tokens
from dialogues.models import (
    DesignTeamMember,
    Dialogue,
    Incident,
    Invitation,
    Participant,
    ParticipantImport,
    Session,
)
from dialogues.permissions import (
    may_list_dialogues,
    may_read_incident,
    may_see_participants,
    may_work_on_incident,
    seats_that,
)
from dialogues.summaries.letters import LetterScope
from records.models import Message


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


def offered_seat_for(request: HttpRequest, token: str) -> DesignTeamMember:
    """The seat that a letter offered to this very account, while it is open to them."""
    member_pk, user_pk = tokens.seat_of(token) or (0, 0)
    if user_pk != request.user.pk:
        raise Http404
    open_seats = DesignTeamMember.objects.current().filter(user__isnull=True, dialogue__status="open")
    return get_object_or_404(open_seats.select_related("dialogue__agency"), pk=member_pk)


def incident_for(request: HttpRequest, pk: int) -> Incident:
    """The incident, if the person may see it at all."""
    return get_object_or_404(Incident.objects.visible_to(request.user).select_related("agency"), pk=pk)


def incident_read_by(request: HttpRequest, pk: int) -> Incident:
    """An incident whose parts the person reads: its team, liaisons, records officers. Who only knows of it is told."""
    incident = incident_for(request, pk)
    may_read_incident(request.user, incident).require()
    return incident


def incident_worked_on_by(request: HttpRequest, pk: int) -> Incident:
    """An incident that the person works on, for pages that change something in it."""
    incident = incident_for(request, pk)
    may_work_on_incident(request.user, incident).require()
    return incident


def part_of(incident: Incident, parts: str, pk: int) -> Any:
    """One row of an incident, such as `part_of(incident, "facts", 7)`; it knows its incident."""
    row = get_object_or_404(getattr(incident, parts).all(), pk=pk)
    row.incident = incident
    return row


def agencies_as_liaison(request: HttpRequest) -> list[Agency]:
    """The agencies for which the person may open something; refused when there are none."""
    agencies = Agency.objects.filter(
        memberships__user=request.user, memberships__roles__contains=[Role.LIAISON]
    )
    found = list(agencies.order_by("name"))
    if not found:
        raise NotAllowed(
            _("Only a liaison opens this for an agency. Ask your agency’s administrator."), role=Role.LIAISON
        )
    return found


def kept_agency_for(request: HttpRequest, pk: int) -> Agency:
    """An agency of the person, whose dialogues its administrators and records officers see to exist."""
    agency = get_object_or_404(Agency.objects.of_member(request.user), pk=pk)
    may_list_dialogues(request.user, agency).require()
    return agency


def managed_dialogue_for(request: HttpRequest, pk: int) -> Dialogue:
    """A dialogue of an agency that the person administers. It may be seated, not read."""
    managed = Dialogue.objects.of_agencies_managed_by(request.user)
    return get_object_or_404(managed.select_related("agency"), pk=pk)


# --- participants: seats that see them get through, other seats learn why not --------------------------


def participant_for(request: HttpRequest, pk: int, participant_pk: int) -> Participant:
    """A person on the list, for those who see who takes part."""
    dialogue = dialogue_for(request, pk)
    may_see_participants(request.user, dialogue).require()
    return get_object_or_404(dialogue.participants.select_related("dialogue__agency"), pk=participant_pk)


def import_for(request: HttpRequest, pk: int, import_pk: int) -> ParticipantImport:
    """A file that was handed in for this dialogue, for those who see who takes part."""
    dialogue = dialogue_for(request, pk)
    may_see_participants(request.user, dialogue).require()
    return get_object_or_404(dialogue.participant_imports.select_related("dialogue__agency"), pk=import_pk)


def invitation_for(request: HttpRequest, pk: int, session_pk: int, invitation_pk: int) -> Invitation:
    """An invitation to a session, for those who see who takes part."""
    session = session_for(request, pk, session_pk)
    may_see_participants(request.user, session.dialogue).require()
    return get_object_or_404(
        session.invitations.select_related("participant", "session__dialogue__agency"), pk=invitation_pk
    )


def letters_seen_to_by(request: HttpRequest) -> LetterScope:
    """The letters of dialogues in which the person invites, and of agencies that they administer."""
    return LetterScope.of(request.user, inviting=seats_that("invite"))


def letter_for(request: HttpRequest, pk: Any) -> Message:
    """A letter that the person sees to, whatever became of it meanwhile."""
    return get_object_or_404(letters_seen_to_by(request).letters(), pk=pk)


# --- private links: the address is left behind at once, a signed cookie takes its place -----------------

LINK_SALT = "dialogues.invitation"
LINK_MINUTES = 60  # since the last page; long enough to write about what one needs


def carry_invitation(response: HttpResponse, invitation: Invitation) -> HttpResponse:
    """Let this browser go on with an invitation. The cookie opens nothing but this one, and not for long."""
    value = signing.dumps([invitation.pk, invitation.token_digest[:16]], salt=LINK_SALT)
    response.set_cookie(
        settings.LINK_COOKIE_NAME,
        value,
        max_age=LINK_MINUTES * 60,
        secure=settings.IS_SECURE_ORIGIN,
        httponly=True,
        samesite="Lax",
    )
    return response


def remember_language(response: HttpResponse, language: str) -> None:
    """Go on in the language of the letter; a choice on the page replaces it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.IS_SECURE_ORIGIN,
        httponly=True,
        samesite="Lax",
    )


def carried_invitation(request: HttpRequest) -> Invitation | None:
    """The invitation whose link this browser opened; None when the cookie is old, altered or its link replaced."""
    cookie = request.COOKIES.get(settings.LINK_COOKIE_NAME, "")
    try:
        pk, mark = signing.loads(cookie, salt=LINK_SALT, max_age=LINK_MINUTES * 60)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Invitation.objects.select_related("participant", "session__dialogue__agency")
    return rows.filter(pk=pk, token_digest__startswith=mark).first()
