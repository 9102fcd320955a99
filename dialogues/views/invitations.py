"""Asking people to a session: choosing, seeing exactly what goes to whom, sending, and what was answered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues import emails
from dialogues.access import invitation_for, session_for
from dialogues.forms.invitations import AnswerFilter, ChosenPeople, SendAgainForm, WhoForm
from dialogues.models import Invitation, Session
from dialogues.permissions import may_invite, rights_of
from dialogues.services import invitations
from dialogues.services.invitations import Asked
from dialogues.summaries.gate import GateStanding
from dialogues.summaries.invitations import InvitationList, InvitationPreview, LetterSchedule, PeopleToInvite


@require_safe
def choose_people(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    session = session_for(request, pk, session_pk)
    may_invite(request.user, session.dialogue).require()
    form = WhoForm(request.GET)
    context = _of(session) | {
        "form": form,
        "category": form.chosen,
        "page": PeopleToInvite.of(session, category=form.chosen),
        "has_begun": session.starts_at <= timezone.now(),
        "gate": GateStanding.of(session.dialogue, with_advice=True),
    }
    return render(request, "dialogues/invitations/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def preview_invitations(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """Who gets what in which language, and the letter as they will see it. Nothing is sent."""
    session = session_for(request, pk, session_pk)
    may_invite(request.user, session.dialogue).require()
    if request.method != "POST":
        return redirect("dialogues:session-invite", pk, session_pk)
    chosen = ChosenPeople.read(request.POST)
    preview = InvitationPreview.of(
        session, keys=chosen.keys, everyone=chosen.everyone, category=chosen.category
    )
    if not preview.everyone:
        messages.warning(request, _("Nobody was chosen. Tick the people to invite, or take all of them."))
        return redirect("dialogues:session-invite", pk, session_pk)
    letters = [
        {
            "language": group.language,
            "count": len(group.people),
            "letter": emails.invitation(Invitation(session=session, participant=group.people[0])),
        }
        for group in preview.groups
    ]
    context = _of(session) | {"preview": preview, "letters": letters}
    context["gate"] = GateStanding.of(session.dialogue, with_advice=True)
    return render(request, "dialogues/invitations/preview.html", context)


@require_POST
def send_invitations(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    session = session_for(request, pk, session_pk)
    chosen = ChosenPeople.read(request.POST)
    asked = invitations.invite(by=request.user, session=session, participants=chosen.keys)
    messages.success(request, _sentence_about(asked))
    return redirect("dialogues:invitation-list", pk, session_pk)


@require_safe
def list_invitations(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    session = session_for(request, pk, session_pk)
    rights = rights_of(request.user, session.dialogue)
    rights["participants"].require()
    asked = AnswerFilter.read(request.GET)
    now = timezone.now()
    context = _of(session) | {
        "page": InvitationList.of(session, answer=asked["answer"], after=asked["after"]),
        "answer": asked["answer"],
        "letters": LetterSchedule.of(session, now=now),
        "rights": rights,
        "gate": GateStanding.of(session.dialogue),
        "is_open": session.dialogue.is_open and session.is_planned and session.starts_at > now,
    }
    return render(request, "dialogues/invitations/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def send_invitation_again(request: HttpRequest, pk: int, session_pk: int, invitation_pk: int) -> HttpResponse:
    invitation = invitation_for(request, pk, session_pk, invitation_pk)
    may_invite(request.user, invitation.session.dialogue).require()
    form = SendAgainForm(request.POST or None, initial={"letters": invitation.letters})
    if request.method == "POST" and form.is_valid():
        is_sent = invitations.send_again(
            by=request.user, invitation=invitation, letters=form.cleaned_data["letters"]
        )
        if is_sent and invitation.participant.email:
            messages.success(request, _("The letter is on its way."))
        elif is_sent:
            messages.success(request, _("The invitation is open. Print the letter for this person."))
        else:
            messages.info(request, _("Someone sent it a moment ago, so it was not sent twice."))
        return redirect("dialogues:invitation-list", pk, session_pk)
    letter = emails.invitation(Invitation(session=invitation.session, participant=invitation.participant))
    context = _of(invitation.session) | {"invitation": invitation, "form": form, "letter": letter}
    context["gate"] = GateStanding.of(invitation.session.dialogue)
    return render(request, "dialogues/invitations/again.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_invitation(request: HttpRequest, pk: int, session_pk: int, invitation_pk: int) -> HttpResponse:
    invitation = invitation_for(request, pk, session_pk, invitation_pk)
    may_invite(request.user, invitation.session.dialogue).require()
    if request.method == "POST":
        invitations.withdraw(by=request.user, invitation=invitation)
        messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
        return redirect("dialogues:invitation-list", pk, session_pk)
    is_told = invitation.answer in {"yes", "maybe"} and invitation.participant.is_reachable
    context = _of(invitation.session) | {"invitation": invitation, "is_told": is_told}
    return render(request, "dialogues/invitations/withdraw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def print_invitation(request: HttpRequest, pk: int, session_pk: int, invitation_pk: int) -> HttpResponse:
    """The letter on paper, with its private link. Shown only when asked for by the button, and recorded."""
    invitation = invitation_for(request, pk, session_pk, invitation_pk)
    may_invite(request.user, invitation.session.dialogue).require()
    context = _of(invitation.session) | {"invitation": invitation}
    if request.method != "POST":
        context["gate"] = GateStanding.of(invitation.session.dialogue)
        return render(request, "dialogues/invitations/letter_ask.html", context)
    invitations.note_on_paper(by=request.user, invitation=invitation)
    context["letter"] = emails.invitation(invitation, on_paper=True)
    context["language"] = emails.letter_language(invitation.participant)
    return render(request, "dialogues/invitations/letter.html", context)


def _of(session: Session) -> dict[str, object]:
    return {"dialogue": session.dialogue, "session": session, "active": "sessions"}


def _sentence_about(asked: Asked) -> str:
    """What is true now, in numbers."""
    parts = []
    if asked.by_mail:
        sentence = ngettext(
            "%(n)d invitation is on its way.", "%(n)d invitations are on their way.", asked.by_mail
        )
        parts.append(sentence % {"n": asked.by_mail})
    if asked.on_paper:
        sentence = ngettext(
            "%(n)d letter waits to be printed.", "%(n)d letters wait to be printed.", asked.on_paper
        )
        parts.append(sentence % {"n": asked.on_paper})
    if asked.before and not asked.all:
        parts.append(_("These people were invited before. Nothing was sent twice."))
    return " ".join(parts)
