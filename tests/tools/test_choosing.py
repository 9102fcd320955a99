"""Which Python `make` takes when nobody says one: the first that will do and was compiled for speed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools.places import ROOT

AS = """#!/bin/sh
exec {python} -c 'import os, sys, sysconfig
sys.version_info, sys.base_prefix = {version}, "{prefix}"
sysconfig.get_config_var = lambda name: "{flags}"
os.geteuid = lambda: {user}
if not {makes_environments}:
    sys.modules["ensurepip"] = None
exec(sys.argv[1])' "$2"
"""
QUICK = {"prefix": "/opt/quick", "flags": "--enable-shared --enable-optimizations"}
SLOW = {"prefix": "/home/demo/.pyenv/versions/3.12.1", "flags": "--enable-shared"}
SYSTEM = {"prefix": "/usr", "flags": "--enable-shared"}
OLD = SYSTEM | {"version": (3, 9, 2)}
BARE = SYSTEM | {"makes_environments": False}


def chosen(folder: Path, **pythons: dict[str, object]) -> str:
    """The name of the one that is taken of these, in this order."""
    common = {"python": sys.executable, "version": (3, 11, 2), "user": 1000, "makes_environments": True}
    for name, kind in pythons.items():
        (folder / name).write_text(AS.format(**common | kind))
        (folder / name).chmod(0o755)
    script = ["sh", str(ROOT / "tools" / "choose_python.sh")]
    return subprocess.check_output([*script, *(str(folder / name) for name in pythons)], text=True).strip()


@pytest.mark.parametrize(
    ("pythons", "name"),
    [
        ({"mine": QUICK, "system": SYSTEM}, "mine"),
        ({"mine": SLOW, "system": SYSTEM}, "system"),
        ({"mine": SLOW, "system": OLD}, "mine"),
        ({"mine": OLD, "system": OLD, "newer": SLOW}, "newer"),
        ({"mine": SLOW, "system": BARE}, "mine"),
        ({"mine": SLOW, "system": BARE | {"user": 0}}, "system"),
    ],
)
def test_the_first_quick_one_that_will_do(tmp_path: Path, pythons: dict, name: str) -> None:
    assert chosen(tmp_path, **pythons) == str(tmp_path / name)


def test_where_none_will_do_the_usual_one_says_so(tmp_path: Path) -> None:
    assert chosen(tmp_path, mine=OLD) == "python3"
    script = ["sh", str(ROOT / "tools" / "choose_python.sh"), str(tmp_path / "missing")]
    assert subprocess.check_output(script, text=True) == "python3\n"
