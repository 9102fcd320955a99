"""People of a dialogue: gaps first, the list, one person, a file in and out, what they need."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues import formats
from dialogues.access import dialogue_for, import_for, participant_for, session_for
from dialogues.choices import Category
from dialogues.errors import ChangedMeanwhile
from dialogues.forms.dialogues import PlaceInList
from dialogues.forms.participants import AddParticipantForm, ChangeParticipantForm, FindPeopleForm, ImportForm
from dialogues.models import Dialogue, ParticipantImport
from dialogues.permissions import has_seat, may_see_participants, rights_of
from dialogues.services import imports, participants
from dialogues.summaries.participants import AccessNeeds, PeopleOverview, PeoplePage, PersonPage
from records.errors import Refusal
from records.formats import csv

SHOWN_OF_A_FILE = 50


@require_safe
def list_participants(request: HttpRequest, pk: int) -> HttpResponse:
    """Gaps for everyone with a seat; names only for the liaison and the facilitator."""
    dialogue = dialogue_for(request, pk)
    rights = rights_of(request.user, dialogue)
    page = None
    if rights["participants"]:
        page = PeoplePage.of(dialogue, after=PlaceInList.read(request.GET).get("after"))
    context = _of(dialogue) | {
        "rights": rights,
        "overview": PeopleOverview.of(dialogue, is_exact=has_seat(rights)),
        "page": page,
        "find_form": FindPeopleForm(),
    }
    return render(request, "dialogues/participants/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def find_participants(request: HttpRequest, pk: int) -> HttpResponse:
    """Find by name. It changes nothing; by POST all the same, so that no name stands in an address or a log."""
    dialogue = dialogue_for(request, pk)
    may_see_participants(request.user, dialogue).require()
    if request.method != "POST":
        return redirect("dialogues:participant-list", pk)
    asked = FindPeopleForm.read(request.POST)
    context = _of(dialogue) | {
        "page": PeoplePage.of(dialogue, words=asked["words"], after=asked["after"]),
        "words": asked["words"],
        "find_form": FindPeopleForm(initial={"words": asked["words"]}),
    }
    return render(request, "dialogues/participants/find.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_participant(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    may_see_participants(request.user, dialogue).require()
    category = request.GET.get("category", "")
    form = AddParticipantForm(
        request.POST or None, initial={"category": category} if category in Category.values else {}
    )
    if request.method == "POST" and form.is_valid():
        try:
            added = participants.add(
                by=request.user,
                dialogue=dialogue,
                details=form.details(),
                form_key=form.cleaned_data["form_key"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The person is on the list. Nobody was written to."))
            if "another" in request.POST:
                return redirect("dialogues:participant-add", pk)
            return redirect("dialogues:participant-show", pk, added.pk)
    return render(request, "dialogues/participants/add.html", _of(dialogue) | {"form": form})


@require_safe
def show_participant(request: HttpRequest, pk: int, participant_pk: int) -> HttpResponse:
    participant = participant_for(request, pk, participant_pk)
    dialogue = participant.dialogue
    context = _of(dialogue) | {
        "participant": participant,
        "page": PersonPage.of(participant),
        "rights": rights_of(request.user, dialogue),
    }
    return render(request, "dialogues/participants/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_participant(request: HttpRequest, pk: int, participant_pk: int) -> HttpResponse:
    participant = participant_for(request, pk, participant_pk)
    current = ChangeParticipantForm.current_of(participant)
    form = ChangeParticipantForm(request.POST or None, current=current, version=participant.version)
    context = _of(participant.dialogue) | {"participant": participant, "form": form}
    if request.method == "POST" and form.is_valid():
        version, changes = form.cleaned_data["version"], form.changes()
        try:
            participants.change(by=request.user, participant=participant, version=version, changes=changes)
        except ChangedMeanwhile as refusal:
            context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
            return render(request, "dialogues/participants/change.html", context, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("dialogues:participant-show", pk, participant_pk)
    return render(request, "dialogues/participants/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_participant(request: HttpRequest, pk: int, participant_pk: int) -> HttpResponse:
    participant = participant_for(request, pk, participant_pk)
    if request.method == "POST":
        participants.remove(by=request.user, participant=participant)
        messages.success(request, _("The person and all that was kept about them are erased."))
        return redirect("dialogues:participant-list", pk)
    context = _of(participant.dialogue) | {
        "participant": participant,
        "page": PersonPage.of(participant),
    }
    return render(request, "dialogues/participants/remove.html", context)


# --- files -----------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def import_participants(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in a file. It is read and shown; nobody is added yet."""
    dialogue = dialogue_for(request, pk)
    may_see_participants(request.user, dialogue).require()
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        try:
            upload = imports.read(by=request.user, dialogue=dialogue, upload=form.cleaned_data["upload"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("dialogues:participant-import-preview", pk, upload.pk)
    columns = [
        {"name": name, "meaning": formats.EXPLANATIONS[name], "words": formats.words_for(name)}
        for name in formats.COLUMNS
    ]
    return render(
        request, "dialogues/participants/import.html", _of(dialogue) | {"form": form, "columns": columns}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def preview_import(request: HttpRequest, pk: int, import_pk: int) -> HttpResponse:
    """What will be added, what is there already, what is wrong; one button adds."""
    upload = import_for(request, pk, import_pk)
    if request.method == "POST":
        count = imports.confirm(by=request.user, upload=upload)
        sentence = ngettext("%(n)d person is on the list now.", "%(n)d people were added to the list.", count)
        messages.success(request, sentence % {"n": count} + " " + _("Nobody was written to."))
        return redirect("dialogues:participant-list", pk)
    return render(
        request, "dialogues/participants/import_preview.html", _of(upload.dialogue) | _preview(upload)
    )


@require_POST
def discard_import(request: HttpRequest, pk: int, import_pk: int) -> HttpResponse:
    imports.discard(by=request.user, upload=import_for(request, pk, import_pk))
    messages.success(request, _("The file is forgotten. Nobody was added."))
    return redirect("dialogues:participant-import", pk)


@require_safe
def download_import_template(request: HttpRequest, pk: int) -> HttpResponse:
    """An empty table with the columns, and one plainly fictional person as an example."""
    may_see_participants(request.user, dialogue_for(request, pk)).require()
    return _file(b"".join(csv.write(formats.COLUMNS, [formats.EXAMPLE])), "people-template.csv")


@require_POST
def export_participants(request: HttpRequest, pk: int) -> HttpResponse:
    content = participants.export(by=request.user, dialogue=dialogue_for(request, pk))
    return _file(content, f"people-{timezone.localdate():%Y-%m-%d}.csv")


# --- what people need ------------------------------------------------------------------------------


@require_safe
def list_access_needs(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    session = session_for(request, pk, session_pk)
    may_see_participants(request.user, session.dialogue).require()
    context = _of(session.dialogue) | {"session": session, "needs": AccessNeeds.of(session)}
    return render(request, "dialogues/participants/access_needs.html", context)


def _of(dialogue: Dialogue) -> dict[str, object]:
    return {"dialogue": dialogue, "active": "people"}


def _preview(upload: ParticipantImport) -> dict[str, object]:
    of_kind = {"wrong": [], "double": [], "note": []}
    for problem in upload.problems:
        of_kind[problem["kind"]].append(problem)
    return {
        "upload": upload,
        "count": len(upload.rows),
        "rows": [_as_words(details) for details in upload.rows[:SHOWN_OF_A_FILE]],
        "wrong": of_kind["wrong"][:SHOWN_OF_A_FILE],
        "wrong_count": len(of_kind["wrong"]),
        "double": of_kind["double"][:SHOWN_OF_A_FILE],
        "double_count": len(of_kind["double"]),
        "notes": of_kind["note"],
        "shown": SHOWN_OF_A_FILE,
    }


def _as_words(details: dict[str, str]) -> dict[str, object]:
    """A row as it will be on the list: words in the place of keys."""
    words = {name: choices(details[name]).label for name, (choices, _first) in formats.VOCABULARIES.items()}
    return details | words


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
