"""Reads the translatable words of templates and modules, without the gettext programs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
CALLS = {
    "gettext": ("singular",),
    "ngettext": ("singular", "plural"),
    "pgettext": ("context", "singular"),
    "npgettext": ("context", "singular", "plural"),
}
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(
    rf"(?<![\w.])(n?p?gettext|_)(?:_lazy|_noop)?\(\s*({LITERAL})(?:\s*,\s*({LITERAL}))?(?:\s*,\s*({LITERAL}))?"
)


class Message(NamedTuple):
    """One entry of a file of words, as its code asks for it."""

    singular: str
    plural: str = ""
    context: str = ""


def messages_of(path: Path) -> Iterator[Message]:
    text = path.read_text()
    if path.suffix == ".py":
        yield from _of_module(text)
    else:
        yield from _of_template(text)


def _message(function: str, words: list[str]) -> Message:
    parts = CALLS["gettext" if function == "_" else function]
    return Message(**dict(zip(parts, words, strict=False)))


def _of_module(text: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        function = re.sub(r"_(lazy|noop)$", "", node.func.id)
        words = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if words and (function == "_" or function in CALLS):
            yield _message(function, words)


def _of_template(text: str) -> Iterator[Message]:
    """Django turns a template into calls of gettext, for xgettext to read; so they can be read here."""
    for function, *literals in CALL.findall(templatize(text)):
        yield _message(function, [ast.literal_eval(literal) for literal in literals if literal])
