"""The reader of content files: what it accepts, and what it says about each kind of mistake."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from records.content import ContentError, Fields, Words, content_files, read_file, unique


@dataclass(frozen=True)
class Leaf:
    key: str
    text: str


@dataclass(frozen=True)
class Tree:
    title: str
    minutes: int
    open: bool
    size: str
    tags: tuple[str, ...]
    also: tuple[int, ...]
    words: Words
    page: str
    leaves: tuple[Leaf, ...]
    note: str


def read_leaf(fields: Fields) -> Leaf:
    return Leaf(key=fields.key(), text=fields.text("text"))


def read_tree(fields: Fields) -> Tree:
    return Tree(
        title=fields.text("title"),
        minutes=fields.number("minutes", at_least=1, at_most=90),
        open=fields.flag("open", default=False),
        size=fields.choice("size", ("small", "large")),
        tags=fields.choices("tags", ("red", "green"), empty=True),
        also=fields.numbers("also"),
        words=fields.words("words"),
        page=fields.address("page"),
        leaves=unique(fields.children("leaves", read_leaf), fields, "leaves"),
        note=fields.text("note", default=""),
    )


GOOD = """\
title: A tree
minutes: 5
open: true
size: small
tags: [red, green]
also: [6, 7]
words: {en: Hello, es: Hola}
page: https://example.org/a
leaves:
  - key: first
    text: >-
      One
      leaf
  - key: second
    text: Another
"""


def load(tmp_path: Path, text: str | bytes) -> Tree:
    path = tmp_path / "tree.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_file(path, tmp_path, read_tree)


def test_read_a_good_file(tmp_path: Path) -> None:
    tree = load(tmp_path, GOOD)
    assert tree.title == "A tree"
    assert (tree.minutes, tree.open, tree.size, tree.note) == (5, True, "small", "")
    assert (tree.tags, tree.also) == (("red", "green"), (6, 7))
    assert tree.leaves == (Leaf("first", "One leaf"), Leaf("second", "Another"))


def test_read_a_file_saved_by_a_windows_editor(tmp_path: Path) -> None:
    assert load(tmp_path, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()).title == "A tree"


def test_words_follow_the_language() -> None:
    words = Words(en="Hello", es="Hola")
    assert [words.in_language(code) for code in ("es", "es-MX", "en-us", "fr", "")] == [
        "Hola",
        "Hola",
        "Hello",
        "Hello",
        "Hello",
    ]
    assert str(words) == "Hello"


MISTAKES = {
    "unknown key": ("minutes: 5", "minutes: 5\nminuts: 6", 3, "“minuts” (did you mean “minutes”?)"),
    "misspelt key": ("minutes: 5", "minuts: 5", 1, "“minutes” is missing (is “minuts” on line 2 meant?)"),
    "missing key": ("title: A tree\n", "", 1, "the key “title” is missing"),
    "missing key in a list": ("    text: Another\n", "", 14, "the key “text” is missing"),
    "key twice": ("minutes: 5", "minutes: 5\ntitle: Again", 3, "“title” stands here twice (first on line 1)"),
    "key twice in a list": ("text: Another", "text: Another\n    text: More", 16, "stands here twice"),
    "number for text": ("A tree", "2016", 1, "“title” is text, found a number: write it in quotes"),
    "date for text": ("A tree", "2016-07-06", 1, "“title” is text, found a date: write it in quotes"),
    "yes for text": ("A tree", "no", 1, "“title” is text, found yes or no: write it in quotes"),
    "list for text": ("A tree", "[a, b]", 1, "“title” is text, found a list"),
    "nothing for text": ("title: A tree", "title:", 1, "“title” is text, found nothing"),
    "empty text": ("A tree", '" "', 1, "“title” is empty"),
    "endless text": ("A tree", "long " * 500, 1, "the most is 2000"),
    "text for number": ("minutes: 5", "minutes: five", 2, "“minutes” is a whole number, found text"),
    "half a number": ("minutes: 5", "minutes: 5.5", 2, "found a number with a point"),
    "hex number": ("minutes: 5", "minutes: 0x10", 2, "“minutes” is a whole number"),
    "number too large": ("minutes: 5", "minutes: 91", 2, "“minutes” is 91; it goes from 1 to 90"),
    "negative number": ("minutes: 5", "minutes: -1", 2, "it goes from 1 to 90"),
    "yes for true": ("open: true", "open: yes", 3, "“open” is true or false"),
    "text for true": ("open: true", "open: sure", 3, "“open” is true or false, found text"),
    "unknown choice": ("small", "smal", 4, "“smal”, which is not known (did you mean “small”?)"),
    "unknown choice in a list": ("[red, green]", "[red, blue]", 5, "“blue”, which is not known"),
    "choice twice": ("[red, green]", "[red, red]", 5, "“red” stands twice"),
    "text for list": ("[red, green]", "red", 5, "“tags” is a list"),
    "numbers that fall": ("[6, 7]", "[7, 6]", 6, "“also” must grow: 6 follows 7"),
    "one language": ("{en: Hello, es: Hola}", "{en: Hello}", 7, "the key “es” is missing"),
    "third language": ("es: Hola}", "es: Hola, fr: Salut}", 7, "unknown key “fr”"),
    "comma in braces": ("en: Hello,", "en: Hello, friend,", 7, "a text with a comma belongs in quotes"),
    "number after a comma": ("en: Hello,", "en: Hello, 000,", 7, "a text with a comma belongs in quotes"),
    "no address": ("https://example.org/a", "example.org", 8, "is not a web address"),
    "script address": ("https://example.org/a", "javascript:alert(1)", 8, "is not a web address"),
    "half a bracket": ("https://example.org/a", "https://[example.org", 8, "is not a web address"),
    "bad key": ("key: first", "key: First leaf", 10, "“First leaf” is not a key"),
    "one key for two": ("key: second", "key: first", 9, "two entries of “leaves” have the key “first”"),
    "empty list": (GOOD[GOOD.index("leaves:") :], "leaves: []\n", 9, "“leaves” needs at least one line"),
    "text for a group": (GOOD[GOOD.index("  - key") :], "  - leaf\n", 10, "a group of keys, found text"),
    "python object": ("A tree", "!!python/object/apply:os.system [ls]", 1, "“title” is text"),
    "broken quote": ("A tree", '"A tree', 1, "not well-formed YAML"),
    "colon in a text": ("A tree", "A tree: old", 1, "not well-formed YAML"),
    "tab": ("  - key: first", "\t- key: first", 10, "not well-formed YAML"),
    "control character": ("A tree", "A \x07 tree", 1, "not well-formed YAML"),
    "two documents": ("minutes: 5", "minutes: 5\n---\na: 1", 3, "not well-formed YAML"),
    "reference": ("A tree", "*oak", 1, "references (*name) are not used here"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_refuse_with_file_line_and_reason(name: str, tmp_path: Path) -> None:
    old, new, line, reason = MISTAKES[name]
    assert GOOD.count(old) == 1, "the mistake must be planted exactly once"
    with pytest.raises(ContentError) as caught:
        load(tmp_path, GOOD.replace(old, new))
    assert (caught.value.file, caught.value.line) == ("tree.yaml", line)
    assert reason in caught.value.reason
    assert str(caught.value).startswith(f"tree.yaml, line {line}: ")


def test_refuse_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"tree\.yaml, line 1: the file is empty"):
        load(tmp_path, "# nothing but a remark\n")


def test_refuse_a_file_that_is_a_list(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="expected a group of keys, found a list"):
        load(tmp_path, "- a\n- b\n")


def test_refuse_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"tree\.yaml, line 2: the file is not saved as UTF-8"):
        load(tmp_path, "title: x\nnote: niño\n".encode("latin-1"))


def test_refuse_a_huge_file(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="the most is 500000"):
        load(tmp_path, GOOD + "#" * 500_000)


def test_refuse_a_file_nested_without_end(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"tree\.yaml, line 2: groups are nested too deep"):
        load(tmp_path, "a: 1\nb: " + "[" * 50_000)


def test_refuse_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"none\.yaml, line 1: the file is missing"):
        read_file(tmp_path / "none.yaml", tmp_path, read_tree)


def test_refuse_a_group_that_holds_itself(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="references"):
        load(tmp_path, GOOD + "again: &self {inner: *self}\n")


def test_list_files_by_name_and_refuse_another_ending(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yaml", "notes.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in content_files(tmp_path, tmp_path)] == ["a.yaml", "b.yaml"]
    (tmp_path / "c.yml").touch()
    with pytest.raises(ContentError, match=r"c\.yml, line 1: the name must end in \.yaml"):
        content_files(tmp_path, tmp_path)
