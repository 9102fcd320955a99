"""The legal moves of a message, and how long to wait between two tries. Pure: no database, no clock."""

from datetime import timedelta

from records.choices import MessageState as S
from records.errors import MessageCannotMove

MOVES: dict[S, frozenset[S]] = {
    S.PENDING: frozenset({S.LEASED, S.CANCELLED, S.SUPERSEDED, S.EXPIRED}),
    # Taken by a sender, not yet on the wire: everything may still happen to it.
    S.LEASED: frozenset({S.LEASED, S.PENDING, S.SENDING, S.CANCELLED, S.SUPERSEDED, S.EXPIRED, S.DEAD}),
    # On the wire, or nobody knows: pending only when the server said "not now", sending again only after
    # looking for a receipt.
    S.SENDING: frozenset(
        {S.SENDING, S.PENDING, S.SENT, S.DEAD, S.HELD, S.CANCELLED, S.SUPERSEDED, S.EXPIRED}
    ),
    S.HELD: frozenset({S.PENDING, S.CANCELLED, S.SUPERSEDED}),
    S.DEAD: frozenset({S.PENDING, S.CANCELLED}),
    S.SENT: frozenset(),
    S.CANCELLED: frozenset(),
    S.SUPERSEDED: frozenset(),
    S.EXPIRED: frozenset(),
}
MOST_TRIES = 12
_BACK_OFF = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 60, 300, 900, 1800, 3600))


def check_move(before: str, after: str) -> None:
    """Refuses a move that does not follow."""
    if S(after) not in MOVES[S(before)]:
        raise MessageCannotMove


def back_off(tries: int, *, chance: float) -> timedelta:
    """How long to wait after so many tries. `chance` (0 to 1) spreads senders over a further fifth."""
    step = _BACK_OFF[min(max(tries, 1), len(_BACK_OFF)) - 1]
    return step * (1 + chance / 5)
