"""In which order tests run: the long ones first, so that at the end no process waits for another's last one.

pytest-xdist cuts the list into one piece for each process, and lets who is done early take from the end of another's
piece. So each piece begins with its share of the long tests.
"""

import pytest

LONG = ("long", "browser", "services")  # marks
BROWSER = "browser"  # whoever drives one waits for it


def is_long(item: pytest.Item) -> bool:
    uses_browser = BROWSER in getattr(item, "fixturenames", ())
    return uses_browser or any(item.get_closest_marker(mark) for mark in LONG)


def group_of(item: pytest.Item) -> str:
    """Tests that share what is dear to make say so, `long("walk")`; others stay with those of their file."""
    mark = item.get_closest_marker("long")
    return mark.args[0] if mark and mark.args else item.nodeid.partition("::")[0]


def spread(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """The same tests, group by group, in as many pieces as there are processes."""
    groups: dict[str, list[pytest.Item]] = {}
    for item in items:
        if is_long(item):
            groups.setdefault(group_of(item), []).append(item)
    shares: list[list[pytest.Item]] = [[] for _ in range(processes)]
    for group in sorted(groups.values(), key=len, reverse=True):
        min(shares, key=len).extend(group)
    short = [item for item in items if not is_long(item)]
    size = -(-len(items) // processes)
    pieces = []
    for share in shares:
        missing = max(size - len(share), 0)
        pieces += [*share, *short[:missing]]
        del short[:missing]
    return pieces + short
