"""The legal moves of a case study that people write. Pure: no database, no clock."""

from casestudies.choices import CaseState as S
from casestudies.errors import DraftNotOpen, NotInReview

MOVES: dict[S, frozenset[S]] = {
    S.DRAFT: frozenset({S.IN_REVIEW}),
    S.IN_REVIEW: frozenset({S.SENT_BACK, S.PUBLISHED}),
    S.SENT_BACK: frozenset({S.IN_REVIEW}),
    S.PUBLISHED: frozenset({S.DRAFT}),  # a new version; the published one stays readable
}
WRITABLE = frozenset({S.DRAFT, S.SENT_BACK})


def check_move(before: str, after: str) -> None:
    """Refuses a move that does not follow."""
    if S(after) in MOVES[S(before)]:
        return
    raise NotInReview if S(after) in MOVES[S.IN_REVIEW] else DraftNotOpen


def check_writable(state: str) -> None:
    """Refuses to change the words of a case that others are reading."""
    if S(state) not in WRITABLE:
        raise DraftNotOpen
