"""Letters that need a person: the list, sending one again, setting one aside."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.access import letter_for, letters_seen_to_by
from dialogues.forms.dialogues import PlaceAmongLetters
from dialogues.services import letters
from dialogues.summaries.letters import LettersPage


@require_safe
def list_letters(request: HttpRequest) -> HttpResponse:
    """Everyone may ask; who sees to no letters reads that there are none."""
    after = PlaceAmongLetters.read(request.GET)
    page = LettersPage.of(letters_seen_to_by(request), now=timezone.now(), after=after)
    return render(request, "dialogues/letters/list.html", {"page": page})


@require_POST
def send_letter_again(request: HttpRequest, letter_pk: str) -> HttpResponse:
    letters.send_again(by=request.user, message=letter_for(request, letter_pk))
    messages.success(request, _("The letter goes out again, within a minute."))
    return redirect("dialogues:letter-list")


@require_POST
def set_letter_aside(request: HttpRequest, letter_pk: str) -> HttpResponse:
    letters.set_aside(by=request.user, message=letter_for(request, letter_pk))
    messages.success(request, _("The letter is set aside. It will not be sent."))
    return redirect("dialogues:letter-list")
