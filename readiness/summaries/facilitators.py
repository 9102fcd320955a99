"""The pool of facilitators, with what falls due."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Agency
from readiness.choices import YEAR
from readiness.models import PoolFacilitator, Training
from readiness.summaries.registers import RegisterPage


@dataclass(frozen=True)
class FacilitatorRow:
    """Someone of the pool: when they were last trained, and when the next training is due."""

    facilitator: PoolFacilitator
    trained_on: date | None
    due_on: date | None
    is_due: bool

    @classmethod
    def of(cls, facilitator: PoolFacilitator, trained_on: date | None, today: date) -> "FacilitatorRow":
        due_on = trained_on + YEAR if trained_on else None
        return cls(facilitator, trained_on, due_on, is_due=due_on is None or due_on <= today)


@dataclass(frozen=True)
class FacilitatorPage:
    """A page of the pool. One query; one more after a removal."""

    rows: tuple[FacilitatorRow, ...]
    next_after: int | None
    removed: PoolFacilitator | None

    @classmethod
    def of(
        cls, agency: Agency, *, today: date, after: int | None = None, removed: int | None = None
    ) -> "FacilitatorPage":
        rows = PoolFacilitator.objects.of(agency).with_last_training().select_related("paired_with")
        page: RegisterPage[PoolFacilitator] = RegisterPage.of(rows, after=after, removed=removed)
        found = [FacilitatorRow.of(row, row.trained_on, today) for row in page.entries]  # type: ignore[attr-defined]
        return cls(tuple(found), page.next_after, page.removed)


@dataclass(frozen=True)
class FacilitatorView:
    """One of the pool with every training. One query."""

    row: FacilitatorRow
    trainings: tuple[Training, ...]

    @classmethod
    def of(cls, facilitator: PoolFacilitator, *, today: date) -> "FacilitatorView":
        trainings = tuple(
            facilitator.trainings.filter(removed_at__isnull=True).order_by("-trained_on", "-pk")[:50]
        )
        last = trainings[0].trained_on if trainings else None
        return cls(FacilitatorRow.of(facilitator, last, today), trainings)
