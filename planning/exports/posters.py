"""How large the type of a poster may be so that one page holds it, and is filled by it."""

from collections.abc import Sequence
from textwrap import wrap

from records.formats.pdf import Paper

SIZES = (
    48,
    44,
    40,
    36,
    33,
    30,
    28,
    26,
    24,
    22,
    20,
    18,
    16,
    15,
)  # points; static/pdf/part_ground_rules.css has each
LEAST_LARGE = 18
# Points of a page that the rules have, wide and high, by paper and large print: without title and last line.
ROOM = {
    ("letter", False): (504, 550),
    ("a4", False): (487, 600),
    ("letter", True): (511, 530),
    ("a4", True): (494, 580),
}
SIGN, LINE, GAP, INDENT = (
    0.49,
    1.22,
    0.5,
    1.76,
)  # of the size: a sign, a line, the air before a rule, its number
BESIDE = 6  # points between number and rule


def poster_size(rules: Sequence[str], paper: Paper, *, is_large: bool) -> int:
    """The largest type, in points, in which the rules stand on one page; the smallest where none is small enough."""
    wide, high = ROOM[paper, is_large]
    sizes = [size for size in SIZES if size >= LEAST_LARGE or not is_large]
    return next((size for size in sizes if _height(rules, size, wide) <= high), sizes[-1])


def _height(rules: Sequence[str], size: int, wide: int) -> float:
    signs = int((wide - size * INDENT - BESIDE) / (size * SIGN))
    lines = sum(len(wrap(rule, signs)) for rule in rules)
    return size * (lines * LINE + len(rules) * GAP)
