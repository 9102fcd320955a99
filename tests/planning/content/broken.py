"""Plants one mistake in a copy of the real content, and tells what the loader says about it."""

import shutil
from collections.abc import Callable
from pathlib import Path

from records.content import ContentError


def plant(folder: Path, target: Path, file: str, old: str, new: str) -> Path:
    """Copy `folder` below `target` and change the first `old` in `file` to `new`."""
    copy = target / folder.parent.name / folder.name
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer says: {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def line_of(path: Path, marker: str) -> int:
    """The line on which `marker` first stands."""
    text = path.read_text(encoding="utf-8")
    return text[: text.index(marker)].count("\n") + 1


def only_mistake(check: Callable[[Path], list[ContentError]], folder: Path) -> ContentError:
    (mistake,) = check(folder)
    return mistake
