"""What several benchmarks share: a database of their own, and what a browser has to fetch for a page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

ASSET = re.compile(r'(?:href|src)="(/static/[^"#]+)')
IN_CSS = re.compile(r"""url\(["']?([^"')]+)""")
MORE_LETTERS = "-more"  # fonts that are fetched only for letters which English and Spanish do not have


@contextmanager
def own_database() -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def copy_of(first: BaseDatabaseWrapper, name: str) -> BaseDatabaseWrapper:
    """A second database with the rows of the first, and a connection of its own."""
    template = first.settings_dict["NAME"]
    first.close()
    run_beside(
        first,
        f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
        f'CREATE DATABASE "{name}" TEMPLATE "{template}"',
    )
    second = connections.create_connection("default")
    second.settings_dict = {**first.settings_dict, "NAME": name}
    return second


def run_beside(database: BaseDatabaseWrapper, *statements: str) -> None:
    """What cannot be said inside the database that it is about."""
    with database._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def look_at(database: BaseDatabaseWrapper) -> None:
    """From here on the program works with this one."""
    connections["default"] = database


def files_of(html: str) -> set[Path]:
    """Everything that the page loads: style sheets, scripts, pictures, and the fonts and pictures of the sheets."""
    files = {stored(address) for address in ASSET.findall(html)}
    for sheet in [path for path in files if path.suffix == ".css"]:
        inner = {(sheet.parent / address).resolve() for address in IN_CSS.findall(sheet.read_text())
                 if not address.startswith("data:")}  # fmt: skip
        files |= {path for path in inner if MORE_LETTERS not in path.name}
    return files


def stored(address: str) -> Path:
    return Path(staticfiles_storage.path(address.removeprefix(settings.STATIC_URL)))


def sent(path: Path) -> int:
    """Bytes on the wire: the smallest form that WhiteNoise keeps of the file."""
    kept = [path, *(path.with_name(path.name + ending) for ending in (".br", ".gz"))]
    return min(one.stat().st_size for one in kept if one.exists())
