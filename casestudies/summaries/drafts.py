"""What is known before a case is written, what is still to do, and who is named nowhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from accounts.choices import AgencyKind
from accounts.models import Agency, User
from casestudies.choices import KeepReason, Part, Trigger
from casestudies.content import Body, spell_years
from casestudies.evidence import MOST_MARKS, Gap, Mark, gaps, is_decided
from casestudies.models import CaseStudy, PublishedCase
from dialogues.choices import IncidentKind, Phase, SessionStatus
from dialogues.models import Commitment, Dialogue, Incident, Session
from dialogues.permissions import may_see_participants, seat_of
from dialogues.summaries.attendance import AttendanceTotals
from dialogues.summaries.notes import names_in
from dialogues.summaries.surveys import SMALLEST_GROUP

PAGE, FIRST_WAITING = 25, 3
MOST_SESSIONS, MOST_PROMISES = 12, 8
TRIGGERS_OF: dict[str, tuple[str, ...]] = {
    IncidentKind.DEADLY_FORCE: (Trigger.FORCE,),  # deadly by its means; whether someone died, it does not say
    IncidentKind.OTHER_FORCE: (Trigger.FORCE,),
    IncidentKind.DEATH_IN_CUSTODY: (Trigger.DEATH,),
    IncidentKind.HATE_INCIDENT: (Trigger.TENSION,),
    IncidentKind.PROTEST: (Trigger.TENSION,),
    IncidentKind.OTHER: (Trigger.TENSION,),
}
OFFICES = ("Police Department", "Department of Public Safety", "Police Bureau", "Sheriff’s Office",
           "Sheriff's Office", "Sheriff’s Department", "Sheriff's Department", "Police")  # fmt: skip


def triggers_after(incident: Incident) -> tuple[str, ...]:
    """The kind of an incident in the words of the library."""
    return TRIGGERS_OF.get(incident.kind, ())


def triggers_of(dialogue: Dialogue) -> tuple[str, ...]:
    """What set a dialogue off, in the words of the library; before a crisis nothing has."""
    if dialogue.incident is not None:
        return triggers_after(dialogue.incident)
    return (Trigger.PROACTIVE,) if dialogue.phase == Phase.PRE_CRISIS else ()


def setting_of(agency: Agency) -> str:
    """City or county, as the agency's kind and name tell; nothing for organizations that belong to no place."""
    if agency.kind not in {AgencyKind.LAW_ENFORCEMENT, AgencyKind.LOCAL_GOVERNMENT}:
        return ""
    name = agency.name.casefold()
    if "tribal" in name or "nation" in name.split():
        return "tribe"
    if "university" in name or "college" in name or "campus" in name:
        return "campus"
    return "county" if "county" in name or "sheriff" in name else "city"


@dataclass(frozen=True)
class Known:
    """A case as far as the joint facts of its dialogue tell it."""

    body: Body
    is_finished: bool


def what_is_known(dialogue: Dialogue) -> Known:
    """Title, purpose, phase, format, conveners, counts and public promises. Six queries at most.

    Never a name, a note or a contact; no number of people below five, and no part of a sum that would tell one.
    """
    sessions = list(dialogue.sessions.order_by("starts_at", "pk"))
    held = [session for session in sessions if session.status == SessionStatus.HELD]
    is_planned = any(session.status == SessionStatus.PLANNED for session in sessions)
    came = {pk: totals.total for pk, totals in AttendanceTotals.of_many(held).items()}
    promises = list(dialogue.commitments.public().order_by("due_on", "pk")[:MOST_PROMISES])
    return Known(
        body=_about(dialogue, held) | _work(dialogue, held, came) | _followed(dialogue, promises),
        is_finished=not dialogue.is_open or (bool(held) and not is_planned),
    )


def _about(dialogue: Dialogue, held: list[Session]) -> Body:
    zone = ZoneInfo(dialogue.agency.time_zone)
    first = min([dialogue.opened_at, *(one.starts_at for one in held[:1])]).astimezone(zone).year
    ends = [moment for moment in (dialogue.closed_at, *(one.starts_at for one in held[-1:])) if moment]
    last = max(ends).astimezone(zone).year if ends else None
    return {
        "place": _place(dialogue.agency.name),
        "state": dialogue.agency.state,
        "setting": setting_of(dialogue.agency),
        "first_year": first,
        "last_year": last,
        "years": spell_years(first, last),
        "situation": " ".join(dialogue.purpose.split())[:300],
        "trigger": str(dialogue.incident.get_kind_display()) if dialogue.incident else "",
        "trigger_kinds": list(triggers_of(dialogue)),
        "phases": [dialogue.phase],
    }


def _place(agency: str) -> str:
    """Demo City Police Department → Demo City"""
    for office in OFFICES:
        agency = agency.removesuffix(f" {office}")
    return agency


def _work(dialogue: Dialogue, held: list[Session], came: dict[int, int]) -> Body:
    conveners = [line.strip() for line in dialogue.conveners.replace(";", "\n").splitlines() if line.strip()]
    told = [count for count in came.values() if count >= SMALLEST_GROUP]
    meaning = "session held" if len(held) == 1 else "sessions held"
    numbers = [{"figure": str(len(held)), "meaning": meaning}] if held else []
    if told:
        numbers.append({"figure": str(max(told)), "meaning": "people at the largest session"})
    return {
        "conveners": conveners or [dialogue.agency.name],
        "format": str(dialogue.get_format_display()),
        "formats": [dialogue.format] if dialogue.format else [],
        "people": max(told) if told else None,
        "numbers": numbers,
        "done": list(_sessions(held, came)),
    }


def _sessions(held: list[Session], came: dict[int, int]) -> Iterator[str]:
    """One line for each session: its title, its month, and how many came where that may be told."""
    for session in held[:MOST_SESSIONS]:
        count = came.get(session.pk, 0)
        people = f", {count} people" if count >= SMALLEST_GROUP else ""
        yield f"“{session.title}”, {session.local_start:%B %Y}{people}."


def _followed(dialogue: Dialogue, promises: list[Commitment]) -> Body:
    """Public promises and where they stand, with the page on which anyone can read them."""
    if not promises:
        return {"outcomes": [], "sources": []}
    address = settings.PUBLIC_ORIGIN + reverse("dialogues:commitments-public", args=[dialogue.public_id])
    source = {
        "key": "s1",
        "title": "Public commitments of the dialogue",
        "publisher": dialogue.agency.name,
        "url": address,
        "kind": "government" if setting_of(dialogue.agency) else "practice",
    }
    outcomes = [
        {
            "text": f"Promised: {row.text.rstrip('.')}. {row.get_status_display()}.",
            "strength": "on_record",
            "sources": ["s1"],
        }
        for row in promises
    ]
    return {"outcomes": outcomes, "sources": [source]}


def known_names(by: User, study: CaseStudy) -> list[str]:
    """Names that the dialogue knows, for the finder: only for whoever has a seat in it, and so reads them anyway.

    Those of participants only for whoever may see them. What an organization writes is marked by patterns alone:
    its author could ask the finder name by name who takes part.
    """
    writes_from_outside = study.organization_id is not None and study.author_id == by.pk
    if study.dialogue is None or writes_from_outside or seat_of(by, study.dialogue) is None:
        return []
    return names_in(study.dialogue, knows_participants=bool(may_see_participants(by, study.dialogue)))


@dataclass(frozen=True)
class MarkedPlace:
    """A marked place, and why it stays; without a reason in words it waits for a decision or a change."""

    mark: Mark
    reason: str = ""
    words: str = ""
    is_decided: bool = False

    @property
    def why(self) -> str:
        return str(KeepReason(self.reason).label) if self.reason in KeepReason.values else ""


@dataclass(frozen=True)
class DraftPage:
    """A draft with what its author still has to do, and what a reviewer looks at."""

    gaps: tuple[Gap, ...]
    places: tuple[MarkedPlace, ...]

    @classmethod
    def of(cls, study: CaseStudy, marks: Iterable[Mark]) -> "DraftPage":
        return cls(gaps=gaps(study.body), places=tuple(_place_of(mark, study.kept) for mark in marks))

    @property
    def shown(self) -> tuple[MarkedPlace, ...]:
        """The places that the page of marks shows."""
        return self.places[:MOST_MARKS]

    @property
    def undecided(self) -> tuple[MarkedPlace, ...]:
        """What waits for a decision or a change. What the page does not show is not decided on."""
        return (*(place for place in self.shown if not place.is_decided), *self.places[MOST_MARKS:])

    @property
    def kept(self) -> tuple[MarkedPlace, ...]:
        """What its author kept on purpose, for the reviewer to look at."""
        return tuple(place for place in self.places if place.is_decided)

    @property
    def contacts(self) -> tuple[MarkedPlace, ...]:
        """How someone is reached or found: to be taken out."""
        return tuple(place for place in self.shown if place.mark.is_contact)

    @property
    def known(self) -> tuple[MarkedPlace, ...]:
        """Names that only the dialogue knows: to be changed, because keeping one would tell who takes part."""
        return tuple(place for place in self.shown if place.mark.is_known)

    @property
    def has_too_many(self) -> bool:
        return len(self.places) > len(self.shown)

    @property
    def is_ready(self) -> bool:
        return not self.gaps and not self.undecided

    def gaps_of(self, part: Part) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if gap.part == part)


@dataclass(frozen=True)
class DraftList:
    """A person's own case studies, newest first, and those that wait for their review."""

    mine: tuple[CaseStudy, ...]
    waiting: tuple[CaseStudy, ...]
    next_before: int | None
    published: dict[int, PublishedCase]

    @classmethod
    def of(cls, by: User, *, before: int | None = None) -> "DraftList":
        """Three queries, however many there are."""
        rows = CaseStudy.objects.visible_to(by).filter(author=by).select_related("agency", "organization")
        page = rows.filter(pk__lt=before) if before else rows
        found = list(page.order_by("-pk")[: PAGE + 1])
        waiting = CaseStudy.objects.waiting_for(by).select_related("agency", "organization")
        published = PublishedCase.objects.filter(study__in=[one.pk for one in found]).defer(
            "heading", "search", "words"
        )
        return cls(
            mine=tuple(found[:PAGE]),
            waiting=tuple(waiting.order_by("pk")[:PAGE]),
            next_before=found[PAGE - 1].pk if len(found) > PAGE else None,
            published={case.study_id: case for case in published if case.study_id},
        )

    @property
    def rows(self) -> list[tuple[CaseStudy, PublishedCase | None]]:
        return [(study, self.published.get(study.pk)) for study in self.mine]


def withdrawn_case_of(study: CaseStudy) -> PublishedCase | None:
    """The case in the library that a new version would put back, if it was withdrawn."""
    rows = PublishedCase.objects.filter(study=study, withdrawn_at__isnull=False)
    return rows.defer("heading", "search", "words").first()


@dataclass(frozen=True)
class Waiting:
    """The first few case studies that wait for a person's review, oldest first, and how many there are."""

    studies: tuple[CaseStudy, ...]
    count: int

    @classmethod
    def of(cls, by: User) -> "Waiting":
        """Two queries, however many there are."""
        rows = CaseStudy.objects.waiting_for(by).select_related("agency", "organization")
        return cls(tuple(rows.order_by("handed_in_at", "pk")[:FIRST_WAITING]), rows.count())

    @property
    def more(self) -> int:
        return self.count - len(self.studies)


def _place_of(mark: Mark, kept: dict[str, dict[str, str]]) -> MarkedPlace:
    row = kept.get(mark.key, {}) if mark.may_stay else {}
    return MarkedPlace(mark, row.get("reason", ""), row.get("words", ""), is_decided(mark, row))
