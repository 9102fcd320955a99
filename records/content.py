"""Reads the words that practitioners keep in YAML files, and says exactly where a file is wrong.

A file never becomes Python values unasked. Each reader asks for the keys it knows, by type; every key it
did not ask for is a mistake. A mistake raises `ContentError` with the file, the line and the reason in
words that the person who edited the file can act on.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol, TypeVar

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser reads the same files much faster
KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
# Read as a copy that someone else put online: we send nobody there, and name title and publisher alone.
UNLINKED = ("copy_elsewhere",)
ADDRESS = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?([/?#][^\s<>\"]*)?")
LONGEST_TEXT = 2_000
LONGEST_FILE = 500_000
DEEPEST = 12
KINDS = {
    "tag:yaml.org,2002:str": "text",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number with a point",
    "tag:yaml.org,2002:bool": "yes or no",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:timestamp": "a date",
    "tag:yaml.org,2002:seq": "a list",
    "tag:yaml.org,2002:map": "a group of keys",
}


class Keyed(Protocol):
    """Anything that other files name by a key."""

    @property
    def key(self) -> str: ...


T = TypeVar("T")
K = TypeVar("K", bound=Keyed)


class ContentError(Exception):
    """A content file is wrong. Raised at start-up, never while a person waits for a page."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        self.file, self.line, self.reason = file, line, reason
        super().__init__(f"{file}, line {line}: {reason}")


@dataclass(frozen=True)
class Words:
    """What people read, in English and in Spanish. Spanish is empty where a file may leave it out."""

    en: str
    es: str

    def in_language(self, language: str) -> str:
        """The words in the language asked for ("es", "es-mx"); English where we have no other."""
        return self.es if self.es and language.lower().partition("-")[0] == "es" else self.en

    def __str__(self) -> str:
        return self.en


class Fields:
    """One group of keys in a file. Remembers which were asked for, so that the rest can be refused."""

    def __init__(self, node: yaml.Node, file: str) -> None:
        self.file, self.node = file, node
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        self._asked: set[str] = set()
        if not isinstance(node, yaml.MappingNode):
            raise self._wrong(node, f"expected a group of keys, found {_kind(node)}")
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or _kind(key) != "text":
                raise self._wrong(key, f"a key is a plain word, found {_kind(key)}{_comma(value)}")
            if key.value in self._nodes:
                first = self._lines[key.value]
                raise self._wrong(key, f"the key “{key.value}” stands here twice (first on line {first})")
            self._nodes[key.value] = value
            self._lines[key.value] = key.start_mark.line + 1

    # ------------------------------------------------------------ mistakes

    def error(self, reason: str, *, at: str | None = None) -> ContentError:
        """A mistake that only the caller can see (an unknown source, a sum), placed at the key `at`."""
        line = self._lines.get(at or "", self.node.start_mark.line + 1)
        return ContentError(self.file, line, reason)

    def finish(self) -> None:
        """Refuse every key that nobody asked for."""
        for key, line in self._lines.items():
            if key not in self._asked:
                hint = _maybe(key, self._asked) or _comma(self._nodes[key])
                raise ContentError(self.file, line, f"unknown key “{key}”{hint}")

    def _wrong(self, node: yaml.Node, reason: str) -> ContentError:
        return ContentError(self.file, node.start_mark.line + 1, reason)

    def _find(self, key: str) -> yaml.Node:
        self._asked.add(key)
        if key not in self._nodes:
            stray = get_close_matches(key, [name for name in self._nodes if name not in self._asked], n=1)
            hint = f" (is “{stray[0]}” on line {self._lines[stray[0]]} meant?)" if stray else ""
            raise self.error(f"the key “{key}” is missing{hint}")
        return self._nodes[key]

    # ------------------------------------------------------------ values

    def has(self, key: str) -> bool:
        """Is an optional key there? Asking does not allow it: the reader that follows does."""
        return key in self._nodes

    def text(self, key: str, *, default: str | None = None) -> str:
        if default is not None and not self.has(key):
            self._asked.add(key)
            return default
        return self._text(self._find(key), f"“{key}”")

    def key(self, key: str = "key") -> str:
        """A name that other files and the database refer to: small letters, digits and underscores."""
        value = self.text(key)
        if not KEY.fullmatch(value):
            reason = f"“{value}” is not a key: use small letters, digits and _, and begin with a letter"
            raise self.error(reason, at=key)
        return value

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        return self._allowed(self._find(key), f"“{key}”", tuple(allowed))

    def address(self, key: str) -> str:
        """The address of a page on the web."""
        value = self.text(key)
        if not ADDRESS.fullmatch(value):
            raise self.error(f"“{value}” is not a web address (https://…)", at=key)
        return value

    def address_or_reason(self) -> tuple[str, str]:
        """The `url` of a page, or `unlinked`: in a word, why none is given. One of the two is empty."""
        if not self.has("unlinked"):
            return self.address("url"), ""
        if self.has("url"):
            raise self.error("give a “url”, or say with “unlinked” why there is none", at="unlinked")
        return "", self.choice("unlinked", UNLINKED)

    def number(self, key: str, *, at_least: int, at_most: int) -> int:
        node = self._find(key)
        value = self._number(node, f"“{key}”")
        if not at_least <= value <= at_most:
            raise self._wrong(node, f"“{key}” is {value}; it goes from {at_least} to {at_most}")
        return value

    def maybe_number(self, key: str, *, at_least: int, at_most: int) -> int | None:
        self._asked.add(key)
        return self.number(key, at_least=at_least, at_most=at_most) if self.has(key) else None

    def flag(self, key: str, *, default: bool) -> bool:
        if not self.has(key):
            self._asked.add(key)
            return default
        node = self._find(key)
        if _kind(node) != "yes or no" or node.value.lower() not in {"true", "false"}:
            raise self._wrong(node, f"“{key}” is true or false, found {_kind(node)}")
        return bool(node.value.lower() == "true")

    def words(self, key: str) -> Words:
        return self.child(key, read_words)

    def words_or_text(self, key: str, *, default: str | None = None) -> Words:
        """Words in both languages, or a plain text: English that has no Spanish yet."""
        if default is not None and not self.has(key):
            return Words(en=self.text(key, default=default), es="")
        return self._words_or_text(self._find(key), f"“{key}”")

    # ------------------------------------------------------------ lists and groups

    def texts(self, key: str, *, empty: bool = False) -> tuple[str, ...]:
        return tuple(self._text(node, f"a line of “{key}”") for node in self._list(key, empty=empty))

    def all_words(self, key: str, *, empty: bool = False) -> tuple[Words, ...]:
        """A list of words in both languages, or of plain texts; mixed if need be."""
        return tuple(self._words_or_text(node, f"a line of “{key}”") for node in self._list(key, empty=empty))

    def choices(self, key: str, allowed: Iterable[str], *, empty: bool = False) -> tuple[str, ...]:
        names, values = tuple(allowed), []
        for node in self._list(key, empty=empty):
            value = self._allowed(node, f"a line of “{key}”", names)
            if value in values:
                raise self._wrong(node, f"“{value}” stands twice in “{key}”")
            values.append(value)
        return tuple(values)

    def numbers(self, key: str) -> tuple[int, ...]:
        """Numbers that grow from one to the next; none when the key is not there."""
        values: list[int] = []
        for node in self._list(key, empty=True):
            value = self._number(node, f"a line of “{key}”")
            if values and value <= values[-1]:
                raise self._wrong(node, f"“{key}” must grow: {value} follows {values[-1]}")
            values.append(value)
        return tuple(values)

    def child(self, key: str, read: Callable[["Fields"], T]) -> T:
        return read_group(self._find(key), self.file, read)

    def children(self, key: str, read: Callable[["Fields"], T], *, empty: bool = False) -> tuple[T, ...]:
        return tuple(read_group(node, self.file, read) for node in self._list(key, empty=empty))

    # ------------------------------------------------------------ single nodes

    def _list(self, key: str, *, empty: bool) -> list[yaml.Node]:
        if empty and not self.has(key):
            self._asked.add(key)
            return []
        node = self._find(key)
        if not isinstance(node, yaml.SequenceNode):
            raise self._wrong(node, f"“{key}” is a list (lines that begin with “- ”), found {_kind(node)}")
        if not node.value and not empty:
            raise self._wrong(node, f"“{key}” needs at least one line")
        return list(node.value)

    def _text(self, node: yaml.Node, name: str) -> str:
        if _kind(node) != "text":
            hint = ": write it in quotes" if isinstance(node, yaml.ScalarNode) and node.value else ""
            raise self._wrong(node, f"{name} is text, found {_kind(node)}{hint}")
        value = " ".join(node.value.split())
        if not value:
            raise self._wrong(node, f"{name} is empty")
        if len(value) > LONGEST_TEXT:
            raise self._wrong(node, f"{name} has {len(value)} characters; the most is {LONGEST_TEXT}")
        return value

    def _words_or_text(self, node: yaml.Node, name: str) -> Words:
        if isinstance(node, yaml.MappingNode):
            return read_group(node, self.file, read_words)
        return Words(en=self._text(node, name), es="")

    def _number(self, node: yaml.Node, name: str) -> int:
        if _kind(node) != "a number" or not re.fullmatch(r"[+-]?[0-9]{1,6}", node.value):
            raise self._wrong(node, f"{name} is a whole number, found {_kind(node)}")
        return int(node.value)

    def _allowed(self, node: yaml.Node, name: str, allowed: tuple[str, ...]) -> str:
        value = self._text(node, name)
        if value not in allowed:
            known = "" if len(allowed) > 20 else f" (known: {', '.join(allowed)})"
            raise self._wrong(
                node, f"{name} says “{value}”, which is not known{_maybe(value, allowed)}{known}"
            )
        return value


def read_words(fields: Fields) -> Words:
    return Words(en=fields.text("en"), es=fields.text("es"))


def read_group(node: yaml.Node, file: str, read: Callable[[Fields], T]) -> T:
    """Read one group of keys with `read`, then refuse what it did not ask for."""
    fields = Fields(node, file)
    value = read(fields)
    fields.finish()
    return value


def read_file(path: Path, base: Path, read: Callable[[Fields], T]) -> T:
    """Read one file. Mistakes name it as seen from `base`."""
    file = path.relative_to(base).as_posix()
    if not path.is_file():
        raise ContentError(file, 1, "the file is missing")
    data = path.read_bytes()
    if len(data) > LONGEST_FILE:
        raise ContentError(file, 1, f"the file has {len(data)} bytes; the most is {LONGEST_FILE}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as mistake:
        line = data[: mistake.start].count(b"\n") + 1
        raise ContentError(file, line, "the file is not saved as UTF-8") from mistake
    try:
        _refuse_depth(text, file)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as mistake:
        raise _yaml_mistake(file, text, mistake) from mistake
    if node is None:
        raise ContentError(file, 1, "the file is empty")
    return read_group(node, file, read)


def _refuse_depth(text: str, file: str) -> None:
    """The composer follows groups and references as deep as they go, past the end of its stack."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ContentError(file, line, "groups are nested too deep")
        if isinstance(event, yaml.AliasEvent):
            raise ContentError(file, line, "references (*name) are not used here")


def content_files(folder: Path, base: Path) -> tuple[Path, ...]:
    """The YAML files of a folder in the order of their names. A misspelt ending is a mistake, not a gap."""
    for stray in sorted(folder.glob("*.yml")):
        raise ContentError(stray.relative_to(base).as_posix(), 1, "the name must end in .yaml")
    return tuple(sorted(folder.glob("*.yaml")))


def unique(items: tuple[K, ...], fields: Fields, name: str) -> tuple[K, ...]:
    """The same items; refuses two with one key."""
    seen: set[str] = set()
    for item in items:
        if item.key in seen:
            raise fields.error(f"two entries of “{name}” have the key “{item.key}”", at=name)
        seen.add(item.key)
    return items


def _kind(node: yaml.Node) -> str:
    return KINDS.get(node.tag, f"“{node.tag}”")


def _maybe(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, list(known), n=1)
    return f" (did you mean “{close[0]}”?)" if close else ""


def _comma(value: yaml.Node) -> str:
    """A key without a value is most often the rest of a text with a comma, inside { }."""
    return " (inside { } a text with a comma belongs in quotes)" if _kind(value) == "nothing" else ""


def _yaml_mistake(file: str, text: str, mistake: yaml.YAMLError) -> ContentError:
    mark, begun = getattr(mistake, "problem_mark", None), getattr(mistake, "context_mark", None)
    if begun and "end of stream" in str(getattr(mistake, "problem", "")):
        mark = begun  # an open quote: where it opens helps, where the file ends does not
    line = mark.line if mark else text[: getattr(mistake, "position", 0)].count("\n")
    reason = getattr(mistake, "problem", None) or getattr(mistake, "reason", None) or "it cannot be read"
    return ContentError(file, line + 1, f"not well-formed YAML: {reason}")
