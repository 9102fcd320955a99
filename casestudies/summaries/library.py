"""The case library as pages: what matches, how many cases each filter would leave, one case with its versions."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.choices import State
from accounts.models import User
from casestudies import content
from casestudies.choices import CasePhase, Setting, Trigger
from casestudies.content import Case
from casestudies.models import CaseVersion, PublishedCase
from casestudies.querysets import FACETS, Wanted, search_query
from dialogues.choices import DialogueFormat
from dialogues.models import Dialogue

PAGE = 25
MOST_IDEAS = 4
COLUMNS = ("pk", "key", "place", "state", "years", "situation", "format", "tells_what_failed", "study_id",
           "strengths", "did_not_work_out")  # fmt: skip


@dataclass(frozen=True)
class Filter:
    """One choice of a filter, and how many cases it leaves together with the other filters."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One filter: its name in the address, its label, what stands for “any”, and its choices."""

    name: str
    label: str | Promise
    any_label: str | Promise
    choices: tuple[Filter, ...]

    @property
    def is_chosen(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)


LABELS: dict[str, tuple[str | Promise, str | Promise]] = {
    "phase": (_("Phase"), _("Any")),
    "trigger": (_("What set it off"), _("Anything")),
    "format": (_("Format"), _("Any")),
    "setting": (_("Kind of place"), _("Any")),
    "state": (_("State"), _("Any")),
    "strength": (_("Evidence"), _("Any")),
    "failed": (_("What did not work"), _("Told or not")),
}
TELLS = _("Tells what did not work")


@dataclass(frozen=True)
class Library:
    """One page of the library with its filters."""

    cases: tuple[PublishedCase, ...]
    count: int
    wanted: Wanted
    facets: tuple[Facet, ...]
    next_after: int | None
    ideas: tuple[Filter, ...] = ()

    @classmethod
    def of(cls, wanted: Wanted, *, after: int | None = None) -> "Library":
        """Two questions: one counts for all filters, one reads the page.

        A later page asks one more; so does a search that finds nothing, for what could be looked at instead.
        """
        counts = PublishedCase.objects.listed().facet_counts(wanted)
        facets = {name: _facet(name, wanted, counts[name]) for name in FACETS}
        found = list(_page(wanted, after))
        return cls(
            cases=tuple(found[:PAGE]),
            count=_count(facets["state"], wanted),
            wanted=wanted,
            facets=tuple(facets.values()),
            next_after=found[PAGE - 1].pk if len(found) > PAGE else None,
            ideas=() if found or after else _ideas(),
        )

    @property
    def has_many_words(self) -> bool:
        return len(self.wanted.words.split()) > 1

    @property
    def has_filters(self) -> bool:
        return self.wanted != Wanted(words=self.wanted.words)

    @property
    def has_more_chosen(self) -> bool:
        """One of the filters below the first two is in use, so they are shown."""
        return any(facet.is_chosen for facet in self.facets[2:])

    @property
    def is_filtered(self) -> bool:
        return self.wanted != Wanted()


def _ideas() -> tuple[Filter, ...]:
    """What set cases off, the most frequent first, with how many cases each has when nothing else is asked."""
    counted = PublishedCase.objects.listed().facet_counts(Wanted())["trigger"]
    choices = _facet("trigger", Wanted(), counted).choices
    return tuple(sorted(choices, key=lambda choice: -choice.count)[:MOST_IDEAS])


def _page(wanted: Wanted, after: int | None) -> QuerySet[PublishedCase]:
    """By place; with words, first the cases that have them in their heading (place, situation, trigger, format).

    `after` is the last case that was read.
    """
    rows = PublishedCase.objects.listed().narrowed(wanted).only(*COLUMNS)
    last = PublishedCase.objects.filter(pk=after).values("place", "state").first() if after else None
    further = Q()
    if last:
        further = (
            Q(place__gt=last["place"])
            | Q(place=last["place"], state__gt=last["state"])
            | Q(**last, pk__gt=after)
        )
    if not wanted.words:
        return rows.filter(further).order_by("place", "state", "pk")[: PAGE + 1]
    rank = SearchRank(F("heading"), search_query(wanted.words))
    rows = rows.annotate(rank=rank)
    if last:
        reached = Subquery(PublishedCase.objects.filter(pk=after).annotate(rank=rank).values("rank"))
        rows = rows.filter(Q(rank__lt=reached) | (Q(rank=reached) & further))
    return rows.order_by("-rank", "place", "state", "pk")[: PAGE + 1]


def _facet(name: str, wanted: Wanted, counted: dict[str, int]) -> Facet:
    chosen = getattr(wanted, name)
    label, any_label = LABELS[name]
    choices = tuple(
        Filter(key, str(words), counted.get(key, 0), is_chosen=key == chosen)
        for key, words in known_choices(name)
    )
    return Facet(name, label, any_label, tuple(one for one in choices if one.count or one.is_chosen))


def known_choices(name: str) -> list[tuple[str, str | Promise]]:
    """What a filter may ask for, with its words."""
    if name == "strength":
        return [(strength.key, strength.label) for strength in content.strengths()]
    if name == "failed":
        return [("true", TELLS)]
    vocabularies: dict[str, Any] = {
        "phase": CasePhase,
        "trigger": Trigger,
        "format": DialogueFormat,
        "setting": Setting,
        "state": State,
    }
    return list(vocabularies[name].choices)


def _count(states: Facet, wanted: Wanted) -> int:
    """Every case has one state, so the states add up to the cases; with one chosen, it is its own number."""
    return sum(choice.count for choice in states.choices if not wanted.state or choice.is_chosen)


@dataclass(frozen=True)
class CasePage:
    """One version of a case as anyone reads it."""

    published: PublishedCase
    version: CaseVersion
    case: Case
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, published: PublishedCase, number: int | None = None) -> "CasePage | None":
        """The newest version, or the one asked for; None when there is no such version. One query."""
        versions = {row.number: row for row in published.versions.order_by("number")}
        version = versions.get(number or published.number)
        if version is None:
            return None
        version.case = published
        return cls(published, version, version.shown, tuple(versions))

    @property
    def is_hidden(self) -> bool:
        """Because of a person: only those who answer for the case still read this version."""
        return self.published.hides(self.version.number)

    def for_strangers(self) -> "CasePage":
        """The same, without a word of the versions that are hidden."""
        return replace(self, numbers=tuple(one for one in self.numbers if not self.published.hides(one)))

    @property
    def is_newest(self) -> bool:
        return self.version.number == self.published.number

    @property
    def phases(self) -> list[str]:
        return [str(CasePhase(phase).label) for phase in self.case.phases]


def open_dialogues_like(user: User, case: Case) -> list[Dialogue]:
    """Where a case meets a person's own work: up to three open dialogues of theirs in one of its phases."""
    rows = Dialogue.objects.seated(user).open().filter(phase__in=case.phases)
    return list(rows.defer("search").order_by("-pk")[:3])
