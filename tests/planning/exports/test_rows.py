"""Rows of an agenda on paper."""

import pytest
from django.utils import translation

from accounts.permissions import ALLOWED
from planning import content
from planning.choices import BlockKind
from planning.exports.rows import materials_of, rows_of, spoken
from planning.summaries.agendas import AgendaView
from planning.tokens import read_code
from tests.factories.planning import AgendaBlockFactory, AgendaFactory

pytestmark = pytest.mark.django_db


def rows(agenda, language="en"):
    return rows_of(AgendaView.of(agenda, may_change=ALLOWED), language)


def test_titles_in_spanish_where_there_is_one() -> None:
    agenda = AgendaFactory()
    AgendaBlockFactory(agenda=agenda, title="Welcome", title_es="Bienvenida")
    AgendaBlockFactory(agenda=agenda, title="Our own", title_es="")
    assert [row.title for row in rows(agenda, "es")] == ["Bienvenida", "Our own"]
    assert [row.title for row in rows(agenda)] == ["Welcome", "Our own"]


def test_paragraphs_and_materials_stand_apart() -> None:
    agenda = AgendaFactory()
    block = AgendaBlockFactory(agenda=agenda, script="One.\n\n\n\nTwo.", materials="Pens, , Paper,Pens")
    [row] = rows(agenda)
    assert row.script == ("One.", "Two.")
    assert row.materials == ("Pens", "Paper", "Pens")
    assert materials_of([row]) == ["Pens", "Paper"]
    assert read_code(row.note_code) == ("N", block.pk)


def test_paper_says_what_is_for_interpreting_and_nothing_that_is_only_proposed() -> None:
    agenda = AgendaFactory(spoken_interpreting="consecutive")
    AgendaBlockFactory(agenda=agenda, minutes=20, access_minutes=5)
    AgendaBlockFactory(agenda=agenda, minutes=20)
    assert [row.notes for row in rows(agenda)] == [("5 min of it for interpreting and captions",), ()]


def test_one_thing_and_several_of_it_are_brought_once() -> None:
    agenda = AgendaFactory()
    for materials in ("Idea sheet, Glass", "idea sheets, Idea sheet"):
        AgendaBlockFactory(agenda=agenda, materials=materials)
    assert materials_of(rows(agenda)) == ["idea sheets", "Glass"]


@pytest.mark.parametrize(
    ("kind", "is_talk"), [(BlockKind.CIRCLE, True), (BlockKind.BREAK, False), (BlockKind.ARRIVAL, False)]
)
def test_where_people_talk_there_is_something_to_note(kind, is_talk) -> None:
    agenda = AgendaFactory()
    AgendaBlockFactory(agenda=agenda, kind=kind)
    assert rows(agenda)[0].is_talk is is_talk


def test_only_spanish_asks_for_spanish() -> None:
    assert spoken("en") == {}
    assert "Escuche para entender, no para responder." in spoken("es").values()


def test_only_what_stands_as_the_format_wrote_it_is_spanish_part_by_part() -> None:
    """On a sheet in Spanish, a changed paragraph or an own thing to bring leaves the others translated."""
    agenda = AgendaFactory()
    known = content.format("town_hall").blocks[0]
    AgendaBlockFactory(
        agenda=agenda, purpose=known.purpose, script="Ours.", lead_in="", materials="Markers, Map"
    )
    AgendaBlockFactory(agenda=agenda, purpose=f"{known.purpose} And more.")
    [first, second] = rows(agenda, "es")
    assert first.purpose == next(words.es for words in known.wording if words.en == known.purpose)
    assert (first.script, first.materials) == (("Ours.",), ("Marcadores", "Map"))
    assert second.purpose == f"{known.purpose} And more."


def beside(agenda, **options) -> list[str]:
    view = AgendaView.of(agenda, may_change=ALLOWED)
    return [row.beside for row in rows_of(view, "en", **options)]


def test_items_at_the_same_time_say_so() -> None:
    agenda = AgendaFactory()
    for track in (0, 1, 2, 0, 1, 1):
        AgendaBlockFactory(agenda=agenda, track=track)
    told = ["at the same time, track 1", "at the same time, track 2"]
    assert beside(agenda) == ["", *told, "", "", ""]  # two items of one track follow each other


def test_what_participants_do_not_see_is_beside_nothing_of_theirs() -> None:
    agenda = AgendaFactory()
    for track, is_theirs in ((1, True), (2, False)):
        AgendaBlockFactory(agenda=agenda, track=track, is_for_participants=is_theirs)
    assert all(beside(agenda))
    assert beside(agenda, is_for_participants=True) == [""]


def test_roles_of_formats_and_notes_follow_the_language() -> None:
    agenda = AgendaFactory()
    AgendaBlockFactory(agenda=agenda, lead="Greeter", title_es="Bienvenida")
    AgendaBlockFactory(agenda=agenda, lead="Chief Demo", most_minutes=20)
    with translation.override("es"):
        first, second = rows(agenda, "es")
    assert (first.lead, second.lead) == ("Bienvenida y registro", "Chief Demo")
    assert (first.is_untranslated, second.is_untranslated) == (False, True)
    assert second.notes != rows(agenda)[1].notes
    assert not rows(agenda)[1].is_untranslated
