"""“Ready to meet?”: the checks, an answer to one of them, and what is decided when it is not yet time."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues import permissions
from dialogues.access import dialogue_for
from dialogues.content import gate as content
from dialogues.content.gate import Check
from dialogues.errors import ChangedMeanwhile, GateChanged
from dialogues.forms.gate import AnswerForm, GoAheadForm, InsteadForm
from dialogues.models import Dialogue
from dialogues.services import gate
from dialogues.summaries.gate import (
    ABOUT_FACTS,
    BoardInShort,
    GatePage,
    answers_before,
    facts_of,
    found_sentence,
)
from dialogues.summaries.notes import names_in
from records.errors import Refusal


@require_safe
def show_gate(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    rights = permissions.rights_of(request.user, dialogue)
    context = _of(dialogue) | {
        "page": GatePage.of(dialogue, user=request.user, knows_ties=bool(rights["ties"])),
        "alternatives": content.alternatives(),
        "rights": rights,
    }
    return render(request, "dialogues/gate/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_check(request: HttpRequest, pk: int, check: str) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    asked = _check_or_404(dialogue, check)
    permissions.may_answer_gate(request.user, dialogue).require()
    said = dialogue.gate_answers.select_related("answered_by").filter(check_key=asked.key).first()
    form = AnswerForm(request.POST or None, check=asked, seen=said, names=_names(request, dialogue))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            gate.answer(by=request.user, dialogue=dialogue, check=asked, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
            status = 409 if isinstance(refusal, ChangedMeanwhile) else 200
        else:
            messages.success(request, _("Your answer is kept."))
            return redirect("dialogues:gate-show", pk)
    context = _of(dialogue) | {"check": asked, "said": said, "form": form}
    context |= {
        "before": answers_before(dialogue, asked),
        "found": found_sentence(asked.found_by, facts_of(dialogue)) if asked.found_by else "",
        "is_blocking": asked.is_blocking(dialogue.gate_phase),
        "board": BoardInShort.of(dialogue, user=request.user) if asked.key == ABOUT_FACTS else None,
    }
    return render(request, "dialogues/gate/answer.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def go_ahead(request: HttpRequest, pk: int) -> HttpResponse:
    """Inviting although checks are open, with a reason and a name."""
    dialogue = dialogue_for(request, pk)
    permissions.may_go_ahead(request.user, dialogue).require()
    page = GatePage.of(dialogue, user=request.user, knows_ties=True)  # as every liaison does
    form = GoAheadForm(request.POST or None, waiting=page.verdict.blocking, names=_names(request, dialogue))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            gate.go_ahead(by=request.user, dialogue=dialogue, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
            status = 409 if isinstance(refusal, GateChanged) else 200
        else:
            messages.success(request, _("You can invite now. Your reason stays in the record."))
            return redirect("dialogues:gate-show", pk)
    context = _of(dialogue) | {"page": page, "form": form}
    return render(request, "dialogues/gate/go_ahead.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def do_instead(request: HttpRequest, pk: int, alternative: str) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    chosen = content.alternative_named(alternative)
    if chosen is None:
        raise Http404
    permissions.may_do_instead(request.user, dialogue).require()
    form = InsteadForm(request.POST or None, names=_names(request, dialogue))
    if request.method == "POST" and form.is_valid():
        try:
            gate.do_instead(by=request.user, dialogue=dialogue, alternative=chosen.key, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is recorded. Nobody was written to."))
            return redirect("dialogues:gate-show", pk)
    context = _of(dialogue) | {"chosen": chosen, "form": form}
    return render(request, "dialogues/gate/instead.html", context)


def _check_or_404(dialogue: Dialogue, key: str) -> Check:
    """A check that people are asked in this phase."""
    check = content.check_named(key)
    if (
        check is None
        or check not in content.checks_of(dialogue.gate_phase)
        or not check.is_answered_by_people
    ):
        raise Http404
    return check


def _names(request: HttpRequest, dialogue: Dialogue) -> list[str]:
    """Looked up only when there is a text to look at."""
    if request.method != "POST":
        return []
    knows = bool(permissions.may_see_participants(request.user, dialogue))
    return names_in(dialogue, knows_participants=knows)


def _of(dialogue: Dialogue) -> dict[str, Any]:
    return {"dialogue": dialogue, "active": "overview"}
