"""Long tests begin first, in every process; none is lost."""

import itertools

import pytest

from tests.order import spread


class Item:
    def __init__(self, module: str, number: int, *, is_long: bool = False) -> None:
        self.nodeid, self.is_long, self.fixturenames = f"{module}::test_{number}", is_long, []

    def get_closest_marker(self, mark: str) -> pytest.Mark | None:
        return pytest.mark.long.mark if self.is_long and mark == "long" else None


def items() -> list[Item]:
    long = [Item(f"long_{module}", number, is_long=True) for module in "abc" for number in range(4)]
    return (
        [Item("early", number) for number in range(50)]
        + long
        + [Item("late", number) for number in range(31)]
    )


@pytest.mark.parametrize("processes", [1, 2, 3, 9])
def test_none_is_lost_and_none_is_doubled(processes: int) -> None:
    given = items()
    assert sorted(spread(given, processes), key=id) == sorted(given, key=id)


def test_each_process_begins_with_its_share_of_the_long_ones() -> None:
    order = spread(items(), 3)
    pieces = [order[start : start + 31] for start in (0, 31, 62)]
    assert [[item.is_long for item in piece] for piece in pieces] == [[True] * 4 + [False] * 27] * 3


def test_files_stay_together_for_their_fixtures() -> None:
    modules = [item.nodeid.partition("::")[0] for item in spread(items(), 2) if item.is_long]
    assert sum(one != other for one, other in itertools.pairwise(modules)) == 2
