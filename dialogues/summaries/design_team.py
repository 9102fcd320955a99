"""Who designs a dialogue, by side."""

from dataclasses import dataclass
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.choices import Affiliation, Seat
from dialogues.models import DesignTeamMember, Dialogue

MOST_LISTED = 200
DESIGNING = frozenset({Seat.LIAISON, Seat.DESIGNER})


@dataclass(frozen=True)
class TeamSide:
    """Members who speak for one side, or for none."""

    name: str | Promise
    nobody: str | Promise
    members: tuple[DesignTeamMember, ...]


@dataclass(frozen=True)
class DesignTeam:
    """The sides of a design team, those who left, and the reader's own seat."""

    sides: tuple[TeamSide, ...]
    left: tuple[DesignTeamMember, ...]
    mine: DesignTeamMember | None
    designers: int
    signed_off: int
    seats: int
    declared: int

    @property
    def may_still_sign(self) -> bool:
        return self.mine is not None and self.mine.seat in DESIGNING and self.mine.signed_off_at is None

    @property
    def may_still_declare(self) -> bool:
        return self.mine is not None and not has_declared(self.mine)

    @classmethod
    def of(cls, dialogue: Dialogue, user: User) -> Self:
        members = dialogue.design_team.select_related("conflicts").order_by("seated_at", "pk")
        everyone = tuple(members[:MOST_LISTED])
        current = tuple(member for member in everyone if member.left_at is None)
        designers = [member for member in current if member.seat in DESIGNING]
        return cls(
            sides=_sides(current),
            left=tuple(member for member in everyone if member.left_at is not None),
            mine=next((member for member in current if member.user_id == user.pk), None),
            designers=len(designers),
            signed_off=sum(member.signed_off_at is not None for member in designers),
            seats=len(current),
            declared=sum(has_declared(member) for member in current),
        )


def has_declared(member: DesignTeamMember) -> bool:
    """Whether they declared on conflicts of interest; not what. Costs no query on rows read with `conflicts`."""
    return hasattr(member, "conflicts")


def _sides(members: tuple[DesignTeamMember, ...]) -> tuple[TeamSide, ...]:
    neither = {Affiliation.FACILITATOR, Affiliation.CONVENER, Affiliation.OBSERVER}
    return (
        TeamSide(
            _("Residents and community"),
            _("No resident designs this dialogue yet."),
            tuple(one for one in members if one.affiliation == Affiliation.COMMUNITY),
        ),
        TeamSide(
            _("Law enforcement and local government"),
            _("Nobody from law enforcement or local government designs this dialogue yet."),
            tuple(one for one in members if one.affiliation not in {Affiliation.COMMUNITY, *neither}),
        ),
        TeamSide(
            _("Facilitators and conveners"),
            _("No facilitator has a seat yet."),
            tuple(one for one in members if one.affiliation in neither),
        ),
    )
