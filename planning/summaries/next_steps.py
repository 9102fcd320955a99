"""Steps that need a person: of their dialogues, of running incidents and of their agency's readiness."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts.models import Membership, User
from accounts.roles import Role
from dialogues.choices import Phase
from dialogues.models import Dialogue, Incident, IncidentTeamMember
from dialogues.summaries.watch_dates import WatchDates
from planning.evidence.anchors import unread_moves
from planning.models import PlanStep
from planning.summaries.playbooks import next_step_of
from planning.summaries.steps import StepView, views_of
from planning.summaries.things import (
    INCIDENT,
    LOOK_AHEAD_DAYS,
    MINE,
    OTHERS,
    PLANNING,
    RUNNING,
    MyDialogue,
    NextThing,
    with_seat,
)

RUNNING_DAYS = 3
WATCH_AHEAD = timedelta(days=60)
FORGET_INCIDENTS = timedelta(days=60)  # the playbook stays; it asks for nothing more by itself


def plans_to_start(mine: dict[int, MyDialogue], today: date) -> Iterable[NextThing]:
    for pk, one in mine.items():
        if one.seat in PLANNING and not one.has_plan:
            yield NextThing(
                order=(RUNNING if one.dialogue.phase == Phase.POST_INCIDENT else MINE, today),
                title=_("Start the plan of “%(dialogue)s”") % {"dialogue": one.dialogue.title},
                where=one.dialogue.get_phase_display(),
                date_words="",
                day=None,
                note="",
                view="planning:plan-show",
                args=(pk,),
                button=_("See the plan"),
            )


def steps_of_dialogues(mine: dict[int, MyDialogue], user: User, today: date) -> Iterable[NextThing]:
    """One thing for each plan: its first step that is due, and how many more are. Another one for what is left
    to a person without an account, who has no page like this one."""
    until = today + timedelta(days=LOOK_AHEAD_DAYS)
    due = [
        row
        for row in _steps_near(mine, user, today, until)
        if row.is_open and row.due_on and row.due_on <= until
    ]
    due.sort(key=_plan_and_hands)
    for (_plan, is_left), rows in groupby(due, _plan_and_hands):
        first, *others = sorted(rows, key=lambda row: (row.due_on, row.step.position))
        yield _step_thing(first, len(others), mine[first.step.plan.dialogue_id].dialogue, is_left, today)


def _plan_and_hands(row: StepView) -> tuple[int, bool]:
    return row.step.plan_id, row.step.owner_id is None and row.step.owner_name != ""


def _steps_near(mine: dict[int, MyDialogue], user: User, today: date, until: date) -> Iterable[StepView]:
    """Steps stored as due, and all of those dialogues in which something moved since dates were stored."""
    moves = unread_moves().filter(dialogue_id=OuterRef("plan__dialogue"))
    steps = (
        PlanStep.objects.asking()
        .for_person(user)
        .of_current_phase()
        .filter(plan__dialogue__in=with_seat(mine, PLANNING))
        .annotate(has_moved=Exists(moves))
        .filter(Q(due_on__lte=until) | Q(has_moved=True))
        .select_related("plan__agency")
    )
    near = list(steps)
    stored = [step for step in near if not step.has_moved]
    again = [step for step in near if step.has_moved]
    return [*(StepView.as_stored(step, today) for step in stored), *views_of(again, today)]


def _step_thing(row: StepView, more: int, dialogue: Dialogue, is_left: bool, today: date) -> NextThing:
    day = row.due_on or today
    is_running = dialogue.phase == Phase.POST_INCIDENT and day <= today + timedelta(days=RUNNING_DAYS)
    notes = [_("%(name)s sees to it") % {"name": row.step.owner_name}] if is_left else []
    if more:
        notes.append(ngettext("%(n)d more step is due", "%(n)d more steps are due", more) % {"n": more})
    return NextThing(
        order=(OTHERS if is_left else RUNNING if is_running else MINE, day),
        title=row.step.title,
        where=dialogue.title,
        date_words=_("due since") if row.is_behind else pgettext_lazy("step", "due"),
        day=row.due_on,
        note=" · ".join(str(note) for note in notes),
        view="planning:step-show",
        args=(row.step.pk,),
        button=_("Open the step"),
    )


def steps_of_agencies(user: User, now: datetime, today: date) -> Iterable[NextThing]:
    """Of each running playbook the step that its page opens with, of readiness the first that is due; for liaisons
    and the team."""
    until = today + timedelta(days=LOOK_AHEAD_DAYS)
    liaisons = Membership.objects.filter(
        user=user, agency=OuterRef("plan__agency"), roles__contains=[Role.LIAISON]
    )
    team = IncidentTeamMember.objects.current().filter(user=user, incident=OuterRef("plan__incident"))
    twins = PlanStep.objects.filter(key=OuterRef("key"), plan__dialogue__incident=OuterRef("plan__incident"))
    due = (
        PlanStep.objects.asking()
        .for_person(user)
        .exclude(Exists(twins))  # the dialogue about the incident asks for it
        .filter(
            Q(Exists(liaisons)) | Q(Exists(team)),
            plan__dialogue=None,
            plan__incident__withdrawn_at=None,
        )
        .filter(Q(plan__incident__isnull=False) | Q(due_on__lte=until))
        .exclude(plan__incident__isnull=False, plan__incident__known_at__lt=Now() - FORGET_INCIDENTS)
        .select_related("plan__incident", "plan__agency")
        .order_by("plan", "position")
    )
    for _plan, steps in groupby(due, lambda step: step.plan_id):
        rows = [row for row in (StepView.as_stored(step, today) for step in steps) if row.is_open]
        near = [row for row in rows if row.due_on and row.due_on <= until]
        if near and (incident := rows[0].step.plan.incident):
            yield _playbook_thing(incident, next_step_of(incident, rows, now) or rows[0], len(near) - 1)
        elif near:
            yield _readiness_thing(rows[0], len(rows) - 1)


def _playbook_thing(incident: Incident, row: StepView, more: int) -> NextThing:
    """Running incidents stand first, the newest on top. Their windows are suggestions, so nothing is due."""
    age = date.fromordinal(date.max.toordinal() - incident.known_at.date().toordinal())
    note = (
        ngettext("%(n)d more step is open", "%(n)d more steps are open", more) % {"n": more} if more else ""
    )
    return NextThing(
        order=(INCIDENT, age),
        title=row.step.title,
        where=incident.title,
        date_words="",
        day=None,
        note=" · ".join(part for part in (str(row.window or row.step.due_words), note) if part),
        view="planning:playbook-show",
        args=(incident.pk,),
        button=_("Open the playbook"),
    )


def dates_to_watch(user: User, today: date) -> Iterable[NextThing]:
    """The next step before each day that may reopen wounds, and windows that nobody asked about for a week."""
    mine = Incident.objects.worked_on_by(user)
    for coming in WatchDates.coming(mine, today=today, horizon=WATCH_AHEAD):
        line, step = coming.line, coming.line.next_step
        is_due = step is not None and step.is_due
        if not is_due and not line.needs_check_in:
            continue
        yield NextThing(
            order=(RUNNING, step.on if step and is_due else today),
            title=step.step.title
            if step and is_due
            else _("Ask again when it will be: %(day)s") % {"day": line.label},
            where=coming.incident.title,
            date_words=_("for the day") if is_due else _("from"),
            day=line.row.first_on,
            note=line.label if is_due else "",
            view="dialogues:incident-dates",
            args=(coming.incident.pk,),
            button=_("See the dates"),
        )


def _readiness_thing(row: StepView, more: int) -> NextThing:
    return NextThing(
        order=(MINE, row.due_on or row.today),
        title=row.step.title,
        where=str(_("Readiness")),
        date_words=_("due since") if row.is_behind else pgettext_lazy("step", "due"),
        day=row.due_on,
        note=ngettext("%(n)d more step is due", "%(n)d more steps are due", more) % {"n": more}
        if more
        else "",
        view="planning:readiness-show",
        args=(row.step.plan.agency_id,),
        button=_("See how ready we are"),
    )
