"""A case moves only as its review allows."""

import pytest

from casestudies.choices import CaseState as S
from casestudies.errors import DraftNotOpen, NotInReview
from casestudies.workflows import check_move, check_writable

LEGAL = {
    (S.DRAFT, S.IN_REVIEW),
    (S.SENT_BACK, S.IN_REVIEW),
    (S.IN_REVIEW, S.SENT_BACK),
    (S.IN_REVIEW, S.PUBLISHED),
    (S.PUBLISHED, S.DRAFT),
}


@pytest.mark.parametrize("before", S)
@pytest.mark.parametrize("after", S)
def test_only_these_moves_follow(before: S, after: S) -> None:
    if (before, after) in LEGAL:
        check_move(before, after)
        return
    with pytest.raises((DraftNotOpen, NotInReview)):
        check_move(before, after)


def test_who_publishes_too_late_learns_that_it_is_not_in_review() -> None:
    with pytest.raises(NotInReview):
        check_move(S.DRAFT, S.PUBLISHED)


@pytest.mark.parametrize("state", S)
def test_words_change_only_while_nobody_else_reads(state: S) -> None:
    if state in {S.DRAFT, S.SENT_BACK}:
        check_writable(state)
        return
    with pytest.raises(DraftNotOpen):
        check_writable(state)
