"""The demo's gates: Maple Street asked before it invited; not everyone of North Side has declared yet."""

from accounts.models import User
from config.demo.people import Cast
from dialogues.choices.gate import CheckAnswer, ConflictAnswer
from dialogues.content.gate import check_named
from dialogues.models import Dialogue
from dialogues.services import conflicts, gate

MAPLE_STREET = (
    (
        "wanted",
        CheckAnswer.YES,
        "Demo Neighbors United co-hosts. The family does not come and wishes us well.",
    ),
    ("neutral_ready", CheckAnswer.YES, "Demo Mediation Center met both sides apart."),
    ("facts", CheckAnswer.YES, "What is confirmed is on one page. The next update is promised for Friday."),
    ("safety", CheckAnswer.YES, "Two counselors on site; neighbors at the doors; a quiet room."),
    ("counsel", CheckAnswer.YES, "Counsel wrote down what cannot be said. It stands under “off the table”."),
    (
        "coverage",
        CheckAnswer.DOES_NOT_APPLY,
        "A first forum for the streets around. The categories that are missing are asked to the second one.",
    ),
)


def settle_gate(cast: Cast, dialogue: Dialogue) -> None:
    """Everyone declares, and each question before the invitations gets its answer."""
    for user in (cast.liaison, cast.co_planner, cast.facilitator):
        _declare(user, dialogue)
    for member in dialogue.design_team.current().filter(user=None):
        conflicts.declare(by=cast.liaison, member=member, answer=ConflictAnswer.NONE)
    for key, answer, note in MAPLE_STREET:
        check = check_named(key)
        assert check is not None
        gate.answer(by=cast.liaison, dialogue=dialogue, check=check, answer=answer, note=note)


def declare_some(cast: Cast, dialogue: Dialogue) -> None:
    """Two of four: the page of the design team shows whose declaration is missing."""
    _declare(cast.liaison, dialogue)
    member = dialogue.design_team.current().get(user=cast.co_planner)
    ties = "My cousin works in the school that several of the promises are about."
    conflicts.declare(by=cast.co_planner, member=member, answer=ConflictAnswer.TIES, ties=ties)


def _declare(user: User, dialogue: Dialogue) -> None:
    member = dialogue.design_team.current().get(user=user)
    conflicts.declare(by=user, member=member, answer=ConflictAnswer.NONE)
