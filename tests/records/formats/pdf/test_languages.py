"""Paper in the languages of the cities we know: every sign has a shape and a letter, and runs the right way.

The sentences are ours, "Welcome. Everyone may speak, and nobody has to." or near it, with each language's own signs.
"""

import io

import pikepdf
import pypdf
import pytest

from records.formats import pdf
from tests.records.formats.pdf.matterhorn import faults

WORDS = {
    "vi": "Chào mừng quý vị. Ai cũng có thể nói, và không ai bị buộc phải nói. Ữ ỗ ệ ặ ợ ỷ",
    "zh": "欢迎大家。每个人都可以发言，没有人必须发言。",
    "zh-Hant": "歡迎大家。每個人都可以發言，沒有人必須發言。",
    "ko": "환영합니다. 누구나 말할 수 있고, 아무도 말할 의무가 없습니다.",
    "ar": "أهلاً وسهلاً بكم. يمكن للجميع أن يتكلموا، ولا أحد مُلزم بذلك.",
    "am": "እንኳን ደህና መጡ። ሁሉም ሰው መናገር ይችላል፤ ማንም አይገደድም።",
    "so": "Soo dhawoow. Qof kastaa wuu hadli karaa, qofna laguma qasbo.",
    "ht": "Byenveni. Tout moun ka pale, e pèsonn pa oblije pale. Òdinè, kè, fè.",
    "ru": "Добро пожаловать. Говорить может каждый, и никто не обязан. Ёж, объём.",
    "tl": "Maligayang pagdating. Maaaring magsalita ang lahat, at walang pinipilit. Ñ, ng̃",
    "hmn": "Zoo siab txais tos. Txhua tus hais tau, tsis muaj leej twg yuam.",
}
RIGHT_TO_LEFT = {"ar"}


def made(lang: str, words: str) -> bytes:
    html = (
        f'<body class="doc"><h1>{words}</h1><p>{words} <strong>{words}</strong></p><p><em>{words}</em></p>'
        f"<table><thead><tr><th>{words}</th><th>6:00</th></tr></thead><tr><td>{words}</td><td>12</td></tr></table>"
    )
    return pdf.render(html, lang=lang, title=words)


@pytest.mark.parametrize("lang", WORDS)
def test_every_sign_has_a_shape_and_a_letter(lang: str) -> None:
    with pikepdf.open(io.BytesIO(made(lang, WORDS[lang]))) as document:
        assert faults(document) == []
        assert str(document.Root.Lang) == lang


@pytest.mark.parametrize("lang", sorted(set(WORDS) - RIGHT_TO_LEFT))
def test_the_words_are_read_back(lang: str) -> None:
    text = pypdf.PdfReader(io.BytesIO(made(lang, WORDS[lang]))).pages[0].extract_text()
    assert WORDS[lang].split()[0].rstrip(".。") in text
    assert "\ufffd" not in text


@pytest.mark.parametrize("lang", WORDS)
def test_fonts_are_those_we_bring(lang: str) -> None:
    """Not whatever the machine has: another machine would print something else."""
    reader = pypdf.PdfReader(io.BytesIO(made(lang, WORDS[lang])))
    names = {str(font.get_object()["/BaseFont"]) for font in reader.pages[0]["/Resources"]["/Font"].values()}
    assert all("Public-Sans" in name or "Noto" in name or "Merriweather" in name for name in names), names


def places(content: bytes) -> list[tuple[str, float]]:
    """Words on the first page with how far from the left they stand."""
    found: list[tuple[str, float]] = []

    def note(text, _matrix, place, _font, _size):
        if text.strip():
            found.append((text.strip(), place[4]))

    pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text(visitor_text=note)
    return found


def test_arabic_runs_from_right_to_left() -> None:
    """The first word of a line stands right of the last; the first column is the right one."""
    html = (
        '<body class="doc"><table><thead><tr><th>1001</th><th>2002</th></tr></thead></table>'
        "<p>3003 أهلاً وسهلاً 4004</p>"
    )
    where = dict(places(pdf.render(html, lang="ar", title="x")))
    at = {number: next(x for text, x in where.items() if number in text) for number in ("1001", "2002")}
    assert at["1001"] > at["2002"]
    left = dict(places(pdf.render(html, lang="en", title="x")))
    at = {number: next(x for text, x in left.items() if number in text) for number in ("1001", "2002")}
    assert at["1001"] < at["2002"]


def test_arabic_letters_join() -> None:
    """A letter has another shape at the beginning of a word than alone: shaping took place."""
    apart = _shapes("ب ب ب")
    joined = _shapes("ببب")
    assert len(joined - apart) >= 2


def _shapes(words: str) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf.render(f"<p>{words}", lang="ar", title="x"))) as document:
        streams = [op for op in pikepdf.parse_content_stream(document.pages[0]) if str(op.operator) == "TJ"]
    return {
        bytes(text)[at : at + 2].hex()
        for operands, _operator in streams
        for text in operands[0]
        if isinstance(text, pikepdf.String)
        for at in range(0, len(bytes(text)), 2)
    }
