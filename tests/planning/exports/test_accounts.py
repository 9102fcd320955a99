"""The account of promises on Spanish paper: every line the program writes, with what people typed as it is."""

import re
from datetime import date

from dialogues.choices import CommitmentStatus
from dialogues.models import Commitment
from planning.exports.accounts import account_in_spanish
from planning.summaries.since_last_time import SinceLastTime
from planning.summaries.wording import is_our_spanish

ENGLISH = re.compile(r"\b(As of|due|done|dropped|more|Whoever|Sat|Nov|started|progress)\b")


def account(*, count: int) -> str:
    promises = [
        Commitment(
            text="Publicar el informe (demo).",
            owner="Jefatura (demo)",
            status=status,
            due_on=date(2026, 11, 28),
            drop_reason="Falta dinero.",
        )
        for status in CommitmentStatus.values
    ]
    return SinceLastTime(tuple(promises), count, date(2026, 11, 28)).instructions()


def test_every_line_of_an_account_is_said_in_spanish() -> None:
    number = len(CommitmentStatus.values)
    for count in (number, number + 1, number + 3):
        told = account(count=count)
        said = account_in_spanish(told)
        assert ENGLISH.search(said) is None, said
        assert said.count("\n") == told.count("\n")
        assert said.count("Publicar el informe (demo) (Jefatura (demo))") == number
        assert is_our_spanish(said)


def test_what_people_wrote_stays() -> None:
    for text in ("", "As of today: all is well.\n– Ours (we): done."):
        assert account_in_spanish(text) == text
    assert "Our own line" in account_in_spanish(account(count=1) + "\nOur own line")
