"""“Ready to meet?” as a page, and the verdict that invitations wait for. A fixed number of queries each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from dialogues.choices import Seat
from dialogues.choices.gate import CHECKLIST, CheckAnswer, ConflictAnswer
from dialogues.content import gate as content
from dialogues.content.gate import Alternative, Check
from dialogues.evidence.gate import CheckState, GateFacts, Verdict, state_of, verdict
from dialogues.models import DesignTeamMember, Dialogue, Fact, GateAnswer, GateDecision, Incident
from records.models import AuditEvent

MOST_NAMED = 6
MOST_DECISIONS = 10
MOST_SAID = 50
ABOUT_FACTS = "facts"  # the check that the incident’s board has something to say to


@dataclass(frozen=True)
class BoardInShort:
    """What the incident’s facts board holds for anyone to read; people still say whether that is enough."""

    incident_id: int
    lines: int
    is_readable: bool

    @classmethod
    def of(cls, dialogue: Dialogue, *, user: User) -> Self | None:
        """None for a dialogue about no incident. Two queries."""
        if dialogue.incident_id is None:
            return None
        lines = Fact.objects.filter(incident=dialogue.incident_id).current().for_anyone().count()
        is_readable = Incident.objects.visible_to(user).filter(pk=dialogue.incident_id).exists()
        return cls(dialogue.incident_id, lines, is_readable)


@dataclass(frozen=True)
class CheckLine:
    """One check on the page: where it stands, what people said, what the records say."""

    check: Check
    state: CheckState
    said: GateAnswer | None
    found: str
    board: "BoardInShort | None" = None

    @property
    def word(self) -> str | Promise:
        return CheckAnswer(self.state.answer).label if self.state.answer else _("Not answered yet")

    @property
    def shape(self) -> str:
        if not self.state.is_open:
            return "off" if self.state.answer == CheckAnswer.DOES_NOT_APPLY else "done"
        return "needs-you" if self.state.is_blocking else "waiting"


@dataclass(frozen=True)
class Instead:
    """Something that was decided instead of a meeting."""

    decision: GateDecision
    alternative: Alternative | None


@dataclass(frozen=True)
class GatePage:
    """Every check of the phase, the verdict, and what was decided. Five queries, two more after an incident."""

    lines: tuple[CheckLine, ...]
    verdict: Verdict
    go_ahead: GateDecision | None
    instead: tuple[Instead, ...]
    is_held_back: bool

    @classmethod
    def of(cls, dialogue: Dialogue, *, user: User | None = None, knows_ties: bool = False) -> Self:
        """`user`: who reads it, to be told of the facts board, too.
        `knows_ties`: the reader learns what others declared, and so that a neutral stepped back.
        """
        board = BoardInShort.of(dialogue, user=user) if user else None
        said = {row.check_key: row for row in dialogue.gate_answers.select_related("answered_by")}
        facts = facts_of(dialogue)
        decisions = list(
            dialogue.gate_decisions.filter(Q(kind="instead") | Q(ended_at=None))
            .select_related("decided_by")
            .order_by("kind", "-pk")[: MOST_DECISIONS + 1]
        )
        go_ahead = next((row for row in decisions if row.kind == "go_ahead"), None)
        lines = tuple(
            _line(
                check,
                dialogue.gate_phase,
                said.get(check.key),
                facts,
                knows_ties=knows_ties,
                board=board if check.key == ABOUT_FACTS else None,
            )
            for check in _asked(dialogue)
        )
        return cls(
            lines=lines,
            verdict=verdict(
                (line.state for line in lines), covered=frozenset(go_ahead.covers) if go_ahead else None
            ),
            go_ahead=go_ahead,
            instead=tuple(
                Instead(row, content.alternative_named(row.alternative))
                for row in decisions
                if row.kind == "instead"
            ),
            is_held_back=dialogue.gate_phase == content.HELD_BACK,
        )

    @property
    def blocking(self) -> list[CheckLine]:
        """Those that hold invitations back, open ones first."""
        return _open_first(line for line in self.lines if line.state.is_blocking)

    @property
    def advisory(self) -> list[CheckLine]:
        """Those that never do, open ones first."""
        return _open_first(line for line in self.lines if not line.state.is_blocking)

    @property
    def waiting(self) -> list[CheckLine]:
        """Blocking checks that are open."""
        return [line for line in self.blocking if line.state.is_open]

    @property
    def next_to_answer(self) -> Check | None:
        """The first open check that waits for a person’s word."""
        return next((line.check for line in self.waiting if line.check.is_answered_by_people), None)

    @property
    def new(self) -> list[CheckLine]:
        """Open checks that the decision to go ahead did not know of."""
        return [line for line in self.lines if line.check.key in self.verdict.new]

    @property
    def covered(self) -> list[Check]:
        """What the decision to go ahead was about, as far as it is still asked."""
        keys = set(self.go_ahead.covers) if self.go_ahead else set()
        return [line.check for line in self.lines if line.check.key in keys]


@dataclass(frozen=True)
class GateStanding:
    """What the pages about inviting and the invitations themselves need to know. Four queries at most."""

    verdict: Verdict
    go_ahead: GateDecision | None

    @classmethod
    def of(cls, dialogue: Dialogue, *, with_advice: bool = False) -> Self:
        """As it stands. Whoever acts on it holds the dialogue’s row, so that no answer changes meanwhile.

        Where nothing can hold invitations back, the advisory checks are looked at only `with_advice`.
        """
        asked = _asked(dialogue)
        if not with_advice and not any(check.is_blocking(dialogue.gate_phase) for check in asked):
            return cls(verdict(()), None)
        said = dict(dialogue.gate_answers.values_list("check_key", "answer"))
        facts = facts_of(dialogue)
        states = [
            state_of(check, phase=dialogue.gate_phase, said=said.get(check.key, ""), facts=facts)
            for check in asked
        ]
        going = dialogue.gate_decisions.going_ahead().select_related("decided_by").first()
        return cls(verdict(states, covered=frozenset(going.covers) if going else None), going)


@dataclass(frozen=True)
class Said:
    """One answer as it was given at the time."""

    event: AuditEvent
    answer: str | Promise
    note: str


def answers_before(dialogue: Dialogue, check: Check) -> tuple[Said, ...]:
    """Everything people said to one check, newest first, from the record. One query."""
    events = AuditEvent.objects.of_dialogue(dialogue.pk).filter(
        kind="check_answered", details__check=check.key
    )
    return tuple(
        Said(event, _answer_word(event.details), event.details.get("note", ""))
        for event in events.order_by("-pk")[:MOST_SAID]
    )


def facts_of(dialogue: Dialogue) -> GateFacts:
    """What the records say of the checks that nobody has to answer. Two queries."""
    seats = DesignTeamMember.objects.current().filter(dialogue=dialogue)
    declared = list(seats.values_list("seat", "conflicts__answer"))
    listed = set(dialogue.participants.order_by().values_list("category", flat=True).distinct())
    return GateFacts(
        has_neutral=bool(dialogue.neutral_provider.strip())
        or any(seat == Seat.NEUTRAL and answer != ConflictAnswer.STEPS_BACK for seat, answer in declared),
        seats=len(declared),
        declared=sum(answer is not None for _seat, answer in declared),
        missing=tuple(one.label for one in CHECKLIST if one.value not in listed),
    )


def found_sentence(found_by: str, facts: GateFacts, *, knows_ties: bool = False) -> str:
    """What the records say, in words. Categories and counts only, never people.

    Who may not read ties reads the same whether a neutral is missing or stepped back.
    """
    if found_by == "conflicts":
        text = _("Declared by %(declared)d of %(seats)d.")
        return text % {"declared": facts.declared, "seats": facts.seats}
    if found_by == "neutral":
        if facts.has_neutral:
            return _("A neutral is recorded.")
        return _("Nobody is recorded as the neutral.") if knows_ties else _("A neutral is not settled.")
    if not facts.missing:
        return _("Every category has somebody on the list.")
    return _missing(facts)


def _missing(facts: GateFacts) -> str:
    named = ", ".join(str(label) for label in facts.missing[:MOST_NAMED])
    more = len(facts.missing) - MOST_NAMED
    if more > 0:
        text = ngettext(
            "Nobody on the list yet: %(named)s and %(n)d more category.",
            "Nobody on the list yet: %(named)s and %(n)d more categories.",
            more,
        )
        return text % {"named": named, "n": more}
    return _("Nobody on the list yet: %(named)s.") % {"named": named}


def _open_first(lines: Iterable[CheckLine]) -> list[CheckLine]:
    return sorted(lines, key=lambda line: not line.state.is_open)


def _asked(dialogue: Dialogue) -> tuple[Check, ...]:
    return content.checks_of(dialogue.gate_phase)


def _line(
    check: Check,
    phase: str,
    said: GateAnswer | None,
    facts: GateFacts,
    *,
    knows_ties: bool,
    board: BoardInShort | None,
) -> CheckLine:
    return CheckLine(
        check=check,
        state=state_of(check, phase=phase, said=said.answer if said else "", facts=facts),
        said=said,
        found=found_sentence(check.found_by, facts, knows_ties=knows_ties) if check.found_by else "",
        board=board,
    )


def _answer_word(details: dict[str, Any]) -> str | Promise:
    key = details.get("answer_key", "")
    return CheckAnswer(key).label if key in CheckAnswer.values else details.get("answer", "")
