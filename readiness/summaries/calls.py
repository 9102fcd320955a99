"""The call tree with its tests."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Agency
from readiness.choices import YEAR
from readiness.models import CallTreeEntry, CallTreeTest

TESTS = 5


@dataclass(frozen=True)
class CallTree:
    """Everyone in the order of calling, and the last tests. Two queries; one more after a removal."""

    entries: tuple[CallTreeEntry, ...]
    tests: tuple[CallTreeTest, ...]
    is_test_due: bool
    removed: CallTreeEntry | None

    @classmethod
    def of(cls, agency: Agency, *, today: date, removed: int | None = None) -> "CallTree":
        rows = CallTreeEntry.objects.of(agency)
        tests = tuple(CallTreeTest.objects.of(agency).kept().in_reading_order()[:TESTS])
        return cls(
            entries=tuple(rows.kept().in_reading_order()),
            tests=tests,
            is_test_due=not tests or tests[0].held_on <= today - YEAR,
            removed=rows.removed().filter(pk=removed).first() if removed else None,
        )

    @property
    def last_test(self) -> CallTreeTest | None:
        return self.tests[0] if self.tests else None
