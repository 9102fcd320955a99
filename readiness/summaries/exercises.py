"""Exercises with who took part, in numbers."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Agency
from readiness.choices import MAP_CATEGORIES, YEAR
from readiness.models import Exercise
from readiness.summaries.registers import RegisterPage


@dataclass(frozen=True)
class ExerciseRow:
    """An exercise and how many took part, by category."""

    exercise: Exercise
    counts: tuple[tuple[str, int], ...]
    people: int

    @classmethod
    def of(cls, exercise: Exercise) -> "ExerciseRow":
        counts = tuple(
            (str(category.label), exercise.counts[category.value])
            for category in MAP_CATEGORIES
            if category.value in exercise.counts
        )
        return cls(exercise, counts, sum(number for _label, number in counts))


@dataclass(frozen=True)
class ExercisePage:
    """A page of exercises, newest first, and when the next one is due. Two queries; one more after a removal."""

    rows: tuple[ExerciseRow, ...]
    next_after: int | None
    removed: Exercise | None
    newest: Exercise | None
    is_due: bool

    @classmethod
    def of(
        cls, agency: Agency, *, today: date, after: int | None = None, removed: int | None = None
    ) -> "ExercisePage":
        rows = Exercise.objects.of(agency)
        page: RegisterPage[Exercise] = RegisterPage.of(rows, after=after, removed=removed)
        newest = rows.kept().in_reading_order().first()
        return cls(
            rows=tuple(ExerciseRow.of(row) for row in page.entries),
            next_after=page.next_after,
            removed=page.removed,
            newest=newest,
            is_due=is_exercise_due(newest, today),
        )


def is_exercise_due(newest: Exercise | None, today: date) -> bool:
    """Never rehearsed, or the day of the next rehearsal has come: the one named, else a year after the last."""
    return newest is None or (newest.next_on or newest.held_on + YEAR) <= today
