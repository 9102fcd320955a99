"""What the pages about asking show: whom to ask, what exactly goes to whom, who answered, which letter goes when."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dialogues import formats
from dialogues.choices import Answer, Category, Language
from dialogues.models import Invitation, Participant, Session
from dialogues.schedules import LetterKind, Rule, Window, windows_of
from dialogues.summaries.participants import LetterLine, letter_line, people_in_order
from records.choices import MessageState
from records.models import Message

PAGE = 50
_WAITING = {MessageState.PENDING, MessageState.LEASED, MessageState.SENDING}


@dataclass(frozen=True)
class PeopleToInvite:
    """People on the list who have no invitation to this session yet, and how many have one or want no letters.

    `is_empty` says that nobody is on the list at all.
    """

    people: tuple[Participant, ...]
    count: int
    invited: int
    stopped: int
    categories: tuple[tuple[str, str | Promise, int], ...]
    is_empty: bool

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.people)

    @classmethod
    def of(cls, session: Session, *, category: str = "") -> Self:
        listed = Participant.objects.filter(dialogue=session.dialogue_id)
        open_to = listed.filter(contact_stopped_at=None).not_invited_to(session)
        by_category = Counter(
            dict(open_to.values_list("category").annotate(count=Count("pk")).order_by("category"))
        )
        if category:
            open_to = open_to.filter(category=category)
        people = people_in_order(open_to)[: formats.MOST_INVITED_AT_ONCE]
        return cls(
            people=tuple(people),
            count=by_category[category] if category else by_category.total(),
            invited=session.invitations.open().count(),
            stopped=listed.filter(contact_stopped_at__isnull=False).not_invited_to(session).count(),
            categories=tuple(
                (key.value, key.label, by_category[key.value]) for key in Category if by_category[key.value]
            ),
            is_empty=not by_category and not listed.exists(),
        )


@dataclass(frozen=True)
class LetterGroup:
    """All who get their letter in one language."""

    language: str
    people: tuple[Participant, ...]


@dataclass(frozen=True)
class InvitationPreview:
    """Exactly who gets what, in which language, before anything is sent."""

    groups: tuple[LetterGroup, ...]
    on_paper: tuple[Participant, ...]
    before: int

    @property
    def by_mail(self) -> int:
        return sum(len(group.people) for group in self.groups)

    @property
    def everyone(self) -> tuple[Participant, ...]:
        return (*(person for group in self.groups for person in group.people), *self.on_paper)

    @property
    def keys(self) -> str:
        return ",".join(str(person.pk) for person in self.everyone)

    @classmethod
    def of(cls, session: Session, *, keys: Sequence[int], everyone: bool, category: str) -> Self:
        listed = Participant.objects.filter(dialogue=session.dialogue_id)
        chosen = listed if everyone else listed.filter(pk__in=keys)
        if everyone and category:
            chosen = chosen.filter(category=category)
        open_to = people_in_order(chosen.filter(contact_stopped_at=None).not_invited_to(session))
        open_to = open_to[: formats.MOST_INVITED_AT_ONCE]
        groups: dict[str, list[Participant]] = {"en": [], "es": []}
        for person in open_to:
            if person.email:
                groups["es" if person.language == Language.SPANISH else "en"].append(person)
        return cls(
            groups=tuple(
                LetterGroup(language, tuple(people)) for language, people in groups.items() if people
            ),
            on_paper=tuple(person for person in open_to if not person.email),
            before=0 if everyone else len(set(keys)) - len(open_to),
        )


@dataclass(frozen=True)
class InvitationRow:
    """One invitation in the list, with its latest letter; none for people who get theirs on paper."""

    invitation: Invitation
    letter: LetterLine | None


@dataclass(frozen=True)
class InvitationList:
    """Who was invited to a session and what they answered, a page at a time."""

    rows: tuple[InvitationRow, ...]
    counts: tuple[tuple[str, str | Promise, int], ...]
    next_after: int | None
    withdrawn: int
    is_first: bool

    @property
    def total(self) -> int:
        return sum(count for _key, _label, count in self.counts)

    @classmethod
    def of(cls, session: Session, *, answer: str = "", after: int | None = None) -> Self:
        is_open = Q(withdrawn_at__isnull=True)
        counts = session.invitations.aggregate(
            withdrawn=Count("pk", filter=~is_open),
            **{key.value: Count("pk", filter=is_open & Q(answer=key)) for key in Answer},
        )
        invitations = session.invitations.select_related("participant").order_by("pk")
        if answer:
            invitations = invitations.open().filter(answer=answer)
        if after:
            invitations = invitations.filter(pk__gt=after)
        found = list(invitations[: PAGE + 1])
        letters = _latest_letters(session, found)
        return cls(
            rows=tuple(InvitationRow(row, letters.get(row.participant.reference)) for row in found[:PAGE]),
            counts=tuple((key.value, key.label, counts[key.value]) for key in Answer),
            next_after=found[PAGE - 1].pk if len(found) > PAGE else None,
            withdrawn=counts["withdrawn"],
            is_first=not after,
        )


def _latest_letters(session: Session, invitations: Sequence[Invitation]) -> dict[str, LetterLine]:
    messages = (
        Message.objects.of_session(session.pk)
        .filter(
            kind=LetterKind.INVITATION,
            recipient__in=[invitation.participant.reference for invitation in invitations],
        )
        .order_by("recipient", "-created_at")
        .distinct("recipient")
    )
    return {message.recipient: letter_line(message) for message in messages}


@dataclass(frozen=True)
class ScheduleLine:
    """One reminder rule: when, and what came or will come of it.

    `is_past`: too late by now, or its hour has come and nobody is left whom it is for.
    """

    label: str | Promise
    at: datetime
    is_past: bool
    sent: int
    waiting: int
    withheld: tuple[tuple[str, int], ...]
    expected: int


@dataclass(frozen=True)
class LetterSchedule:
    """Which letters about a session go when, which went, and which were held back and why. In numbers only."""

    lines: tuple[ScheduleLine, ...]
    others: tuple[tuple[str | Promise, int, int, tuple[tuple[str, int], ...]], ...]
    declined: int
    without_reminders: int
    without_address: int
    stopped: int

    @classmethod
    def of(cls, session: Session, *, now: datetime) -> Self:
        windows = windows_of(session.starts_at, session.zone)
        begun = [window.opens_at for window in windows if window.is_open(now)]
        people = _people(session, told_before=begun[0] if begun else now)
        written = _written(session)
        return cls(
            lines=tuple(_line(session, window, written, people, now) for window in windows),
            others=tuple(
                (kind.label, *written[kind, ""])
                for kind in LetterKind
                if kind not in {LetterKind.REMINDER, LetterKind.THANKS} and (kind, "") in written
            ),
            declined=people["declined"],
            without_reminders=people["without_reminders"],
            without_address=people["without_address"],
            stopped=people["stopped"],
        )

    @property
    def has_gaps(self) -> bool:
        return bool(self.declined or self.without_reminders or self.without_address or self.stopped)


_Tally = tuple[int, int, tuple[tuple[str, int], ...]]


def _written(session: Session) -> dict[tuple[str, str], _Tally]:
    """Letters in the outbox by kind and rule: sent, waiting, and withheld by reason."""
    counts = (
        Message.objects.of_session(session.pk)
        .values("kind", "context__rule", "state", "reason")
        .annotate(count=Count("pk"))
        .order_by("kind", "state", "reason")
    )
    found: dict[tuple[str, str], tuple[int, int, Counter[str]]] = {}
    for row in counts:
        place = (row["kind"], row["context__rule"] or "")
        sent, waiting, withheld = found.get(place, (0, 0, Counter()))
        if row["state"] == MessageState.SENT:
            sent += row["count"]
        elif row["state"] in _WAITING:
            waiting += row["count"]
        else:
            withheld[_(row["reason"]) if row["reason"] else _("No reason was written down.")] += row["count"]
        found[place] = (sent, waiting, withheld)
    return {
        place: (sent, waiting, tuple(withheld.items())) for place, (sent, waiting, withheld) in found.items()
    }


def _people(session: Session, *, told_before: datetime) -> dict[str, int]:
    can_be_told = Q(participant__contact_stopped_at=None) & ~Q(participant__email="")
    asked = ~Q(answer=Answer.NO)
    reminded = asked & can_be_told & Q(reminders_stopped_at=None)
    return session.invitations.open().aggregate(
        declined=Count("pk", filter=~asked),
        without_reminders=Count("pk", filter=asked & can_be_told & Q(reminders_stopped_at__isnull=False)),
        without_address=Count("pk", filter=asked & Q(participant__email="")),
        stopped=Count("pk", filter=asked & Q(participant__contact_stopped_at__isnull=False)),
        reminded=Count("pk", filter=reminded),
        reminded_now=Count("pk", filter=reminded & Q(told_at__lt=told_before)),  # whom no newer letter told
        thanked=Count(
            "pk",
            filter=can_be_told & Q(reminders_stopped_at=None) & Q(answer__in=[Answer.YES, Answer.MAYBE]),
        ),
    )


def _line(
    session: Session,
    window: Window,
    written: dict[tuple[str, str], _Tally],
    people: dict[str, int],
    now: datetime,
) -> ScheduleLine:
    is_thanks = window.rule == Rule.THANKS
    kind = LetterKind.THANKS if is_thanks else LetterKind.REMINDER
    sent, waiting, withheld = written.get((kind, window.rule), (0, 0, ()))
    is_coming = session.status == "planned" or (is_thanks and session.status == "held")
    group = "thanked" if is_thanks else "reminded_now" if window.opens_at <= now else "reminded"
    expected = max((people[group] if is_coming else 0) - sent - waiting, 0)
    return ScheduleLine(
        label=window.rule.label,
        at=window.opens_at,
        is_past=window.closes_at <= now or (window.opens_at <= now and not expected),
        sent=sent,
        waiting=waiting,
        withheld=withheld,
        expected=expected,
    )
