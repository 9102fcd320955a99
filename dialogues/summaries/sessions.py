"""What the pages of sessions show. People appear as counts only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Answer, Category, Language
from dialogues.models import Dialogue, Invitation, Participant, Session
from dialogues.schedules import LetterKind
from dialogues.summaries.invitations import LetterGroup
from dialogues.summaries.participants import FEW
from records.choices import MessageState
from records.models import Message

PAGE = 20


@dataclass(frozen=True)
class SessionList:
    """What is coming, nearest first; below it what was, newest first. Each goes on a page at a time: `after` a session
    to come, or `before` one that was, and then the page holds nothing else."""

    upcoming: tuple[Session, ...]
    past: tuple[Session, ...]
    next_after: int | None
    next_before: int | None

    @classmethod
    def of(
        cls, dialogue: Dialogue, *, now: datetime, before: int | None = None, after: int | None = None
    ) -> Self:
        sessions = dialogue.sessions.all()
        ahead = sessions.filter(status="planned", starts_at__gte=now).order_by("starts_at", "pk")
        behind = sessions.exclude(status="planned", starts_at__gte=now).order_by("-starts_at", "-pk")
        places = [place for place in (before, after) if place]
        starts = dict(sessions.filter(pk__in=places).values_list("pk", "starts_at")) if places else {}
        if after in starts:
            start = starts[after]
            ahead, behind = (
                ahead.filter(Q(starts_at__gt=start) | Q(starts_at=start, pk__gt=after)),
                behind.none(),
            )
        elif before in starts:
            start = starts[before]
            behind, ahead = (
                behind.filter(Q(starts_at__lt=start) | Q(starts_at=start, pk__lt=before)),
                ahead.none(),
            )
        coming, found = list(ahead[: PAGE + 1]), list(behind[: PAGE + 1])
        return cls(
            upcoming=tuple(coming[:PAGE]),
            past=tuple(found[:PAGE]),
            next_after=coming[PAGE - 1].pk if len(coming) > PAGE else None,
            next_before=found[PAGE - 1].pk if len(found) > PAGE else None,
        )


@dataclass(frozen=True)
class ComingRow:
    """How many people of one category are coming, may come, or have not answered.

    `is_exact` is false for readers without a seat: answers of fewer than five are not told apart.
    """

    category: str
    coming: int
    maybe: int
    silent: int
    declined: int
    is_exact: bool = True

    @property
    def words(self) -> str:
        """2 coming · 1 not sure yet · 1 has not answered"""
        least = 1 if self.is_exact else FEW
        parts = (
            (self.coming, ngettext("%(n)d coming", "%(n)d coming", self.coming)),
            (self.maybe, ngettext("%(n)d not sure yet", "%(n)d not sure yet", self.maybe)),
            (self.silent, ngettext("%(n)d has not answered", "%(n)d have not answered", self.silent)),
            (self.declined, ngettext("%(n)d not coming", "%(n)d not coming", self.declined)),
        )
        return " · ".join(words % {"n": count} for count, words in parts if count >= least) or _few()


def _few() -> str:
    return gettext("fewer than 5 of each answer")


@dataclass(frozen=True)
class Check:
    """Something that has to be there before a session can be held."""

    key: str
    is_met: bool
    sentence: str | Promise


@dataclass(frozen=True)
class SessionPage:
    """One session: who is coming, in counts, and what is missing before it can be held.

    Whether there is an agenda is a fact of planning, whose panel says it.
    """

    rows: tuple[ComingRow, ...]
    invited: int
    without_seat: int
    coming: int
    answered: int
    checks: tuple[Check, ...]
    languages: str
    has_begun: bool

    @property
    def missing(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.is_met)

    @property
    def met(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.is_met)

    @classmethod
    def of(cls, session: Session, *, now: datetime, is_exact: bool = True) -> Self:
        rows = _coming(session, is_exact=is_exact)
        invited = sum(row.coming + row.maybe + row.silent + row.declined for row in rows)
        return cls(
            rows=rows,
            invited=invited,
            without_seat=_without_seat(session, invited - sum(row.declined for row in rows)),
            coming=sum(row.coming for row in rows),
            answered=invited - sum(row.silent for row in rows),
            checks=_checks(session, is_inviting=invited > 0),
            languages=", ".join(str(Language(code).label) for code in session.languages),
            has_begun=session.starts_at <= now,
        )


@dataclass(frozen=True)
class LettersOfChange:
    """Who gets a letter when the session is moved or cancelled, by the language of the letter.

    Those whose invitation has not gone yet are not among them: it tells the new date when it goes.
    """

    groups: tuple[LetterGroup, ...]

    @property
    def count(self) -> int:
        return sum(len(group.people) for group in self.groups)

    @classmethod
    def of(cls, session: Session) -> Self:
        waiting = Message.objects.filter(
            session_id=session.pk, kind=LetterKind.INVITATION, state=MessageState.PENDING
        )
        unread = set(waiting.values_list("recipient", flat=True))
        groups: dict[str, list[Participant]] = {"en": [], "es": []}
        told = Invitation.objects.filter(session=session).to_be_told().select_related("participant")
        for person in (invitation.participant for invitation in told.order_by("pk")):
            if person.reference not in unread:
                groups["es" if person.language == Language.SPANISH else "en"].append(person)
        return cls(tuple(LetterGroup(name, tuple(people)) for name, people in groups.items() if people))


def _coming(session: Session, *, is_exact: bool) -> tuple[ComingRow, ...]:
    answers = {answer: Count("pk", filter=Q(answer=answer)) for answer in Answer.values}
    counts = (
        Invitation.objects.open()
        .filter(session=session)
        .values("participant__category")
        .annotate(**{f"count_{answer}": count for answer, count in answers.items()})
    )
    by_category = {row["participant__category"]: row for row in counts}
    return tuple(
        ComingRow(
            category=str(category.label),
            coming=by_category[category]["count_yes"],
            maybe=by_category[category]["count_maybe"],
            silent=by_category[category]["count_none"],
            declined=by_category[category]["count_no"],
            is_exact=is_exact,
        )
        for category in Category
        if category in by_category
    )


def _without_seat(session: Session, expected: int) -> int:
    """How many of those who were asked and did not decline would find no seat."""
    return max(expected - session.capacity, 0) if session.capacity is not None else 0


def _place_check(session: Session) -> Check:
    """Place and address are one thing to people who come; said is only what is missing of it."""
    if session.venue and session.address:
        key, sentence = "place", _("Place and address")
    elif session.venue:
        key, sentence = "address", _("Give the address of the place.")
    elif session.address:
        key, sentence = "place", _("Name the place at this address.")
    else:
        key, sentence = "place", _("Give the place and its address.")
    return Check(key, is_met=bool(session.venue and session.address), sentence=sentence)


def _checks(session: Session, *, is_inviting: bool) -> tuple[Check, ...]:
    return (
        _place_check(session),
        Check(
            "invitations",
            is_inviting,
            _("Invitations are out") if is_inviting else _("Nobody has been invited yet."),
        ),
        Check(
            "arrival",
            bool(session.arrival),
            _("How to get there") if session.arrival else _("Say how to get there and in."),
        ),
        Check(
            "access",
            bool(session.access),
            _("What is provided") if session.access else _("Say what is provided, such as interpreters."),
        ),
        Check(
            "languages",
            bool(session.languages),
            _("Languages in the room") if session.languages else _("Choose the languages in the room."),
        ),
    )
