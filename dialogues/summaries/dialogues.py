"""What the pages of a dialogue show, built in a fixed number of queries."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import Agency, User
from accounts.roles import Role
from dialogues.choices import Affiliation, DialogueStatus, Seat
from dialogues.choices.gate import CHECKLIST, CheckAnswer
from dialogues.evidence.four_tests import DialogueFacts, FourTest, four_tests
from dialogues.models import Commitment, DesignTeamMember, Dialogue, GateAnswer, Participant, Session
from dialogues.summaries.promises import OpenPromise, still_owed

PAGE = 20
DESIGNING = (Seat.LIAISON, Seat.DESIGNER)
ONE_LINE = 180
COVERAGE = "coverage"  # the check of the gate whose answer names the gaps
# A full stop after a longer word: "St. Mary" and "Dr. King" go on.
SENTENCE_END = re.compile(r"(?<=\w{4}[.!?])\s")


@dataclass(frozen=True)
class DialogueRow:
    """One line of a list."""

    dialogue: Dialogue
    purpose: str
    next_session: Session | None


@dataclass(frozen=True)
class DialogueList:
    """The dialogues in which a person has a seat, newest first, a page at a time."""

    rows: tuple[DialogueRow, ...]
    next_before: int | None
    kept_agencies: tuple[Agency, ...]

    @classmethod
    def of(
        cls, user: User, *, now: datetime, words: str = "", show: str = "", before: int | None = None
    ) -> Self:
        mine = Dialogue.objects.filter(pk__in=Dialogue.objects.seated(user).values("pk"))
        mine = mine.matching(words) if words else mine.filter(status=show or DialogueStatus.OPEN)
        if before:
            mine = mine.filter(pk__lt=before)
        found = list(mine.select_related("agency").order_by("-pk")[: PAGE + 1])
        page = found[:PAGE]
        upcoming = _next_sessions(page, now)
        rows = (DialogueRow(one, first_sentence(one.purpose), upcoming.get(one.pk)) for one in page)
        agencies = Agency.objects.filter(
            memberships__user=user, memberships__roles__overlap=[Role.ADMINISTRATOR, Role.RECORDS_OFFICER]
        )
        return cls(
            rows=tuple(rows),
            next_before=page[-1].pk if len(found) > PAGE else None,
            kept_agencies=tuple(agencies.order_by("name")),
        )


@dataclass(frozen=True)
class AgencyDialogueRow:
    """A dialogue as an administrator sees it: that it exists, and its liaison. Nothing of its content."""

    pk: int
    title: str
    phase: str
    is_open: bool
    liaisons: tuple[str, ...]


@dataclass(frozen=True)
class AgencyDialogues:
    """All dialogues of an agency, newest first, a page at a time."""

    rows: tuple[AgencyDialogueRow, ...]
    next_before: int | None

    @classmethod
    def of(cls, agency: Agency, *, before: int | None = None) -> Self:
        dialogues = Dialogue.objects.filter(agency=agency)
        if before:
            dialogues = dialogues.filter(pk__lt=before)
        found = list(dialogues.only("pk", "title", "phase", "status").order_by("-pk")[: PAGE + 1])
        page = found[:PAGE]
        seats = DesignTeamMember.objects.current().liaisons().filter(dialogue__in=page).order_by("pk")
        names: dict[int, list[str]] = {}
        for key, name in seats.values_list("dialogue_id", "name"):
            names.setdefault(key, []).append(name)
        rows = (
            AgencyDialogueRow(
                pk=one.pk,
                title=one.title,
                phase=one.get_phase_display(),
                is_open=one.is_open,
                liaisons=tuple(names.get(one.pk, ())),
            )
            for one in page
        )
        return cls(rows=tuple(rows), next_before=page[-1].pk if len(found) > PAGE else None)


@dataclass(frozen=True)
class DialogueOverview:
    """The first page of a dialogue: what is next, who designs it, what is still missing."""

    purpose: str
    next_session: Session | None
    team: tuple[DesignTeamMember, ...]
    tests: tuple[FourTest, ...]
    owed: tuple[OpenPromise, ...] = ()  # only asked of a closed dialogue

    @property
    def met(self) -> int:
        return sum(test.is_met for test in self.tests)

    @classmethod
    def of(cls, dialogue: Dialogue, *, now: datetime) -> Self:
        team = tuple(dialogue.design_team.current().order_by("seated_at", "pk"))
        upcoming = dialogue.sessions.upcoming(now).first()
        facts = _facts(dialogue, team, upcoming)
        owed = () if dialogue.is_open else still_owed(dialogue, now=now)
        return cls(first_sentence(dialogue.purpose), upcoming, team, four_tests(facts), owed)


@dataclass(frozen=True)
class ClosingFacts:
    """What a person should know before a dialogue is closed."""

    planned_sessions: int
    open_commitments: int

    @classmethod
    def of(cls, dialogue: Dialogue) -> Self:
        return cls(dialogue.sessions.planned().count(), dialogue.commitments.open().count())


def first_sentence(text: str) -> str:
    """The first sentence of a text, for one line; cut at a word when it is very long."""
    line = SENTENCE_END.split(text.strip().split("\n", 1)[0], maxsplit=1)[0]
    if len(line) <= ONE_LINE:
        return line
    return line[:ONE_LINE].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _next_sessions(dialogues: Iterable[Dialogue], now: datetime) -> dict[int, Session]:
    sessions = Session.objects.planned().filter(dialogue__in=list(dialogues), starts_at__gte=now)
    nearest = sessions.order_by("dialogue_id", "starts_at", "id").distinct("dialogue_id")
    return {session.dialogue_id: session for session in nearest}


def _facts(dialogue: Dialogue, team: tuple[DesignTeamMember, ...], upcoming: Session | None) -> DialogueFacts:
    designers = [member for member in team if member.seat in DESIGNING]
    recorded = _recorded(dialogue)
    seated = {member.affiliation for member in team}
    return DialogueFacts(
        has_police_designer=any(one.affiliation == Affiliation.LAW_ENFORCEMENT for one in designers),
        has_community_designer=any(one.affiliation == Affiliation.COMMUNITY for one in designers),
        has_all_signed_off=bool(designers) and all(one.signed_off_at for one in designers),
        has_goals=bool(dialogue.goals),
        has_may_change=bool(dialogue.may_change),
        has_off_limits=bool(dialogue.off_limits),
        has_police=Affiliation.LAW_ENFORCEMENT in seated or recorded["police"],
        has_community=Affiliation.COMMUNITY in seated or recorded["community"],
        has_gaps_named=recorded["explained"] or recorded["categories"] >= len(CHECKLIST),
        has_next_session=upcoming is not None,
        has_commitment=recorded["commitment"],
    )


def _recorded(dialogue: Dialogue) -> dict[str, bool]:
    """Five facts in one query."""
    people = Participant.objects.filter(dialogue=OuterRef("pk"))
    return (
        Dialogue.objects.filter(pk=dialogue.pk)
        .annotate(
            police=Exists(people.filter(affiliation=Affiliation.LAW_ENFORCEMENT)),
            community=Exists(people.filter(affiliation=Affiliation.COMMUNITY)),
            explained=Exists(
                GateAnswer.objects.filter(
                    dialogue=OuterRef("pk"), check_key=COVERAGE, answer=CheckAnswer.DOES_NOT_APPLY
                )
            ),
            categories=Count(
                "participants__category", distinct=True, filter=Q(participants__category__in=CHECKLIST)
            ),
            commitment=Exists(Commitment.objects.filter(dialogue=OuterRef("pk")).exclude(owner="")),
        )
        .values("police", "community", "explained", "categories", "commitment")
        .get()
    )
