"""The shape of the code: short functions and files, one way to call a service, no writing in views."""

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("records", "accounts", "dialogues", "readiness", "planning", "casestudies", "history", "config")
LONGEST_FUNCTION = 40
LONGEST_VIEW = 30
LONGEST_FILE = 350
LONGEST_TEST = 40
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


def length(node: ast.FunctionDef) -> int:
    """Lines of the body, without the signature and the docstring."""
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return (node.end_lineno or node.lineno) - body[0].lineno + 1


def too_long(limit: int, *folders: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {length(node)} lines"
        for path in modules(*folders)
        for node in functions(path)
        if length(node) > limit
    ]


def test_functions_are_short() -> None:
    assert too_long(LONGEST_FUNCTION, *ROOMS, "tools") == []


def test_views_are_short() -> None:
    found = [line for line in too_long(LONGEST_VIEW, *ROOMS) if "/views" in line]
    assert found == []


def test_tests_are_short() -> None:
    assert too_long(LONGEST_TEST, "tests") == []


def test_files_are_short() -> None:
    found = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in modules(*ROOMS, "tools", "tests")
    }
    assert {name: lines for name, lines in found.items() if lines > LONGEST_FILE} == {}


def test_views_write_nothing() -> None:
    """A view calls one service; it never writes a row itself."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} .{node.func.attr}()"
        for path in modules(*ROOMS)
        if "views" in path.parts or path.name == "views.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and "objects" in ast.unparse(node.func)
    ]
    assert found == []


def service_functions() -> list[tuple[str, str]]:
    """Every verb of every service module: what takes `by`."""
    found = []
    for path in modules("accounts", "dialogues", "readiness", "planning", "casestudies", "history"):
        if "services" in path.parts or path.name == "services.py":
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            module = import_module(name)
            for label, value in vars(module).items():
                is_own = inspect.isfunction(value) and value.__module__ == name
                if is_own and not label.startswith("_") and "by" in inspect.signature(value).parameters:
                    found.append((name, label))
    return found


@pytest.mark.parametrize(("module", "name"), service_functions())
def test_services_take_keywords_only(module: str, name: str) -> None:
    function = getattr(import_module(module), name)
    positional = [
        parameter.name
        for parameter in inspect.signature(inspect.unwrap(function)).parameters.values()
        if parameter.kind not in {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
    ]
    assert positional == []
