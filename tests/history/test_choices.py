"""What is recorded of reading, in sentences."""

from history.choices import AuditKind
from records.registers import fill_sentence


def test_reading_and_export_have_sentences() -> None:
    assert fill_sentence(AuditKind.HISTORY_READ, {"by": "Demo Reviewer"}) == (
        "Demo Reviewer read this dialogue’s history"
    )
    assert fill_sentence(AuditKind.HISTORY_EXPORTED, {"by": "Demo Reviewer", "count": 3}) == (
        "Demo Reviewer exported 3 dialogues as a table"
    )
