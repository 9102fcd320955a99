"""Lists of dialogues; opening, showing, changing, closing one; its record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues import permissions
from dialogues.access import agencies_as_liaison, dialogue_for, kept_agency_for
from dialogues.errors import ChangedMeanwhile
from dialogues.forms.dialogues import ChangeDialogueForm, FindDialogueForm, OpenDialogueForm, PlaceInList
from dialogues.models import Dialogue, Incident
from dialogues.services import dialogues
from dialogues.summaries.dialogues import AgencyDialogues, ClosingFacts, DialogueList, DialogueOverview
from dialogues.summaries.gate import GateStanding
from dialogues.summaries.incidents import incidents_worked_on
from dialogues.summaries.promises import OpenPromises
from dialogues.summaries.records import Story
from dialogues.summaries.reminder_pauses import DialoguePause
from records.errors import Refusal


@require_safe
def list_dialogues(request: HttpRequest) -> HttpResponse:
    form = FindDialogueForm(request.GET)
    form.is_valid()
    found = form.cleaned_data
    page = DialogueList.of(
        request.user, now=timezone.now(), words=found["q"], show=found["show"], before=found["before"]
    )
    context = {"page": page, "find": form, "found": found, "incidents": incidents_worked_on(request.user)}
    return render(request, "dialogues/dialogues/list.html", context)


@require_safe
def list_dialogues_of_agency(request: HttpRequest, pk: int) -> HttpResponse:
    """That they exist and who is their liaison; what they are about stays with those who have a seat."""
    agency = kept_agency_for(request, pk)
    page = AgencyDialogues.of(agency, before=PlaceInList.read(request.GET).get("before"))
    context = {
        "agency": agency,
        "page": page,
        "may_seat": permissions.may_seat_in_agency(request.user, agency),
        "may_read": permissions.may_read_records(request.user, agency),
    }
    return render(request, "dialogues/dialogues/list_of_agency.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_dialogue(request: HttpRequest) -> HttpResponse:
    agencies = agencies_as_liaison(request)
    incident = _incident_asked_for(request)
    initial = OpenDialogueForm.initial_for(incident, request.GET.get("phase", ""))
    form = OpenDialogueForm(request.POST or None, agencies=agencies, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            dialogue = dialogues.open_new(by=request.user, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The dialogue is open. Nothing was sent to anyone."))
            return redirect("dialogues:dialogue-show", dialogue.pk)
    after = PlaceInList.read(request.GET).get("after")
    promises = OpenPromises.of(request.user, agencies, now=timezone.now(), after=after)
    context = {"form": form, "agencies": agencies, "promises": promises}
    return render(request, "dialogues/dialogues/open.html", context)


@require_safe
def show_dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue, now = dialogue_for(request, pk), timezone.now()
    context = {
        "dialogue": dialogue,
        "active": "overview",
        "overview": DialogueOverview.of(dialogue, now=now),
        "pause": DialoguePause.of(dialogue, user=request.user, now=now),
        "gate": GateStanding.of(dialogue),
        "rights": permissions.rights_of(request.user, dialogue),
    }
    return render(request, "dialogues/dialogues/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    permissions.may_change(request.user, dialogue).require()
    form = _change_form(request, dialogue)
    context = {"dialogue": dialogue, "active": "overview", "form": form}
    if request.method == "POST" and form.is_valid():
        version, changes = form.cleaned_data["version"], form.changes()
        try:
            dialogues.change(by=request.user, dialogue=dialogue, version=version, changes=changes)
        except ChangedMeanwhile as refusal:
            context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
            return render(request, "dialogues/dialogues/change.html", context, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect("dialogues:dialogue-show", pk)
    return render(request, "dialogues/dialogues/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def close_dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    permissions.may_close(request.user, dialogue).require()
    if request.method == "POST":
        dialogues.close(by=request.user, dialogue=dialogue)
        messages.success(request, _("The dialogue is closed. It stays readable."))
        return redirect("dialogues:dialogue-show", pk)
    context = {"dialogue": dialogue, "active": "overview", "facts": ClosingFacts.of(dialogue)}
    return render(request, "dialogues/dialogues/close.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen_dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    permissions.may_close(request.user, dialogue).require()
    if request.method == "POST":
        dialogues.reopen(by=request.user, dialogue=dialogue)
        messages.success(request, _("The dialogue is open again."))
        return redirect("dialogues:dialogue-show", pk)
    context = {"dialogue": dialogue, "active": "overview"}
    return render(request, "dialogues/dialogues/reopen.html", context)


@require_safe
def show_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may not see participants reads what was done for all of them together, not what was done for one."""
    dialogue = dialogue_for(request, pk)
    may_see = permissions.may_see_participants(request.user, dialogue)
    story = Story.of(
        dialogue,
        spaces=permissions.spaces_read_by(request.user, dialogue),
        sees_participants=bool(may_see),
        **PlaceInList.read(request.GET),
    )
    context = {"dialogue": dialogue, "active": "record", "story": story, "may_see_participants": may_see}
    return render(request, "dialogues/dialogues/record.html", context)


def _change_form(request: HttpRequest, dialogue: Dialogue) -> ChangeDialogueForm:
    return ChangeDialogueForm(
        request.POST or None,
        current=ChangeDialogueForm.current_of(dialogue),
        version=dialogue.version,
        agency=dialogue.agency,
        by=request.user,
    )


def _incident_asked_for(request: HttpRequest) -> Incident | None:
    """The incident from which the person came, if they may see it."""
    key = request.GET.get("incident", "")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return Incident.objects.visible_to(request.user).filter(pk=int(key)).first()
