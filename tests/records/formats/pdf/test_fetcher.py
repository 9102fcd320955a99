import base64
import struct
import zlib

import pytest

from records.formats.pdf.fetcher import AssetFetcher, NotServed, read_assets


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + b"IHDR"
        + head
        + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    )


def data(kind: str, body: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(body).decode()}"


@pytest.fixture
def fetcher(tmp_path) -> AssetFetcher:
    (tmp_path / "base.css").write_text("p {}")
    (tmp_path / "fonts.conf").write_text("not served")
    return AssetFetcher(read_assets(tmp_path))


def test_bundled_style_is_served(fetcher):
    answer = fetcher.fetch("asset:base.css")
    assert (answer.read(), answer.content_type) == (b"p {}", "text/css")


def test_pictures_inside_the_html_are_served(fetcher):
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg'><rect/></svg>"
    assert fetcher.fetch(data("image/png", png(9, 9))).content_type == "image/png"
    assert fetcher.fetch(data("image/svg+xml", drawing)).read() == drawing


@pytest.mark.parametrize(
    "address",
    [
        "asset:fonts.conf",
        "asset:../../config/settings.py",
        "asset:",
        "http://127.0.0.1/",
        "https://example.org/x.png",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "ftp://127.0.0.1/",
        "data:text/css;base64,cHt9",
        "data:text/html,<p>",
        "data:image/jpeg;base64,/9j/",
        "data:image/png;base64,not base64!",
        data("image/png", b"%!PS-Adobe-3.0"),
        data("image/png", png(20_000, 20_000)),
        data("image/svg+xml", b"<svg><image href='http://127.0.0.1/'/></svg>"),
        data("image/svg+xml", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>"),
        data("image/svg+xml", b"<svg><style>@import 'http://127.0.0.1/'</style></svg>"),
    ],
)
def test_everything_else_is_refused(fetcher, address):
    with pytest.raises(NotServed):
        fetcher.fetch(address)
