"""Loading plans and agendas for a request, always through the dialogue the person may see."""

from datetime import datetime

from django.db import connection
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.access import agency_for, is_too_often
from accounts.models import Agency
from dialogues.models import DesignTeamMember, Dialogue, Session
from dialogues.permissions import seats_that
from planning.errors import CopiesUnderWay, TooManyCopies
from planning.forms.plans import PhaseForm
from planning.models import Agenda, AgendaBlock, AgendaRelease, OwnFormat, OwnStep, Plan, PlanStep, PrintPack
from planning.permissions import may_change_agenda, may_read_own_steps

COPIES_AT_ONCE = 3  # of one person, made while they wait
MOST_COPIES, COPIES_WITHIN = 30, 600  # of one person, in so many seconds
_COPIES = 0x636F7079  # "copy": locks of copies that are being made


def plans_for(request: HttpRequest, dialogue: Dialogue) -> tuple[Plan | None, list[Plan]]:
    """The plan of the phase the reader asks for (404 without one), else that of the dialogue's own phase; and all
    plans of the dialogue, the oldest first."""
    form = PhaseForm(request.GET)
    if not form.is_valid():
        raise Http404
    phase = form.cleaned_data["phase"] or dialogue.phase
    plans = list(Plan.objects.filter(dialogue=dialogue).select_related("agency").order_by("started_at", "pk"))
    for plan in plans:
        plan.dialogue = dialogue
    chosen = next((plan for plan in plans if plan.phase == phase), None)
    if chosen is None and phase != dialogue.phase:
        raise Http404
    return chosen, plans


def any_plan_for(request: HttpRequest, plan_pk: int) -> Plan:
    """A plan that the person may see, whatever it is of."""
    return get_object_or_404(Plan.objects.visible_to(request.user).with_subjects(), pk=plan_pk)


def step_for(request: HttpRequest, step_pk: int) -> PlanStep:
    """A step of a plan that the person may see."""
    plans = Plan.objects.visible_to(request.user)
    steps = (
        PlanStep.objects.filter(plan__in=plans)
        .with_done_before_by()
        .select_related(
            "plan__agency",
            "plan__dialogue__agency",
            "plan__dialogue__incident",
            "plan__incident",
            "owner",
            "settled_by",
        )
    )
    return get_object_or_404(steps, pk=step_pk)


def session_to_start(request: HttpRequest, pk: int | None) -> Session | None:
    """The session that a format is looked for: one whose agenda the person may start. None for any other."""
    if pk is None:
        return None
    visible = Dialogue.objects.visible_to(request.user)
    rows = Session.objects.filter(pk=pk, dialogue__in=visible, agenda=None).select_related("dialogue__agency")
    session = rows.first()
    is_fitting = session is not None and session.dialogue.is_open
    return session if is_fitting and may_change_agenda(request.user, session) else None


MOST_SESSIONS = 10  # shown at once; words find the others


def sessions_to_start(
    request: HttpRequest, words: str, *, now: datetime, agency: Agency | None = None
) -> list[Session]:
    """Coming sessions without an agenda that the person may start, the next first; of an agency, if it is named.

    One query. One more than `MOST_SESSIONS` when there are more.
    """
    seats = DesignTeamMember.objects.current().filter(user=request.user, seat__in=seats_that("agenda"))
    open_ones = Dialogue.objects.open().filter(pk__in=seats.values("dialogue"))
    rows = Session.objects.upcoming(now).filter(dialogue__in=open_ones, agenda=None)
    if agency is not None:
        rows = rows.filter(dialogue__agency=agency)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(dialogue__title__icontains=words))
    return list(rows.select_related("dialogue")[: MOST_SESSIONS + 1])


def own_format_for(request: HttpRequest, own_format_pk: int) -> OwnFormat:
    """A format, retired or not, that the person keeps or an agency of theirs does."""
    rows = OwnFormat.objects.visible_to(request.user).select_related("agency", "written_by")
    return get_object_or_404(rows, pk=own_format_pk)


def own_step_agency_for(request: HttpRequest, pk: int) -> Agency:
    """An agency whose own steps the person may read; other members learn who may."""
    agency = agency_for(request, pk)
    may_read_own_steps(request.user, agency).require()
    return agency


def own_step_for(agency: Agency, own_step_pk: int) -> OwnStep:
    """An own step, retired or not, of an agency that was loaded for the person."""
    own = get_object_or_404(OwnStep, agency=agency, pk=own_step_pk)
    own.agency = agency
    return own


def agenda_for(request: HttpRequest, pk: int, session_pk: int) -> Agenda:
    """The agenda of a session that the person may see."""
    visible = Dialogue.objects.visible_to(request.user).filter(pk=pk)
    return get_object_or_404(
        Agenda.objects.filter(session__dialogue__in=visible).select_related(
            "session__dialogue__agency", "session__dialogue__incident", "changed_by"
        ),
        session_id=session_pk,
    )


def block_for(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> AgendaBlock:
    """An item, removed or not, of the agenda of a session that the person may see. One query."""
    visible = Dialogue.objects.visible_to(request.user).filter(pk=pk)
    blocks = AgendaBlock.objects.filter(agenda__session__dialogue__in=visible, agenda__session=session_pk)
    loaded = blocks.with_twins().select_related("agenda__session__dialogue__agency")
    return get_object_or_404(loaded, pk=block_pk)


def release_for(request: HttpRequest, pk: int, session_pk: int, number: int) -> AgendaRelease:
    """A release of the agenda of a session that the person may see."""
    agenda = agenda_for(request, pk, session_pk)
    release = get_object_or_404(AgendaRelease.objects.select_related("made_by"), agenda=agenda, number=number)
    release.agenda = agenda
    return release


def pack_for(request: HttpRequest, pk: int, session_pk: int, pack_pk: int) -> PrintPack:
    """A print pack of an agenda that the person may see, whoever asked for it."""
    agenda = agenda_for(request, pk, session_pk)
    pack = get_object_or_404(PrintPack.objects.select_related("asked_by"), agenda=agenda, pk=pack_pk)
    pack.agenda = agenda
    return pack


def require_turn_for_copy(request: HttpRequest) -> None:
    """Refuse a copy that is made at once while three of the same person are, or after thirty in ten minutes.

    A place is held until the request's transaction ends, however it ends.
    """
    person = request.user.pk
    places = (person * COPIES_AT_ONCE + place for place in range(COPIES_AT_ONCE))
    if not any(_take_place(place) for place in places):
        raise CopiesUnderWay
    if is_too_often(request, "agenda-pdf", at_most=MOST_COPIES, seconds=COPIES_WITHIN, who=f"user-{person}"):
        raise TooManyCopies


def _take_place(place: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_COPIES, place % 2**31])
        return bool(cursor.fetchone()[0])
