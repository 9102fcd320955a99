"""What lies on the tables: questions and sheets to write on."""

import re

import pytest
from django.utils import translation

from planning import content
from planning.exports.agendas import run_of_show
from planning.exports.rows import materials_of
from planning.exports.sheets import printed_rows, section
from planning.exports.tables import table_questions, worksheets
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, printed, started_agenda

pytestmark = pytest.mark.django_db


def test_each_item_in_which_people_talk_has_its_question() -> None:
    agenda = started_agenda(format_key="orlando_speaks")
    AgendaBlockFactory(agenda=agenda, position=90, kind="plenary", title="Crew", is_for_participants=False)
    brief = printed(agenda)
    [sheet] = table_questions(brief, "en")
    titles = [row.title for row, _cards in sheet.context["items"]]
    assert titles[:2] == ["Round 1: our stories", "Round 2: how we see each other"]
    assert "Crew" not in titles
    html = section(brief, sheet).html
    assert re.search(r'question-sheet__words"[^>]*>Tell us of one time', html)
    assert html.count('class="question-sheet"') == len(titles)
    assert [cards for _row, cards in sheet.context["items"]][:2] == [["Question card 1"], ["Question card 2"]]
    assert '<p class="question-sheet__card" dir="ltr">Question card 2</p>' in html


def test_questions_come_in_spanish_where_the_title_does() -> None:
    brief = printed(started_agenda(format_key="orlando_speaks"))
    with translation.override("es"):
        [sheet] = table_questions(brief, "es")
        assert "Ronda 1: nuestras historias" in section(brief, sheet).html


def test_a_sheet_with_lines_or_cards_for_each_thing_to_write_on() -> None:
    agenda = started_agenda(format_key="orlando_speaks")
    [sheet] = worksheets(brief := printed(agenda), "en")
    assert sheet.context["things"] == [("Idea sheets", "sheet"), ("Contact card", "contacts")]
    ideas, contacts = section(brief, sheet).html.split("<section")[1:]
    assert (ideas.count("worksheet__line"), contacts.count('class="cut-card"')) == (16, 4)
    assert "Table or circle" not in contacts
    assert contacts.count("Phone or email") == 4
    agenda.blocks.filter(title="Welcome").update(materials="Cards in Spanish, Ground rules poster")
    brief = printed(agenda, parts=("worksheets", "ground_rules"))
    assert next(worksheets(brief, "en")).context["things"] == sheet.context["things"]
    told = {each["name"]: each["is_in_pack"] for each in run_of_show(brief, "en").context["materials"]}
    assert (told["Cards in Spanish"], told["Ground rules poster"], told["Idea sheets"]) == (False, True, True)
    [empty] = worksheets(printed(AgendaFactory()), "en")
    assert "names a sheet or card" in section(brief, empty).html


@pytest.mark.parametrize("key", content.FORMAT_KEYS)
def test_as_many_things_are_brought_and_written_on_in_spanish(key: str) -> None:
    """“Idea sheet” and “Idea sheets” are one thing, and so are “Hoja de ideas” and “Hojas de ideas”."""
    brief = printed(started_agenda(format_key=key))
    things = {language: materials_of(printed_rows(brief, language)) for language in ("en", "es")}
    assert len(things["es"]) == len(things["en"]), things
