"""Fonts of printed documents, gathered from npm packages into one folder when assets are built.

Run by the asset build: `python -m records.formats.pdf.fonts node_modules build/pdf-fonts`.
Fonts on the web are packed (WOFF); the typesetter needs them plain, so they are unpacked here, once.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont

# USWDS brings the project's own faces; these weights are used in static/pdf/*.css.
_USWDS_FOLDER = "@uswds/uswds/dist/fonts"
_USWDS = (
    "public-sans/PublicSans-Regular",
    "public-sans/PublicSans-Italic",
    "public-sans/PublicSans-SemiBold",
    "public-sans/PublicSans-Bold",
    "public-sans/PublicSans-BoldItalic",
    "public-sans/PublicSans-ExtraBold",
    "merriweather/Latin-Merriweather-Regular",
    "merriweather/Latin-Merriweather-Bold",
)
# Latin with all accents, Greek, Cyrillic, Devanagari.
_NOTO_SANS = ("400Regular", "400Regular_Italic", "700Bold")
_NOTO_SANS_FOLDER = "@expo-google-fonts/noto-sans"
# Package of @fontsource → the part of it that holds the script.
SCRIPTS = {
    "noto-sans-arabic": "arabic",
    "noto-sans-armenian": "armenian",
    "noto-sans-bengali": "bengali",
    "noto-sans-cherokee": "cherokee",
    "noto-sans-ethiopic": "ethiopic",
    "noto-sans-georgian": "georgian",
    "noto-sans-gujarati": "gujarati",
    "noto-sans-gurmukhi": "gurmukhi",
    "noto-sans-hebrew": "hebrew",
    "noto-sans-kannada": "kannada",
    "noto-sans-khmer": "khmer",
    "noto-sans-kr": "korean",
    "noto-sans-lao": "lao",
    "noto-sans-malayalam": "malayalam",
    "noto-sans-math": "latin",  # arrows and signs; the part is misnamed
    "noto-sans-myanmar": "myanmar",
    "noto-sans-sc": "chinese-simplified",
    "noto-sans-sinhala": "sinhala",
    "noto-sans-symbols-2": "symbols",
    "noto-sans-tamil": "tamil",
    "noto-sans-tc": "chinese-traditional",
    "noto-sans-telugu": "telugu",
    "noto-sans-thai": "thai",
    "noto-emoji": "emoji",
}
_WEIGHTS = (400, 700)
_ONE_WEIGHT = {"noto-emoji", "noto-sans-math", "noto-sans-symbols-2"}


def gather(packages: Path, target: Path) -> list[str]:
    """Fill `target` with plain font files; return the names of packages that are missing."""
    target.mkdir(parents=True, exist_ok=True)
    wanted = dict(_plain_fonts(packages)) | dict(_packed_fonts(packages))
    for name, source in wanted.items():
        place = target / name
        if source.exists() and not place.exists():
            _unpack(source, place)
    return sorted(
        {source.relative_to(packages).as_posix() for source in wanted.values() if not source.exists()}
    )


def _plain_fonts(packages: Path) -> Iterator[tuple[str, Path]]:
    for face in _USWDS:
        yield f"{Path(face).name}.ttf", packages / _USWDS_FOLDER / f"{face}.ttf"
    for style in _NOTO_SANS:
        name = f"NotoSans_{style}.ttf"
        yield name, packages / _NOTO_SANS_FOLDER / style / name


def _packed_fonts(packages: Path) -> Iterator[tuple[str, Path]]:
    for package, part in SCRIPTS.items():
        for weight in _WEIGHTS:
            if package in _ONE_WEIGHT and weight != 400:
                continue
            source = packages / "@fontsource" / package / "files" / f"{package}-{part}-{weight}-normal.woff"
            yield f"{package}-{weight}.ttf", source


def _unpack(source: Path, place: Path) -> None:
    unfinished = place.with_suffix(".part")
    if source.suffix == ".ttf":
        shutil.copyfile(source, unfinished)
    else:
        font = TTFont(source)
        font.flavor = None
        _name_family(font)
        font.save(unfinished)
    unfinished.rename(place)


def _name_family(font: TTFont) -> None:
    """Some faces were cut from a variable font and still carry the name of its thinnest weight."""
    for record in font["name"].names:
        if record.nameID in {1, 16}:
            record.string = record.toUnicode().removesuffix(" Thin")


if __name__ == "__main__":
    missing = gather(Path(sys.argv[1]), Path(sys.argv[2]))
    if missing:
        sys.exit("Fonts not found, install their packages first:\n  " + "\n  ".join(missing))
