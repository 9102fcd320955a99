"""Which letters come in which font file: with a range that runs backwards, every page fetches every file."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
STYLES = (STATIC / "css" / "_fonts.scss").read_text()


def ranges(name: str) -> list[tuple[int, int]]:
    words = re.search(rf'\${name}: "([^"]+)"', STYLES)
    assert words is not None
    ends = [part.removeprefix("U+").split("-") for part in words[1].split(",")]
    return [(int(pair[0], 16), int(pair[-1], 16)) for pair in ends]


@pytest.mark.parametrize("name", ["latin", "more"])
def test_ranges_run_upwards(name: str) -> None:
    numbers = [number for pair in ranges(name) for number in pair]
    assert numbers == sorted(numbers)


def test_no_letter_is_in_two_files() -> None:
    both = sorted(ranges("latin") + ranges("more"))
    assert all(before[1] < after[0] for before, after in pairwise(both))


def test_the_first_file_holds_what_it_says() -> None:
    """The build cuts the first file to these letters."""
    words = re.search(r"const LATIN = (\[\[.*?\]\]);", (STATIC / "build.mjs").read_text(), re.DOTALL)
    assert words is not None
    numbers = [int(number, 16) for number in re.findall(r"0x([0-9a-f]+)", words[1])]
    assert list(zip(numbers[::2], numbers[1::2], strict=True)) == ranges("latin")
