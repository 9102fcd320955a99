"""The published cases most like a dialogue or an incident, each with the reasons why."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet, Sum

from casestudies.evidence import Likeness, Situation, likeness
from casestudies.models import PublishedCase
from casestudies.summaries.drafts import setting_of, triggers_after, triggers_of
from dialogues.choices import IncidentKind, Phase
from dialogues.models import Attendance, Dialogue, Incident

SHOWN = 3
COMPARED = ("pk", "phases", "trigger_kinds", "people", "setting", "state", "place")


@dataclass(frozen=True)
class SimilarCase:
    case: PublishedCase
    likeness: Likeness


@dataclass(frozen=True)
class SimilarCases:
    """The three most similar cases; fewer where fewer have anything in common."""

    cases: tuple[SimilarCase, ...]
    situation: Situation

    @classmethod
    def of(cls, dialogue: Dialogue) -> "SimilarCases":
        """Four queries. Every case that shares the phase or the trigger is compared."""
        return cls._like(situation_of(dialogue))

    @classmethod
    def of_incident(cls, incident: Incident) -> "SimilarCases":
        """Two queries: nobody was asked yet, so no size is compared."""
        return cls._like(situation_after(incident))

    @classmethod
    def _like(cls, ours: Situation) -> "SimilarCases":
        close = Q(phases__overlap=list(ours.phases)) | Q(trigger_kinds__overlap=list(ours.triggers))
        best = _best(ours, PublishedCase.objects.listed().filter(close))
        rows = PublishedCase.objects.defer("heading", "search", "words").in_bulk(
            [pk for pk, _likeness in best]
        )
        return cls(tuple(SimilarCase(rows[pk], like) for pk, like in best), ours)


def situation_of(dialogue: Dialogue) -> Situation:
    """Phase, trigger and place as the dialogue has them; its size is the most who were asked or came."""
    asked = dialogue.participants.count()
    came = Attendance.objects.filter(session__dialogue=dialogue).values("session").order_by()
    largest = came.annotate(people=Sum("count")).aggregate(most=Max("people"))["most"] or 0
    return Situation(
        phases=frozenset({dialogue.phase}),
        triggers=frozenset(triggers_of(dialogue)),
        people=max(asked, largest) or None,
        setting=setting_of(dialogue.agency),
        state=dialogue.agency.state,
        is_deadly=dialogue.incident is not None and _is_deadly(dialogue.incident),
    )


def situation_after(incident: Incident) -> Situation:
    """What is known of an incident before any dialogue about it: its kind and the place."""
    return Situation(
        phases=frozenset({Phase.POST_INCIDENT}),
        triggers=frozenset(triggers_after(incident)),
        setting=setting_of(incident.agency),
        state=incident.agency.state,
        is_deadly=_is_deadly(incident),
    )


def _is_deadly(incident: Incident) -> bool:
    return incident.kind == IncidentKind.DEADLY_FORCE


def _best(ours: Situation, rows: QuerySet[PublishedCase]) -> list[tuple[int, Likeness]]:
    scored = [(_compare(ours, row), row) for row in _facts(rows)]
    liked = [(like, row) for like, row in scored if like.score]
    liked.sort(key=lambda pair: (-pair[0].score, -len(pair[0].reasons), pair[1][-1], pair[1][0]))
    return [(row[0], like) for like, row in liked[:SHOWN]]


def _facts(rows: QuerySet[PublishedCase]) -> Iterable[tuple]:
    return rows.values_list(*COMPARED)


def _compare(ours: Situation, row: tuple) -> Likeness:
    _pk, phases, triggers, people, setting, state, _place = row
    return likeness(ours, Situation(frozenset(phases), frozenset(triggers), people, setting, state))
