"""Reminders that wait because something happened: seeing them, and deciding whether they go on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from dialogues.access import dialogue_for, incident_read_by
from dialogues.forms.dialogues import PlaceInList
from dialogues.forms.reminder_pauses import DecisionForm
from dialogues.permissions import may_decide_reminders, may_resume_reminders
from dialogues.services import reminder_pauses
from dialogues.services.reminder_pauses import Resumed
from dialogues.summaries.reminder_pauses import PausePage


@require_safe
def show_pauses(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_read_by(request, pk)
    after = PlaceInList.read(request.GET).get("after")
    context = {
        "incident": incident,
        "active": "reminders",
        "may_read": True,
        "page": PausePage.of(incident, user=request.user, now=timezone.now(), after=after),
        "may_decide": may_decide_reminders(request.user, incident),
    }
    return render(request, "dialogues/reminder_pauses/show.html", context)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """For one dialogue, or for all that this incident paused."""
    incident = incident_read_by(request, pk)
    may_decide_reminders(request.user, incident).require()
    form = DecisionForm(request.POST)
    if form.is_valid():
        chosen = form.chosen()
        if form.is_resuming:
            resumed = reminder_pauses.resume(by=request.user, incident=incident, pauses=chosen)
            messages.success(request, spell_resumed(resumed))
        else:
            reminder_pauses.keep_paused(by=request.user, incident=incident, pauses=chosen)
            messages.success(request, _("They stay paused. Nothing was sent; they can go on at any time."))
    return redirect("dialogues:incident-reminders", pk)


@require_POST
def decide_for_dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    """The same choice, from the overview of one dialogue."""
    dialogue = dialogue_for(request, pk)
    may_resume_reminders(request.user, dialogue).require()
    form = DecisionForm(request.POST)
    if form.is_valid():
        if form.is_resuming:
            resumed = reminder_pauses.resume_dialogue(by=request.user, dialogue=dialogue)
            messages.success(request, spell_resumed(resumed))
        else:
            reminder_pauses.keep_dialogue_paused(by=request.user, dialogue=dialogue)
            messages.success(request, _("They stay paused. Nothing was sent; they can go on at any time."))
    return redirect("dialogues:dialogue-show", pk)


def spell_resumed(resumed: Resumed) -> str:
    """What is true now: which go on, which still wait and why, and what was not sent because it was too late."""
    told = [spell(count) for spell, count in zip(_SPELLED, _counts(resumed), strict=True) if count]
    return " ".join(told) or _("No reminder was paused any more.")


def _counts(resumed: Resumed) -> tuple[int, ...]:
    return resumed.freed, resumed.still_paused, resumed.kept, resumed.unsent


def _freed(n: int) -> str:
    return ngettext("Reminders of one dialogue go on.", "Reminders of %(n)d dialogues go on.", n) % {"n": n}


def _still_paused(n: int) -> str:
    sentence = ngettext(
        "One dialogue is still paused because of another incident.",
        "%(n)d dialogues are still paused because of another incident.",
        n,
    )
    return sentence % {"n": n}


def _kept(n: int) -> str:
    sentence = ngettext(
        "One dialogue stays paused, because its own liaison decided so.",
        "%(n)d dialogues stay paused, because their own liaisons decided so.",
        n,
    )
    return sentence % {"n": n}


def _unsent(n: int) -> str:
    sentence = ngettext(
        "One reminder was not sent, because its time passed meanwhile.",
        "%(n)d reminders were not sent, because their time passed meanwhile.",
        n,
    )
    return sentence % {"n": n}


_SPELLED = (_freed, _still_paused, _kept, _unsent)
