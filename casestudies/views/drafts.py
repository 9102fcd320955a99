"""Writing a case study: the list, starting one, its parts, the marked places, handing it in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casestudies.access import dialogue_to_write_about, draft_for, writers_for
from casestudies.choices import Part
from casestudies.errors import DraftChangedMeanwhile
from casestudies.forms.drafts import SIMPLE_PARTS, DialogueStartForm, PartForm, StartForm
from casestudies.forms.marks import MarksForm
from casestudies.forms.rows import OutcomesForm, SourcesForm
from casestudies.models import CaseStudy
from casestudies.redaction import marks
from casestudies.services import drafts
from casestudies.summaries.drafts import DraftList, DraftPage, Waiting, known_names, what_is_known
from dialogues.forms.dialogues import PlaceInList
from records.errors import Refusal

ROW_PARTS: dict[str, type[PartForm]] = {Part.SOURCES: SourcesForm, Part.OUTCOMES: OutcomesForm}


@require_safe
def list_drafts(request: HttpRequest) -> HttpResponse:
    page = DraftList.of(request.user, before=PlaceInList.read(request.GET).get("before"))
    return render(request, "casestudies/drafts/list.html", {"page": page})


@require_safe
def show_waiting(request: HttpRequest) -> HttpResponse:
    """What waits for this person's review: a panel of the home page, which is empty when nothing does."""
    if not request.htmx:
        return redirect("casestudies:draft-list")
    waiting = Waiting.of(request.user)
    return render(request, "casestudies/drafts/_waiting.html", {"waiting": waiting})


@require_http_methods(["GET", "HEAD", "POST"])
def start_draft(request: HttpRequest) -> HttpResponse:
    agencies, organizations = writers_for(request)
    form = StartForm(request.POST or None, agencies=agencies, organizations=organizations)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["form_key"]
        study = drafts.start_blank(by=request.user, writer=form.chosen, form_key=key)
        return redirect("casestudies:draft-show", study.pk)
    return render(request, "casestudies/drafts/start.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def start_from_dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be taken over, word for word, before anything is written."""
    dialogue = dialogue_to_write_about(request, pk)
    form = DialogueStartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["form_key"]
        study = drafts.start_from_dialogue(by=request.user, dialogue=dialogue, form_key=key)
        messages.success(request, _("The draft is started. Nobody else reads it until you hand it in."))
        return redirect("casestudies:draft-show", study.pk)
    known = what_is_known(dialogue)
    case = CaseStudy(body=known.body).case
    context = {"dialogue": dialogue, "known": known, "case": case, "form": form}
    return render(request, "casestudies/drafts/from_dialogue.html", context)


@require_safe
def show_draft(request: HttpRequest, draft_pk: int) -> HttpResponse:
    study = draft_for(request, draft_pk)
    page = _draft_page(request, study)
    parts = [(part, page.gaps_of(part)) for part in Part]
    context = {"study": study, "case": study.case, "page": page, "parts": parts}
    return render(request, "casestudies/drafts/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_part(request: HttpRequest, draft_pk: int, part: str) -> HttpResponse:
    study = draft_for(request, draft_pk)
    form = _part_form(request, study, part)
    context = {"study": study, "form": form, "part": Part(part)}
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, study, part, form)
        except DraftChangedMeanwhile as refusal:
            context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
            return render(request, "casestudies/drafts/change.html", context, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved: %(part)s.") % {"part": Part(part).label})
            return redirect("casestudies:draft-show", draft_pk)
    return render(request, "casestudies/drafts/change.html", context)


def _change(request: HttpRequest, study: CaseStudy, part: str, form: PartForm) -> None:
    version = form.cleaned_data["version"]
    drafts.change(by=request.user, study=study, version=version, part=part, values=form.values())


@require_http_methods(["GET", "HEAD", "POST"])
def decide_marks(request: HttpRequest, draft_pk: int) -> HttpResponse:
    study = draft_for(request, draft_pk)
    page = _draft_page(request, study)
    form = MarksForm(request.POST or None, places=page.shown)
    if request.method == "POST" and form.is_valid():
        drafts.decide(by=request.user, study=study, reasons=form.reasons())
        messages.success(request, _("Your decisions are saved."))
        return redirect("casestudies:draft-show", draft_pk)
    return render(request, "casestudies/drafts/marks.html", {"study": study, "page": page, "form": form})


@require_POST
def hand_in(request: HttpRequest, draft_pk: int) -> HttpResponse:
    drafts.hand_in(by=request.user, study=draft_for(request, draft_pk))
    messages.success(request, _("The case is handed in. Someone else reads it now; nothing is public yet."))
    return redirect("casestudies:draft-show", draft_pk)


@require_POST
def revise(request: HttpRequest, draft_pk: int) -> HttpResponse:
    drafts.revise(by=request.user, study=draft_for(request, draft_pk))
    messages.success(request, _("The new version is a draft. What was published stays readable."))
    return redirect("casestudies:draft-show", draft_pk)


def _draft_page(request: HttpRequest, study: CaseStudy) -> DraftPage:
    return DraftPage.of(study, marks(study.body, names=known_names(request.user, study)))


def _part_form(request: HttpRequest, study: CaseStudy, part: str) -> PartForm:
    kind = (SIMPLE_PARTS | ROW_PARTS).get(part)
    if kind is None:
        raise Http404
    options: dict[str, Any] = {"current": kind.current_of(study.body), "version": study.version}
    if kind is OutcomesForm:
        options["sources"] = [(row["key"], row["title"]) for row in study.body.get("sources", ())]
    return kind(request.POST or None, **options)
