"""What to do before a day that may reopen wounds, as data: words in a YAML file beside this one, read once.

No database, no clock, no Django. `check()` says what is wrong; everything else expects that nothing is.
"""

from functools import lru_cache
from pathlib import Path

from dialogues.content.watch_dates import KINDS, PreBrief, Source, Step, read_watch_dates
from records.content import ContentError, read_file

__all__ = ["KINDS", "ContentError", "PreBrief", "Source", "Step", "check", "pre_brief"]

FILE = Path(__file__).resolve().parent / "watch_dates.yaml"


@lru_cache(maxsize=1)
def _pre_briefs() -> dict[str, PreBrief]:
    return _read(FILE)


def _read(file: Path) -> dict[str, PreBrief]:
    found = read_file(file, file.parents[2], read_watch_dates)
    return {one.kind: one for one in found}


def pre_brief(kind: str) -> PreBrief:
    """What to do before a day of this kind; `KeyError` for a kind that does not exist."""
    return _pre_briefs()[kind]


def check(file: Path = FILE) -> list[ContentError]:
    """What is wrong with the file: nothing, or the first mistake with its line and reason."""
    try:
        _read(file)
    except ContentError as mistake:
        return [mistake]
    return []
