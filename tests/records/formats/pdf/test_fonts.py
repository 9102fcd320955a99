from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont

from records.formats.pdf import fonts


def save_packed(place, family: str) -> None:
    """A font without letters, packed as for the web."""
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupPost()
    builder.font.flavor = "woff"
    place.parent.mkdir(parents=True)
    builder.save(place)


def test_packed_font_is_unpacked_and_named_by_its_family(tmp_path):
    packed = (
        tmp_path / "node_modules/@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-400-normal.woff"
    )
    save_packed(packed, "Noto Sans Hebrew Thin")
    fonts.gather(tmp_path / "node_modules", tmp_path / "fonts")
    font = TTFont(tmp_path / "fonts" / "noto-sans-hebrew-400.ttf")
    assert font.flavor is None
    assert font["name"].getDebugName(1) == "Noto Sans Hebrew"


def test_missing_packages_are_named(tmp_path):
    missing = fonts.gather(tmp_path / "node_modules", tmp_path / "fonts")
    assert "@uswds/uswds/dist/fonts/public-sans/PublicSans-Regular.ttf" in missing
    assert "@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff" in missing
    assert list((tmp_path / "fonts").iterdir()) == []


def test_every_family_is_named_in_the_style_sheet():
    """Otherwise the machine's own fonts would decide, and the paper would differ from place to place."""
    sheet = (fonts.Path(__file__).parents[4] / "static" / "pdf" / "base.css").read_text()
    special = {"noto-emoji": "Noto Emoji", "noto-sans-symbols-2": "Noto Sans Symbols 2"}
    for package in fonts.SCRIPTS:
        last = package.removeprefix("noto-sans-")
        family = special.get(package) or f"Noto Sans {last.upper() if len(last) == 2 else last.capitalize()}"
        assert f'"{family}"' in sheet
