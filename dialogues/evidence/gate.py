"""Whether it is time to invite, from answers and recorded facts. No database, no clock.

“Not yet” is a result. That a meeting at the wrong time deepens anger is field practice (CalHRO, SFist on San
Francisco’s meetings); the list of checks and the rule below are our own.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from dialogues.choices.gate import CheckAnswer
from dialogues.content.gate import Check


class Outcome(StrEnum):
    """What follows for invitations: they may go, they wait, or they go on somebody’s named decision."""

    READY = "ready"
    NOT_YET = "not_yet"
    GO_AHEAD = "go_ahead"


@dataclass(frozen=True)
class GateFacts:
    """What is recorded of a dialogue that answers a check by itself. No opinions.

    `declared` of `seats` people with a seat have declared on conflicts; `missing` names the stakeholder categories
    with nobody on the list.
    """

    has_neutral: bool
    seats: int
    declared: int
    missing: tuple[str | Promise, ...]

    def holds(self, found_by: str) -> bool:
        """Is the fact true? `found_by` as in the content file."""
        return {
            "neutral": self.has_neutral,
            "conflicts": self.seats > 0 and self.declared >= self.seats,
            "coverage": not self.missing,
        }[found_by]


@dataclass(frozen=True)
class CheckState:
    """One check as it stands: `answer` is a `CheckAnswer`, or empty while nobody has said anything."""

    key: str
    is_blocking: bool
    answer: str

    @property
    def is_open(self) -> bool:
        return self.answer not in {CheckAnswer.YES, CheckAnswer.DOES_NOT_APPLY}


@dataclass(frozen=True)
class Verdict:
    """The result: keys of the blocking checks that are open, and of the advisory ones.

    `new` are the open blocking checks that a decision to go ahead did not know of; with any of them, the decision
    does not hold.
    """

    outcome: Outcome
    blocking: tuple[str, ...]
    advisory: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def is_not_yet(self) -> bool:
        return self.outcome == Outcome.NOT_YET

    @property
    def is_go_ahead(self) -> bool:
        return self.outcome == Outcome.GO_AHEAD


def state_of(check: Check, *, phase: str, said: str, facts: GateFacts) -> CheckState:
    """A fact goes before what people say; where the file allows it, people may explain why it need not be true."""
    return CheckState(check.key, check.is_blocking(phase), _answer(check, said, facts))


def verdict(checks: Iterable[CheckState], *, covered: Collection[str] | None = None) -> Verdict:
    """Ready when no blocking check is open. `covered`: what somebody went ahead with; None when nobody did."""
    waiting = [check for check in checks if check.is_open]
    blocking = tuple(check.key for check in waiting if check.is_blocking)
    advisory = tuple(check.key for check in waiting if not check.is_blocking)
    new = tuple(key for key in blocking if covered is not None and key not in covered)
    if not blocking:
        outcome = Outcome.READY
    elif covered is not None and not new:
        outcome = Outcome.GO_AHEAD
    else:
        outcome = Outcome.NOT_YET
    return Verdict(outcome, blocking, advisory, new)


def _answer(check: Check, said: str, facts: GateFacts) -> str:
    if not check.found_by:
        return said
    if facts.holds(check.found_by):
        return CheckAnswer.YES
    if check.can_be_explained and said == CheckAnswer.DOES_NOT_APPLY:
        return CheckAnswer.DOES_NOT_APPLY
    return CheckAnswer.NOT_YET
