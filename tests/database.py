"""The migrated database that each test process copies: migrating costs ten seconds of a processor, a copy one.

Run by `make test` while the checks run; prints the name. A change of any migration or locked requirement makes another.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]


def name_of(migrations: list[Path], prefix: str) -> str:
    """A name that changes with what the migrations say."""
    digest = hashlib.sha256()
    for path in sorted(migrations):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{prefix}_{digest.hexdigest()[:12]}"


def make(address: str, prefix: str) -> str:
    """The name of the migrated database; makes it where there is none, and drops those of other migrations."""
    migrations = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("requirements/*.txt")]
    name = name_of(migrations, prefix)
    with psycopg.connect(address, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"{prefix}_"]
        )
        there = {row[0] for row in rows}
        if name in there:
            return name
        for old in there:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
        raw = f"{prefix}_unfinished"
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(raw)))
        _migrate(urlunsplit(urlsplit(address)._replace(path=f"/{raw}")))
        # Only a whole one gets the name.
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(raw), sql.Identifier(name))
        )
    return name


def _migrate(address: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": address}, check=True)


if __name__ == "__main__":
    sys.stdout.write(make(os.environ["DATABASE_URL"], sys.argv[1]))
