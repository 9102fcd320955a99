"""Letters that need a person: which, to whom, why they did not go, and what to do about each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Agency, MemberInvitation, User
from accounts.permissions import memberships_of
from accounts.roles import Role
from dialogues.models import DesignTeamMember, Dialogue, Participant
from records.choices import MessageState
from records.models import Message
from records.registers import message_kind
from records.services.dispatch import GIVEN_UP

PAGE = 25
MOST_COUNTED = 99

ASK = gettext_lazy(
    "It may have arrived. Ask the person. If it did not, send it again; if it did, set it aside."
)
LATER = gettext_lazy("The mail server did not take it for a long time. Send it again.")
MEND = gettext_lazy("Ask for the right address and correct it, then send the letter again.")
INVITE_ANEW = gettext_lazy("Check the address. If it is wrong, withdraw the invitation and invite them anew.")
WRITE = gettext_lazy("Ask the person whether their mailbox works, then send the letter again.")
GONE = gettext_lazy("The person is not on the list any more. Set the letter aside.")


@dataclass(frozen=True)
class LetterScope:
    """Whose letters a person sees to: open dialogues in which their seat invites, agencies they administer."""

    dialogues: tuple[int, ...]
    agencies: tuple[int, ...]

    @classmethod
    def of(cls, user: User, *, inviting: Collection[str]) -> Self:
        """`inviting` are the seats that invite. Two queries; lists and no subqueries, so that the database walks
        along its index of letters.
        """
        seats = DesignTeamMember.objects.current().filter(
            user=user, seat__in=inviting, dialogue__status="open"
        )
        return cls(tuple(seats.values_list("dialogue", flat=True)), managed_agencies(user))

    def letters(self) -> QuerySet[Message]:
        """All letters in their care, whatever became of them."""
        of_agencies = Q(dialogue_id__isnull=True, agency_id__in=self.agencies)
        return Message.objects.filter(Q(dialogue_id__in=self.dialogues) | of_agencies)

    def count(self, now: datetime) -> int:
        """How many need a person, up to `MOST_COUNTED`."""
        if not self.dialogues and not self.agencies:
            return 0
        return self.letters().needing_a_person(now)[:MOST_COUNTED].count()


def managed_agencies(user: User) -> tuple[int, ...]:
    return tuple(agency for agency, _name, roles in memberships_of(user) if Role.ADMINISTRATOR in roles)


@dataclass(frozen=True)
class LetterRow:
    """One letter: what it is, to whom, where it belongs, why it stands, what to do.

    `address` opens what can be mended; empty when there is no such page.
    """

    message: Message
    label: str | Promise
    to: str
    where: str
    state: str | Promise
    reason: str
    advice: str | Promise
    address: str
    action: str | Promise


@dataclass(frozen=True)
class LettersPage:
    """One page of letters, oldest first, in a fixed number of queries."""

    rows: tuple[LetterRow, ...]
    next_after: UUID | None
    is_first: bool

    @classmethod
    def of(cls, scope: LetterScope, *, now: datetime, after: UUID | None = None) -> Self:
        letters = scope.letters()
        anchor = letters.filter(pk=after).values_list("created_at", flat=True).first() if after else None
        waiting = letters.needing_a_person(now)
        if anchor is not None:
            waiting = waiting.filter(Q(created_at__gt=anchor) | Q(created_at=anchor, pk__gt=after))
        found = list(waiting.order_by("created_at", "pk")[: PAGE + 1])
        shown = found[:PAGE]
        names = _Names(shown)
        return cls(
            rows=tuple(names.row(message) for message in shown),
            next_after=shown[-1].pk if len(found) > PAGE else None,
            is_first=anchor is None,
        )


class _Names:
    """Who and what the letters of one page speak of. A participant is named only with the letter's own dialogue."""

    def __init__(self, messages: Collection[Message]) -> None:
        of = {kind: _numbers(messages, kind) for kind in ("participant", "user", "member_invitation")}
        dialogues = {message.dialogue_id for message in messages if message.dialogue_id}
        agencies = {message.agency_id for message in messages if message.agency_id}
        self.dialogues = dict(Dialogue.objects.filter(pk__in=dialogues).values_list("pk", "title"))
        self.agencies = dict(Agency.objects.filter(pk__in=agencies).values_list("pk", "name"))
        people = Participant.objects.filter(pk__in=of["participant"], dialogue__in=dialogues)
        self.people = {(person.dialogue_id, person.pk): person for person in people}
        seats = DesignTeamMember.objects.filter(user__in=of["user"], dialogue__in=dialogues)
        self.members = {(seat.dialogue_id, seat.user_id): seat.name for seat in seats}
        invited = MemberInvitation.objects.filter(pk__in=of["member_invitation"], agency__in=agencies)
        self.invited = {(row.agency_id, row.pk): row for row in invited}

    def row(self, message: Message) -> LetterRow:
        kind = message_kind(message.kind)
        to, advice, address, action = self._whom(message)
        if message.state == MessageState.HELD:
            advice = ASK
        elif message.reason == GIVEN_UP:
            advice = LATER
        where = self.dialogues.get(message.dialogue_id) or self.agencies.get(message.agency_id)
        return LetterRow(
            message=message,
            label=kind.label if kind else message.kind,
            to=to,
            where=where or "",
            state=message.get_state_display(),
            reason=_(message.reason) if message.reason else "",
            advice=advice,
            address=address,
            action=action,
        )

    def _whom(self, message: Message) -> tuple[str, str | Promise, str, str | Promise]:
        kind, _colon, number = message.recipient.partition(":")
        pk = int(number)
        if kind == "user":
            return self.members.get((message.dialogue_id, pk), _("A person with an account")), WRITE, "", ""
        if kind == "member_invitation":
            invited = self.invited.get((message.agency_id, pk))
            to = f"{invited.full_name} ({invited.email})" if invited else _("An invitation that is gone")
            members = reverse("accounts:member-list", args=[message.agency_id])
            return to, INVITE_ANEW, members, gettext_lazy("Open the members page")
        person = self.people.get((message.dialogue_id, pk))
        if person is None:
            return _("Someone who is not on the list any more"), GONE, "", ""
        change = reverse("dialogues:participant-change", args=[message.dialogue_id, pk])
        to = person.name or person.alias or _("Number %(n)d") % {"n": person.pk}
        return to, MEND, change, gettext_lazy("Correct the address")


def _numbers(messages: Iterable[Message], kind: str) -> set[int]:
    parts = (message.recipient.partition(":") for message in messages)
    return {int(number) for name, _colon, number in parts if name == kind and number.isdecimal()}
