import io
import re
from datetime import date

import pikepdf
import pytest
from django.utils import timezone

from dialogues.exports.charter import charter_html, charter_pdf
from dialogues.services import charter
from dialogues.summaries.charter import charter_of
from tests.factories.dialogues import DialogueFactory, seated
from tests.records.formats.pdf.reading import kinds

pytestmark = pytest.mark.django_db


def words_of(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def written(**changes):
    dialogue = DialogueFactory(agency__public_contact="Office Demo, 555-0100")
    charter.write(
        by=seated(dialogue), dialogue=dialogue, version=0, changes={"purpose": "Watch <b>over</b>", **changes}
    )
    return dialogue, charter_of(dialogue)


def test_the_charter_on_paper_tells_all_that_is_filled_in():
    dialogue, row = written(seats=(("Residents", 3), ("Youth", 2)), quorum=3, adopted_on=date(2026, 3, 1))
    words = words_of(charter_html(dialogue, row, printed_at=timezone.now()))
    for part in (
        "3 · Residents",
        "5 seats altogether",
        "Quorum 3",
        "Sun 1 Mar 2026",
        "Office Demo, 555-0100",
    ):
        assert part in words
    assert "Watch &lt;b&gt;over" in words
    assert "Term" not in words
    assert "investigate" not in words  # a promise that only counsel can make


def test_a_draft_says_so():
    dialogue, row = written()
    assert "Draft, not adopted yet" in words_of(charter_html(dialogue, row, printed_at=timezone.now()))


def test_it_is_a_tagged_document():
    dialogue, row = written(seats=(("Residents", 3),))
    with pikepdf.open(io.BytesIO(charter_pdf(dialogue, row, printed_at=timezone.now()))) as paper:
        assert {"H1", "H2", "Table", "TH"} <= set(kinds(paper))
        assert len(paper.pages) == 1
