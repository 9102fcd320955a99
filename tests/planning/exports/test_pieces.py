"""Hundreds of long items come in several documents, each item once, with what stands around them once."""

import re
from itertools import cycle

import pytest

from planning.exports.packs import pack_sections
from planning.models import AgendaBlock
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, printed

pytestmark = pytest.mark.django_db
TITLE = re.compile(r"(Item No\. \d+\.)(?:</span>|</h[23]>)")
TALK = {
    "instructions": "<&> and on. " * 40,
    "script": "Say it. " * 60,
}  # signs that take five bytes in HTML among them


def pieces_of(part, tracks=(0,)):
    agenda = AgendaFactory()
    AgendaBlock.objects.bulk_create(
        AgendaBlockFactory.build(agenda=agenda, position=at, title=f"Item No. {at}.", track=track, **TALK)
        for at, track in zip(range(1, 301), cycle(tracks), strict=False)
    )
    [_list, *pieces] = pack_sections(printed(agenda), parts=[part], language="en")
    return pieces


@pytest.mark.parametrize(
    ("part", "name", "end"),
    [
        ("run_of_show", "Run of show", "Next session"),
        ("interpreter", "Interpreter’s advance copy", ">Terms<"),
    ],
)
def test_each_item_is_told_once_in_documents_that_can_be_laid_out(part, name, end):
    pieces = pieces_of(part)
    told = [TITLE.findall(re.sub(r"<table.*?</table>", "", piece.html, flags=re.DOTALL)) for piece in pieces]
    assert [title for titles in told for title in titles] == [f"Item No. {at}." for at in range(1, 301)]
    assert not any(piece.is_too_large for piece in pieces)
    assert [end in piece.html for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    assert [piece.html.count(">When<") for piece in pieces] == [1] + [0] * (len(pieces) - 1)
    second = len(told[0]) + 1
    assert [pieces[0].title, pieces[1].title] == [
        name,
        f"{name}, items {second} to {second + len(told[1]) - 1}",
    ]


def test_what_runs_side_by_side_over_an_edge_is_framed_in_each():
    for piece in pieces_of("run_of_show", tracks=(1, 2)):
        assert piece.html.count('class="lanes"') == 1
        assert piece.html.count("<div") == piece.html.count("</div")
