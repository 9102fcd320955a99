"""Formats as pages show them: found by phase, size, time and words; read part by part with clock times."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.models import Agency, User
from dialogues.choices import DialogueFormat
from dialogues.models import Dialogue, Session
from planning import content
from planning.content.finding import fits, ranked
from planning.models import AgendaBlock, OwnFormat, OwnFormatVersion
from planning.models.agendas import ItemValues
from planning.timing import schedule

PAGE = 20
OFFERED = 12  # own formats on the page that starts an agenda; the library has the rest
WHOLE_DAY = 240  # minutes from which a sample begins in the morning
DAY, MORNING, EVENING = (2026, 1, 5), 9, 18


@dataclass(frozen=True)
class Wanted:
    """What was asked of the library. None and nothing mean: any."""

    words: str = ""
    phase: str = ""
    size: int | None = None
    minutes: int | None = None

    @property
    def is_filtered(self) -> bool:
        return self != Wanted()


@dataclass(frozen=True)
class FormatLibrary:
    """The formats that fit: of the files, and a page of those kept by the person or an agency of theirs."""

    wanted: Wanted
    national: tuple[content.Format, ...]
    own: tuple[OwnFormat, ...]
    next_before: int | None

    @classmethod
    def of(cls, user: User, wanted: Wanted, *, before: int | None = None) -> Self:
        """One query."""
        rows = OwnFormat.objects.visible_to(user).in_use().select_related("agency")
        rows = rows.fitting(phase=wanted.phase, size=wanted.size, minutes=wanted.minutes)
        rows = rows.with_words(wanted.words)
        found = list((rows.filter(pk__lt=before) if before else rows).order_by("-pk")[: PAGE + 1])
        return cls(
            wanted=wanted,
            national=() if before else national(wanted),
            own=tuple(found[:PAGE]),
            next_before=found[PAGE - 1].pk if len(found) > PAGE else None,
        )

    @property
    def count(self) -> int:
        return len(self.national) + len(self.own)


def national(wanted: Wanted) -> tuple[content.Format, ...]:
    """The formats of the files that fit, those with the typed words in their name first."""
    fitting = [
        one
        for one in content.formats()
        if (not wanted.phase or wanted.phase in one.phases)
        and fits(wanted.size, one.smallest_group, one.largest_group)
        and (wanted.minutes is None or one.minutes <= wanted.minutes)
    ]
    return tuple(ranked(wanted.words, ((one, _texts(one)) for one in fitting)))


def _texts(one: content.Format) -> tuple[str, ...]:
    parts = " ".join(f"{block.title.en} {block.title.es} {block.purpose}" for block in one.blocks)
    about = " ".join((*one.suits, one.room.en, *one.warnings))
    return (f"{one.name.en} {one.name.es}", f"{one.purpose} {one.for_participants.es}", about, parts)


# --- one format, part by part ---------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One part of a format with the clock time at which it begins in the sample."""

    item: AgendaBlock
    lead_in: str
    starts_at: datetime


@dataclass(frozen=True)
class Sample:
    """Where the clock times of a format start: the session it is looked at for, or an ordinary day."""

    starts_at: datetime
    zone: ZoneInfo

    @classmethod
    def of(cls, minutes: int, session: Session | None = None) -> Self:
        if session is not None:
            return cls(session.starts_at, session.zone)
        return cls(datetime(*DAY, MORNING if minutes >= WHOLE_DAY else EVENING, tzinfo=UTC), ZoneInfo("UTC"))


def lines_of_format(known: content.Format, sample: Sample) -> tuple[Line, ...]:
    return _timed(((item_of(block), block.lead_in) for block in known.blocks), sample)


def lines_of_version(version: OwnFormatVersion, sample: Sample) -> tuple[Line, ...]:
    return _timed(((item, getattr(item, "lead_in", "")) for item in items_of(version.blocks)), sample)


def _timed(items: Iterable[tuple[AgendaBlock, str]], sample: Sample) -> tuple[Line, ...]:
    pairs = list(items)
    moments, _minutes = placed([item for item, _lead_in in pairs], sample.starts_at)
    return tuple(Line(item, lead_in, moment) for (item, lead_in), moment in zip(pairs, moments, strict=True))


def placed(items: Sequence[AgendaBlock], starts_at: datetime) -> tuple[list[datetime], int]:
    """When each item begins, in UTC, and how many minutes pass until the end.

    Minutes are elapsed time, so that a night with a clock change is right.
    """
    plan = schedule(starts_at, items, ZoneInfo("UTC"))
    return [plan.moment(place.begins) for place in plan.places], plan.minutes


def item_of(block: content.Block) -> AgendaBlock:
    """A block of the content as an unsaved agenda item, with every column that a block has a word for."""
    known = {
        "title": block.title.en,
        "title_es": block.title.es,
        "lead": block.lead.title.en,
        "materials": ", ".join(block.materials),
    }
    for name in ItemValues.__annotations__:
        source = name if hasattr(block, name) else name.removeprefix("is_")
        if name not in known and hasattr(block, source):
            known[name] = getattr(block, source)
    return AgendaBlock(**known)


def items_of(blocks: Iterable[dict[str, Any]]) -> list[AgendaBlock]:
    """Unsaved agenda items from a version's blocks. What a newer program knows besides gets its default."""
    return [
        AgendaBlock(
            position=position, **{name: block[name] for name in ItemValues.__annotations__ if name in block}
        )
        for position, block in enumerate(blocks, start=1)
    ]


# --- an own format --------------------------------------------------------------------------------


@dataclass(frozen=True)
class AskedVersion:
    """Which version of a format to show, and where in the list of versions the reader is; None for the newest."""

    number: int | None = None
    before: int | None = None


@dataclass(frozen=True)
class OwnFormatPage:
    """An own format with one of its versions, the list of them, and where it came from."""

    own: OwnFormat
    shown: OwnFormatVersion
    lines: tuple[Line, ...]
    versions: tuple[OwnFormatVersion, ...]
    next_before: int | None
    came_from: tuple[str, ...]
    sample: Sample

    @classmethod
    def of(cls, own: OwnFormat, user: User, asked: AskedVersion, *, session: Session | None = None) -> Self:
        """Three queries: the version asked for (else the newest), a page of the list, and where it came from."""
        wanted = own.versions.filter(number__in={asked.number, own.number} - {None})
        shown = wanted.order_by("number")[0]
        rows = own.versions.select_related("made_by").defer("blocks").order_by("-number")
        found = list((rows.filter(number__lt=asked.before) if asked.before else rows)[: PAGE + 1])
        sample = Sample.of(shown.minutes, session)
        return cls(
            own=own,
            shown=shown,
            lines=lines_of_version(shown, sample),
            versions=tuple(found[:PAGE]),
            next_before=found[PAGE - 1].number if len(found) > PAGE else None,
            came_from=came_from(own, user),
            sample=sample,
        )


def came_from(own: OwnFormat, user: User) -> tuple[str, ...]:
    """Where a format came from, in sentences. Titles only of what the reader may see."""
    told = []
    if own.copied_from_id:
        source = OwnFormat.objects.visible_to(user).filter(pk=own.copied_from_id).first()
        told.append(_("Copied from “%(name)s”.") % {"name": source} if source else _("A copy."))
    elif own.source_agenda_id:
        dialogues = Dialogue.objects.visible_to(user)
        source = Session.objects.filter(agenda=own.source_agenda_id, dialogue__in=dialogues).first()
        told.append(
            _("From the agenda of “%(session)s”.") % {"session": source.title}
            if source
            else _("From an agenda of the agency.")
        )
    if own.base:
        told.append(_("Based on “%(format)s”.") % {"format": DialogueFormat(own.base).label})
    return tuple(told)


@dataclass(frozen=True)
class OwnFormatList:
    """The formats one person may use in one agency that were retired, newest first."""

    rows: tuple[OwnFormat, ...]
    next_before: int | None

    @classmethod
    def retired(cls, user: User, *, before: int | None = None) -> Self:
        """One query."""
        rows = OwnFormat.objects.visible_to(user).retired().select_related("agency")
        found = list((rows.filter(pk__lt=before) if before else rows).order_by("-pk")[: PAGE + 1])
        return cls(tuple(found[:PAGE]), found[PAGE - 1].pk if len(found) > PAGE else None)


def offered_to(user: User, agency: Agency, *, wanted_pk: int | None = None) -> list[OwnFormat]:
    """Own formats to start an agenda of this agency from: the one that was asked for, then the newest."""
    rows = OwnFormat.objects.visible_to(user).in_use().filter(agency=agency).order_by("-pk")
    found = list(rows[:OFFERED])
    if wanted_pk and wanted_pk not in {own.pk for own in found}:
        found = [*rows.filter(pk=wanted_pk), *found]
    return found
