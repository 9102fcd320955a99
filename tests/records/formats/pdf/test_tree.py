import pytest
from tinyhtml5 import parse

from records.formats.pdf.tree import MAX_DEPTH, TooDeep, tidy


def tidied(html: str, lang: str = "en"):
    root = parse(html, namespace_html_elements=False)
    tidy(root, lang=lang)
    return root


def words(root) -> str:
    return " ".join("".join(root.itertext()).split())


def test_foreign_objects_leave_and_their_neighbors_stay():
    root = tidied(
        "<p>one<iframe src=x></iframe> two<object data=x>gone</object> three<script>gone</script> four"
    )
    assert words(root) == "one two three four"


def test_attachments_and_foreign_links_leave():
    root = tidied(
        "<link rel=attachment href=asset:x.css><p><a rel=attachment href='file:///x'>a</a><a href='tel:1'>b</a>"
    )
    assert not list(root.iter("link"))
    assert [link.attrib for link in root.iter("a")] == [{}, {"href": "tel:1"}]


def test_own_style_sheet_stays():
    assert len(list(tidied("<link rel=stylesheet href=asset:agenda.css>").iter("link"))) == 1


@pytest.mark.parametrize(
    ("asked", "given"), [("3", "3"), ("100000", "100"), ("0", "1"), ("-5", "1"), ("x", "1"), ("٣", "1")]
)
def test_spans_stay_within_reason(asked, given):
    assert next(tidied(f"<table><tr><td colspan='{asked}'>x").iter("td")).get("colspan") == given


def test_nesting_has_an_end():
    tidied("<div>" * (MAX_DEPTH - 5))
    with pytest.raises(TooDeep):
        tidied("<div>" * (MAX_DEPTH + 5))


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("fa-IR", "rtl"), ("en", None), ("es", None)])
def test_language_is_set_and_gives_the_direction(lang, direction):
    root = tidied("<p>x", lang=lang)
    assert (root.get("lang"), root.get("dir")) == (lang, direction)


def test_stated_direction_wins():
    assert tidied("<html dir=ltr><p>x", lang="ar").get("dir") == "ltr"
