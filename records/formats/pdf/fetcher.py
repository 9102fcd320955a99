"""What a document may load: pictures and style sheets of our own, and pictures inside the HTML."""

import base64
import binascii
import re
import struct
from pathlib import Path
from urllib.parse import unquote_to_bytes

from weasyprint.urls import URLFetcher, URLFetcherResponse

_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png"}
_DATA = re.compile(
    r"data:(image/png|image/svg\+xml)((?:;charset=utf-8)?)(;base64)?,(.*)", re.IGNORECASE | re.DOTALL
)
_PNG_START = b"\x89PNG\r\n\x1a\n"
_MAX_PIXELS = 16_000_000
# An SVG of ours is drawn lines and text. Whoever sends more wants something else.
_NOT_IN_SVG = re.compile(
    rb"<!|<\?xml-stylesheet|<(?:\w+:)?(?:image|style|foreignObject|script|feImage)\b", re.IGNORECASE
)


class NotServed(ValueError):
    """This address is not one that a document may load."""


class AssetFetcher(URLFetcher):
    """Answers from memory. Opens no file, no connection, follows nothing."""

    def __init__(self, assets: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=("asset", "data"), allow_redirects=False, fail_on_errors=False)
        self.assets = assets

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002 -- WeasyPrint's signature
        if url.startswith("asset:"):
            return self._asset(url)
        if found := _DATA.fullmatch(url):
            return self._data(found)
        raise NotServed(url[:80])

    def _asset(self, url: str) -> URLFetcherResponse:
        name = url.removeprefix("asset:")
        if name not in self.assets:
            raise NotServed(url[:80])
        return URLFetcherResponse(url, self.assets[name], {"Content-Type": _TYPES[Path(name).suffix]})

    @staticmethod
    def _data(found: re.Match[str]) -> URLFetcherResponse:
        kind, _charset, is_base64, text = found.groups()
        body = unquote_to_bytes(text)
        if is_base64:
            try:
                body = base64.b64decode(body, validate=True)
            except binascii.Error as error:
                raise NotServed("data: broken base64") from error
        check = _check_png if kind.lower() == "image/png" else _check_svg
        check(body)
        return URLFetcherResponse("data:", body, {"Content-Type": kind.lower()})


def read_assets(folder: Path) -> dict[str, bytes]:
    """All files a document may name, read once when the press starts."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in _TYPES}


def _check_png(body: bytes) -> None:
    """Only a real PNG reaches the image library (it would start other programs for other formats)."""
    if not body.startswith(_PNG_START) or len(body) < 33:
        raise NotServed("data: not a PNG")
    width, height = struct.unpack(">II", body[16:24])
    if width * height > _MAX_PIXELS:
        raise NotServed("data: picture too large")


def _check_svg(body: bytes) -> None:
    if _NOT_IN_SVG.search(body):
        raise NotServed("data: SVG holds more than lines and text")
