"""What reviewers read across agencies: joint and agency records, never who a participant is.

People are told by their part ("the liaison"), not by name: a community member of a design team may be afraid.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.choices import State
from accounts.models import Agency, ReviewOrganization, User
from dialogues.choices import Affiliation, DialogueStatus, Phase, Seat
from dialogues.models import Commitment, DesignTeamMember, Dialogue, Session
from dialogues.summaries.attendance import AttendanceTotals
from dialogues.summaries.records import ABOUT_SINGLE_PEOPLE
from dialogues.summaries.surveys import SurveyResults
from history.choices import AuditKind
from planning.choices import AuditKind as Planned
from records.actors import SYSTEM
from records.models import AuditEvent
from records.registers import fill_sentence

PAGE = 25
COUNTED_TO = 500
SUGGESTED = 200
MOST_EVENTS = 100
# What was done about single people, and every tick: work, not the story; and it would show who might have come.
NOT_TOLD = ABOUT_SINGLE_PEOPLE | {AuditKind.HISTORY_READ, Planned.TASK_TICKED, Planned.TASK_UNTICKED}
NAMES_STAY_HIDDEN = frozenset({"designteammember", "participant", "invitation", "membership", "user"})


@dataclass(frozen=True)
class Wanted:
    """What a reviewer asked for, cleaned. Empty means "any"."""

    words: str = ""
    phase: str = ""
    status: str = ""
    state: str = ""
    agency: str = ""
    opened_from: date | None = None
    opened_until: date | None = None

    @property
    def is_any(self) -> bool:
        return not any(
            (
                self.words,
                self.phase,
                self.status,
                self.state,
                self.agency,
                self.opened_from,
                self.opened_until,
            )
        )


def matching(user: User, wanted: Wanted) -> QuerySet[Dialogue]:
    """Dialogues of watched agencies that fit, newest first. The same rows for the page and for the export."""
    agencies = Agency.objects.watched_by(user)
    if wanted.state in State.values:
        agencies = agencies.filter(state=wanted.state)
    if wanted.agency:
        agencies = agencies.filter(name__icontains=wanted.agency)
    rows = Dialogue.objects.filter(agency__in=agencies.values("pk"))
    if wanted.words:
        rows = rows.matching(wanted.words)
    if wanted.phase in Phase.values:
        rows = rows.filter(phase=wanted.phase)
    if wanted.status in DialogueStatus.values:
        rows = rows.filter(status=wanted.status)
    if wanted.opened_from:
        rows = rows.filter(opened_at__gte=_midnight(wanted.opened_from))
    if wanted.opened_until:
        rows = rows.filter(opened_at__lt=_midnight(wanted.opened_until + timedelta(days=1)))
    return rows.order_by("-pk")


def _midnight(day: date) -> datetime:
    """When the day begins on the reviewer's clock."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


@dataclass(frozen=True)
class SearchPage:
    """One page of results, with how many there are up to a limit."""

    dialogues: tuple[Dialogue, ...]
    count: int
    is_count_capped: bool
    next_before: int | None
    organizations: tuple[ReviewOrganization, ...]
    agencies: tuple[str, ...]

    @classmethod
    def of(cls, user: User, wanted: Wanted, *, before: int | None = None) -> "SearchPage":
        """One page in five queries; `before` is the last dialogue of the page that was read."""
        rows = matching(user, wanted)
        count = rows.order_by()[: COUNTED_TO + 1].count()
        page = rows.filter(pk__lt=before) if before else rows
        page = page.select_related("agency", "incident").defer("search", "ground_rules", "off_limits")
        if wanted.words:
            query = SearchQuery(wanted.words, config="english", search_type="websearch")
            page = page.annotate(
                excerpt=SearchHeadline(
                    "purpose",
                    query,
                    config="english",
                    start_sel="⟦",
                    stop_sel="⟧",
                    max_words=30,
                    min_words=12,
                )
            )
        found = list(page[: PAGE + 1])
        return cls(
            dialogues=tuple(found[:PAGE]),
            count=min(count, COUNTED_TO),
            is_count_capped=count > COUNTED_TO,
            next_before=found[PAGE - 1].pk if len(found) > PAGE else None,
            organizations=tuple(ReviewOrganization.objects.filter(memberships__user=user).order_by("name")),
            agencies=tuple(
                Agency.objects.watched_by(user).order_by("name").values_list("name", flat=True)[:SUGGESTED]
            ),
        )


@dataclass(frozen=True)
class Moment:
    """One line of a timeline: when, and a sentence without names of people.

    The same thing several times in a row on one day of the agency is one line with its number.
    """

    at: datetime
    sentence: str
    times: int = 1


@dataclass(frozen=True)
class SessionLine:
    session: Session
    attendance: AttendanceTotals
    survey: SurveyResults


@dataclass(frozen=True)
class Timeline:
    """The story of one dialogue, from its opening to its commitments, as a reviewer reads it."""

    dialogue: Dialogue
    sides: tuple[tuple[str | Promise, int], ...]
    sessions: tuple[SessionLine, ...]
    commitments: tuple[Commitment, ...]
    moments: tuple[Moment, ...]
    next_after: int | None

    @classmethod
    def of(cls, dialogue: Dialogue, *, after: int | None = None) -> "Timeline":
        team = list(DesignTeamMember.objects.filter(dialogue=dialogue))
        sessions = list(dialogue.sessions.order_by("starts_at", "pk")[:MOST_EVENTS])
        attendance, surveys = AttendanceTotals.of_many(sessions), SurveyResults.of_many(sessions)
        events = (
            AuditEvent.objects.of_dialogue(dialogue.pk)
            .for_reviewers()
            .exclude(kind__in=NOT_TOLD)
            .filter(pk__gt=after or 0)
            .order_by("pk")[: MOST_EVENTS + 1]
        )
        found = list(events)
        parts, zone = _parts(team), ZoneInfo(dialogue.agency.time_zone)
        return cls(
            dialogue=dialogue,
            sides=_sides(team),
            sessions=tuple(
                SessionLine(session, attendance[session.pk], surveys[session.pk]) for session in sessions
            ),
            commitments=tuple(dialogue.commitments.order_by("due_on", "pk")[:MOST_EVENTS]),
            moments=_folded(
                Moment(event.at.astimezone(zone), told_without_names(event, parts))
                for event in found[:MOST_EVENTS]
            ),
            next_after=found[MOST_EVENTS - 1].pk if len(found) > MOST_EVENTS else None,
        )


def _folded(moments: Iterable[Moment]) -> tuple[Moment, ...]:
    folded: list[Moment] = []
    for one in moments:
        last = folded[-1] if folded else None
        if last and (last.sentence, last.at.date()) == (one.sentence, one.at.date()):
            folded[-1] = replace(last, times=last.times + 1)
        else:
            folded.append(one)
    return tuple(folded)


def _sides(team: list[DesignTeamMember]) -> tuple[tuple[str | Promise, int], ...]:
    here = [member.affiliation for member in team if member.left_at is None]
    return tuple((side.label, here.count(side)) for side in Affiliation if side in here)


def _parts(team: list[DesignTeamMember]) -> dict[int, str]:
    """What to call each person with an account: their part in the dialogue."""
    return {
        member.user_id: _part(str(Seat(member.seat).label), str(Affiliation(member.affiliation).label))
        for member in team
        if member.user_id
    }


def _part(seat: str, side: str) -> str:
    return seat if seat == side else f"{seat} ({side})"


def told_without_names(event: AuditEvent, parts: Mapping[int, str]) -> str:
    """The sentence of an event, with parts instead of names."""
    if event.actor_id:
        by: str = parts.get(event.actor_id) or str(_("A member of the agency"))
    else:
        by = event.actor_label if event.actor_label == SYSTEM.audit_label else str(_("Someone"))
    subject: Any = event.subject_label
    if event.subject_type in NAMES_STAY_HIDDEN:
        subject = (
            _("a member of the design team") if event.subject_type == "designteammember" else _("someone")
        )
    details = {**event.details, "owner": _("someone")} if "owner" in event.details else event.details
    return fill_sentence(event.kind, {**details, "by": by, "subject": subject})
