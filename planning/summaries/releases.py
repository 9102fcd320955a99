"""Releases of an agenda: the copy that is printed and shown, what changed since, and who stands behind it."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.choices import Affiliation, Seat, SessionStatus
from dialogues.models import DesignTeamMember
from planning.models import Agenda, AgendaBlock, AgendaRelease, PrintPack, ReleaseConfirmation
from planning.models.agendas import AccessValues, ItemValues
from planning.summaries.wording import either, title_here
from planning.timing import schedule

FIELDS = tuple(ItemValues.__annotations__)
TIMES = ("late_minutes", *AccessValues.__annotations__)  # of the whole agenda: they move clock times
SIDES = (Affiliation.LAW_ENFORCEMENT, Affiliation.COMMUNITY)


def content_of(agenda: Agenda, blocks: list[AgendaBlock]) -> dict[str, Any]:
    """All that a release keeps; when the session was to start, as all clock times follow from it."""
    return {
        "starts_at": agenda.session.starts_at.isoformat(),
        "ground_rules": agenda.ground_rules,
        "welcome": agenda.welcome,
        "times": {name: getattr(agenda, name) for name in TIMES},
        "items": [{"id": block.pk} | {name: getattr(block, name) for name in FIELDS} for block in blocks],
    }


def printable(agenda: Agenda) -> AgendaRelease | None:
    """The release that is printed for the room and shown to participants: the last one. None before the first."""
    return agenda.releases.select_related("made_by").order_by("-number").first()


def release_of(pack: PrintPack) -> int | None:
    """The number of the release that a finished pack holds; None for a draft, and before it is made. One query."""
    return (
        PrintPack.objects.with_release().filter(pk=pack.pk).values_list("release_number", flat=True).first()
    )


def blocks_of(release: AgendaRelease) -> list[AgendaBlock]:
    """The items of a release as rows that are never saved, in order, each with its key in the working agenda.

    A part that came into the program later has its default.
    """
    return [
        AgendaBlock(id=item["id"], agenda_id=release.agenda_id, position=place, **_values(item))
        for place, item in enumerate(release.content["items"], start=1)
    ]


def agenda_of(release: AgendaRelease, agenda: Agenda) -> Agenda:
    """The agenda with its words, start and access as they were released; never to be saved."""
    found = copy(agenda)
    found.ground_rules, found.welcome = release.content["ground_rules"], release.content["welcome"]
    for name, value in release.content["times"].items():
        setattr(found, name, value)
    return found


@dataclass(frozen=True)
class Printing:
    """What goes on paper: the agenda with its words, its items (none: those of the working agenda), its foot."""

    agenda: Agenda
    blocks: list[AgendaBlock] | None
    release: AgendaRelease | None

    @property
    def stamp(self) -> str:
        return stamp_of(self.agenda, self.release)

    @property
    def version(self) -> int:
        """The version of the agenda that this is; of a release, the one that was released."""
        return self.release.agenda_version if self.release else self.agenda.version

    @property
    def is_empty(self) -> bool:
        """Whether there is no item to print. Up to one query."""
        return not (self.agenda.blocks.kept().exists() if self.blocks is None else self.blocks)

    @classmethod
    def of(cls, agenda: Agenda, *, is_draft: bool = False) -> Self:
        """The last release; before there is one, the working agenda as a draft, which its foot says. One query.

        With `is_draft`, the working agenda although there is a release.
        """
        release = None if is_draft else printable(agenda)
        if release is None:
            return cls(agenda, None, None)
        return cls(agenda_of(release, agenda), blocks_of(release), release)


def stamp_of(agenda: Agenda, release: AgendaRelease | None) -> str:
    """What the foot of a print-out says, before the moment of printing: which release, or that it is a draft."""
    if release is None:
        said = _("DRAFT, version %(version)d") % {"version": agenda.version}
    else:
        has_moved = is_moved(release.content, {"starts_at": agenda.session.starts_at.isoformat()})
        said = _("Release %(number)d, session moved since") if has_moved else _("Release %(number)d")
        said %= {"number": release.number}
    is_cancelled = agenda.session.status == SessionStatus.CANCELLED
    return _("SESSION CANCELLED, %(edition)s") % {"edition": said} if is_cancelled else said


@dataclass(frozen=True)
class Difference:
    """What changed between a release and the agenda, in sentences. Empty when nothing did."""

    sentences: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.sentences)

    def __len__(self) -> int:
        return len(self.sentences)

    @classmethod
    def between(cls, earlier: Mapping[str, Any], later: Mapping[str, Any], zone: ZoneInfo) -> Self:
        """Of two contents: items added, removed, moved, given other minutes or words; total; words around them.

        `zone` is that of the session, in which its fixed times are meant.
        """
        old = {item["id"]: item for item in earlier["items"]}
        new = {item["id"]: item for item in later["items"]}
        told = [
            _("Added: “%(item)s”.") % {"item": _name(item)} for key, item in new.items() if key not in old
        ]
        told += [
            _("Removed: “%(item)s”.") % {"item": _name(item)} for key, item in old.items() if key not in new
        ]
        told += [
            _("Moved: “%(item)s” is now item %(place)d.") % {"item": _name(new[key]), "place": place}
            for key, place in moved(list(old), list(new))
        ]
        told += [line for key, item in new.items() if key in old for line in _changed(old[key], item)]
        return cls(tuple(told + _around(earlier, later, zone)))


def moved(old: list[int], new: list[int]) -> list[tuple[int, int]]:
    """Items that changed their order, as few as tell it: all that are in no longest run kept in order. With places."""
    known = set(old)
    place = {key: index for index, key in enumerate(old)}
    staying = _longest_rising([place[key] for key in new if key in known])
    still = {old[index] for index in staying}
    return [(key, index) for index, key in enumerate(new, start=1) if key in known and key not in still]


def _longest_rising(numbers: list[int]) -> list[int]:
    """A longest rising run within a list, not necessarily side by side."""
    best: list[list[int]] = []
    for number in numbers:
        before = max((run for run in best if run[-1] < number), key=len, default=[])
        best.append([*before, number])
    return max(best, key=len, default=[])


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    was, now = AgendaBlock(**_values(old)), AgendaBlock(**_values(new))
    parts = [name for name in FIELDS if getattr(was, name) != getattr(now, name)]
    told = []
    if "minutes" in parts:
        told.append(
            ngettext(
                "“%(item)s” takes one minute instead of %(was)d.",
                "“%(item)s” takes %(now)d minutes instead of %(was)d.",
                now.minutes,
            )
            % {"item": title_here(now), "now": now.minutes, "was": was.minutes}
        )
    if "title" in parts:
        told.append(_("“%(was)s” is now called “%(now)s”.") % {"was": was.title, "now": now.title})
    others = [label_of(name) for name in parts if name not in {"minutes", "title"}]
    if others:
        told.append(
            _("“%(item)s” has new words: %(parts)s.") % {"item": title_here(now), "parts": ", ".join(others)}
        )
    return told


def _name(item: Mapping[str, Any]) -> str:
    """What an item of a content is called here; one that is older than Spanish titles has none."""
    return either(item["title"], item.get("title_es", "")).text


def label_of(name: str) -> str:
    """What a part of an item is called on the page."""
    return str(AgendaBlock._meta.get_field(name).verbose_name)  # noqa: SLF001 - the way to a field


def _around(old: Mapping[str, Any], new: Mapping[str, Any], zone: ZoneInfo) -> list[str]:
    was, now = (_minutes(content, zone) for content in (old, new))
    told = [_("The session was moved: every clock time is another.")] if is_moved(old, new) else []
    if was != now:
        text = ngettext(
            "The whole takes one minute instead of %(was)d.",
            "The whole takes %(now)d minutes instead of %(was)d.",
            now,
        )
        told.append(text % {"now": now, "was": was})
    if old["ground_rules"] != new["ground_rules"]:
        told.append(_("The ground rules changed."))
    if old["welcome"] != new["welcome"]:
        told.append(_("The word to participants changed."))
    if old["times"]["late_minutes"] != new["times"]["late_minutes"]:
        text = ngettext(
            "It begins one minute after the time announced.",
            "It begins %(n)d minutes after the time announced.",
            new["times"]["late_minutes"],
        )
        told.append(text % {"n": new["times"]["late_minutes"]})
    if any(old["times"][name] != new["times"][name] for name in AccessValues.__annotations__):
        told.append(_("Interpreting and captions changed."))
    return told


def is_moved(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether the session starts at another time. Not known of releases from before this was kept."""
    was, now = (content.get("starts_at") for content in (old, new))
    return bool(was and now) and datetime.fromisoformat(was) != datetime.fromisoformat(now)


def _minutes(content: Mapping[str, Any], zone: ZoneInfo) -> int:
    """The total as the page of the agenda tells it: tracks side by side, settling and waiting for fixed times included.

    The start is not known of releases from before it was kept; fixed times are left out there.
    """
    blocks = [AgendaBlock(**_values(item)) for item in content["items"]]
    if "starts_at" not in content:
        for block in blocks:
            block.fixed_at = None
    start = datetime.fromisoformat(content.get("starts_at", "2026-01-05T00:00+00:00"))
    return schedule(start + timedelta(minutes=content["times"]["late_minutes"]), blocks, zone).minutes


def _values(item: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of an item that the program still knows, as Python knows them."""
    fields = AgendaBlock._meta  # noqa: SLF001 - the way to a field
    return {name: fields.get_field(name).to_python(item[name]) for name in FIELDS if name in item}


@dataclass(frozen=True)
class Confirmation:
    """One member of the design team and what they say of a release; `row` is empty while they have not confirmed."""

    member: DesignTeamMember
    row: ReleaseConfirmation | None
    is_mine: bool


@dataclass(frozen=True)
class ReleaseView:
    """One release as people read it: its items, what is new in it, and who of each side confirmed it."""

    release: AgendaRelease
    is_last: bool
    since: Difference | None
    confirmations: tuple[Confirmation, ...]

    @property
    def is_designed_together(self) -> bool:
        """At least one confirmation from the police and one from the community."""
        sides = {part.member.affiliation for part in self.confirmations if part.row}
        return set(SIDES) <= sides

    @property
    def missing(self) -> str:
        """Which side is still to confirm, in words."""
        sides = {part.member.affiliation for part in self.confirmations if part.row}
        names = [str(side.label) for side in SIDES if side not in sides]
        return _(" and ").join(names)

    @classmethod
    def of(cls, release: AgendaRelease, *, person_pk: int) -> Self:
        """Four queries: its neighbors, the team, and the confirmations."""
        team = DesignTeamMember.objects.filter(
            dialogue_id=release.agenda.session.dialogue_id, seat__in=[Seat.LIAISON, Seat.DESIGNER]
        ).order_by("seated_at", "pk")
        rows = {row.member_id: row for row in release.confirmations.filter(withdrawn_at__isnull=True)}
        earlier = AgendaRelease.objects.filter(agenda=release.agenda_id, number=release.number - 1).first()
        zone = release.agenda.session.zone
        newer = AgendaRelease.objects.filter(agenda=release.agenda_id, number__gt=release.number)
        return cls(
            release=release,
            is_last=not newer.exists(),
            since=Difference.between(earlier.content, release.content, zone) if earlier else None,
            confirmations=tuple(
                Confirmation(member, rows.get(member.pk), member.user_id == person_pk)
                for member in team
                if member.left_at is None or member.pk in rows
            ),
        )


def state_of(agenda: Agenda, blocks: list[AgendaBlock]) -> "ReleaseState":
    """Where the working agenda stands to its last release; one query."""
    release = printable(agenda)
    if release is None:
        return ReleaseState(None, 0)
    now = content_of(agenda, blocks)
    same = release.agenda_version == agenda.version and not is_moved(release.content, now)
    changes = 0 if same else len(Difference.between(release.content, now, agenda.session.zone))
    return ReleaseState(release, changes)


@dataclass(frozen=True)
class ReleaseState:
    """The last release, if any, and how many changes the working agenda has since."""

    release: AgendaRelease | None
    changes: int

    @property
    def next_number(self) -> int:
        return self.release.number + 1 if self.release else 1

    @property
    def sentence(self) -> str | Promise:
        if self.release is None:
            return _("Not released yet. A draft can be printed, marked DRAFT.")
        if not self.changes:
            return _("Release %(number)d is what stands here.") % {"number": self.release.number}
        text = ngettext(
            "There is one change since release %(number)d. Participants’ copies show the release.",
            "There are %(n)d changes since release %(number)d. Participants’ copies show the release.",
            self.changes,
        )
        return text % {"n": self.changes, "number": self.release.number}
