"""What the pages about people show: who is missing, who is on the list, what one person was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.choices import Answer, Category, Language
from dialogues.models import Dialogue, Invitation, Participant, Session
from records.choices import MessageState
from records.models import Bounce, Message
from records.registers import message_kind

PAGE = 50
MOST_LETTERS = 50
FEW = 5
_OPEN = Q(invitations__withdrawn_at__isnull=True, invitations__isnull=False)


@dataclass(frozen=True)
class CategoryRow:
    """One stakeholder category in numbers: on the list, asked to any session, coming to any session.

    `is_exact` is false for readers without a seat: below five they read that there are few, and nothing of answers.
    """

    key: str
    label: str | Promise
    listed: int
    asked: int
    coming: int
    is_exact: bool = True

    @property
    def counts(self) -> str:
        """3 on the list · 2 invited · 1 coming"""
        if self.is_few:
            return _("fewer than 5 on the list")
        return _counts(self.listed, self.asked, self.coming)

    @property
    def is_few(self) -> bool:
        return not self.is_exact and 0 < self.listed < FEW

    @property
    def state(self) -> tuple[str, str | Promise]:
        """Kind and word for the page: what this row asks for, if anything."""
        if not self.listed:
            return "needs-you", gettext_lazy("Nobody yet")
        if self.is_few:
            return "current", gettext_lazy("On the list")
        if not self.asked:
            return "waiting", gettext_lazy("Not asked yet")
        if not self.coming:
            return "waiting", gettext_lazy("No yes yet")
        return "done", gettext_lazy("At the table")


@dataclass(frozen=True)
class PeopleOverview:
    """Who is at the table and who is missing, by category. Counts only, so everyone with a seat may read it.

    For others (`is_exact` false) a count below five is told as "fewer than 5": one person in a category is a person.
    """

    rows: tuple[CategoryRow, ...]
    listed: int
    asked: int
    coming: int
    unsaid: int
    is_exact: bool = True

    @classmethod
    def of(cls, dialogue: Dialogue, *, is_exact: bool = True) -> Self:
        coming = _OPEN & Q(invitations__answer=Answer.YES)
        counts = (
            dialogue.participants.values("category")
            .annotate(
                listed=Count("pk", distinct=True),
                asked=Count("pk", filter=_OPEN, distinct=True),
                coming=Count("pk", filter=coming, distinct=True),
            )
            .order_by()
        )
        found = {row["category"]: (row["listed"], row["asked"], row["coming"]) for row in counts}
        rows = [
            CategoryRow(category.value, category.label, *found.get(category.value, (0, 0, 0)), is_exact)
            for category in Category
            if category != Category.NOT_SAID
        ]
        return cls(
            rows=tuple(rows),
            listed=sum(row[0] for row in found.values()),
            asked=sum(row[1] for row in found.values()),
            coming=sum(row[2] for row in found.values()),
            unsaid=found.get(Category.NOT_SAID.value, (0, 0, 0))[0],
            is_exact=is_exact,
        )

    @property
    def counts(self) -> str:
        """12 on the list · 8 invited · 5 coming"""
        if not self.is_exact and self.listed < FEW:
            return _("fewer than 5 on the list")
        return _counts(self.listed, self.asked, self.coming)

    @property
    def is_unsaid_few(self) -> bool:
        return not self.is_exact and 0 < self.unsaid < FEW

    @property
    def missing(self) -> list[CategoryRow]:
        return [row for row in self.rows if not row.listed]

    @property
    def present(self) -> list[CategoryRow]:
        return [row for row in self.rows if row.listed]


def _counts(listed: int, asked: int, coming: int) -> str:
    words = _("%(listed)d on the list · %(asked)d invited · %(coming)d coming")
    return words % {"listed": listed, "asked": asked, "coming": coming}


@dataclass(frozen=True)
class PeoplePage:
    """One page of the list, in the order of names. Where to go on is told by a number, never by a name."""

    people: tuple[Participant, ...]
    next_after: int | None
    is_first: bool

    @classmethod
    def of(cls, dialogue: Dialogue, *, words: str = "", after: int | None = None) -> Self:
        people = _in_order(Participant.objects.filter(dialogue=dialogue))
        anchor = people.filter(pk=after).values_list("spelled", flat=True).first() if after else None
        if anchor is not None:
            people = people.filter(Q(spelled__gt=anchor) | Q(spelled=anchor, pk__gt=after))
        if words:
            people = people.matching(words)
        found = list(
            people.annotate(
                asked=Count("invitations", filter=_OPEN),
                coming=Count("invitations", filter=_OPEN & Q(invitations__answer=Answer.YES)),
                declined=Count("invitations", filter=_OPEN & Q(invitations__answer=Answer.NO)),
            )[: PAGE + 1]
        )
        more = found[PAGE - 1].pk if len(found) > PAGE else None
        return cls(tuple(found[:PAGE]), more, anchor is None)


@dataclass(frozen=True)
class LetterLine:
    """One letter to one person: which, and where it is, in words and a shape."""

    label: str | Promise
    shape: str
    words: str | Promise
    at: datetime | None
    reason: str


@dataclass(frozen=True)
class PersonPage:
    """What is kept about one person, the sessions they were asked to, and every letter to them."""

    invitations: tuple[Invitation, ...]
    letters: tuple[LetterLine, ...]
    has_bounced: bool

    @classmethod
    def of(cls, participant: Participant) -> Self:
        invitations = participant.invitations.select_related("session").order_by("-session__starts_at", "-pk")
        messages = (
            Message.objects.of_dialogue(participant.dialogue_id)
            .to_recipient(participant.reference)
            .order_by("-created_at", "-pk")
        )
        return cls(
            invitations=tuple(invitations),
            letters=tuple(letter_line(message) for message in messages[:MOST_LETTERS]),
            has_bounced=Bounce.objects.filter(recipient=participant.reference).exists(),
        )


_WAITING = {MessageState.PENDING, MessageState.LEASED, MessageState.SENDING}
_NOT_SENT = {
    MessageState.CANCELLED: gettext_lazy("Not sent"),
    MessageState.SUPERSEDED: gettext_lazy("Not sent"),
    MessageState.EXPIRED: gettext_lazy("Not sent in time"),
    MessageState.HELD: gettext_lazy("Held: nobody knows whether it arrived"),
    MessageState.DEAD: gettext_lazy("Could not be delivered"),
}


def letter_line(message: Message) -> LetterLine:
    kind = message_kind(message.kind)
    label = kind.label if kind else message.kind
    if message.state == MessageState.SENT:
        return LetterLine(label, "done", gettext_lazy("Sent"), message.sent_at, "")
    if message.state in _WAITING:
        return LetterLine(label, "waiting", gettext_lazy("Goes out"), message.not_before, "")
    words = _NOT_SENT[MessageState(message.state)]
    shape = "needs-you" if message.state in {MessageState.HELD, MessageState.DEAD} else "off"
    return LetterLine(label, shape, words, None, _(message.reason) if message.reason else "")


@dataclass(frozen=True)
class LanguageCount:
    label: str | Promise
    count: int


@dataclass(frozen=True)
class AccessNeeds:
    """What has to be booked for a session, without names: how many ask for a language, and each need as written."""

    languages: tuple[LanguageCount, ...]
    needs: tuple[str, ...]
    expected: int

    @classmethod
    def of(cls, session: Session) -> Self:
        """Everyone asked who did not decline. In the order of the words, so that no place in a list tells who."""
        people = Participant.objects.filter(invitations__in=session.invitations.not_declined())
        languages = (
            people.exclude(language=Language.ENGLISH)
            .values("language")
            .annotate(count=Count("pk"))
            .order_by("-count", "language")
        )
        needs = (
            people.exclude(access_needs="").order_by("access_needs").values_list("access_needs", flat=True)
        )
        return cls(
            languages=tuple(
                LanguageCount(Language(row["language"]).label, row["count"]) for row in languages
            ),
            needs=tuple(needs),
            expected=people.count(),
        )


def _in_order(people: QuerySet[Participant]) -> QuerySet[Participant]:
    spelled = Lower(Coalesce(NullIf("name", Value("")), NullIf("alias", Value("")), Value("")))
    return people.annotate(spelled=spelled).order_by("spelled", "pk")


def people_in_order(people: QuerySet[Participant]) -> Sequence[Participant]:
    """People by what they are called, whoever asks."""
    return list(_in_order(people))
