"""Crew cards: what to do and to say, where a role is named, and what nobody leads."""

import re
from datetime import UTC, datetime, time

import pytest
from django.utils import translation

from planning import content
from planning.exports.crew import crew_cards
from planning.exports.sheets import Brief, printed_rows, section
from planning.models import Agenda
from tests.factories.dialogues import SessionFactory
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, printed, started_agenda

SIX = datetime(2026, 12, 9, 0, 0, tzinfo=UTC)  # pm in Chicago
pytestmark = pytest.mark.django_db


def cards_of(agenda: Agenda) -> dict[str, str]:
    """The words of each card, by its role."""
    brief, found = printed(agenda), {}
    for sheet in crew_cards(brief, "en"):
        pieces = section(brief, sheet).html.split("<section")[1:]
        texts = [" ".join(re.sub(r"<[^>]+>", " ", piece.split(">", 1)[1]).split()) for piece in pieces]
        found |= {card["role"]: text for card, text in zip(sheet.context["cards"], texts, strict=True)}
    return found


def named_items(brief: Brief, language: str) -> dict[str, list[int]]:
    """The numbers of the items that name a role, by its key."""
    keys = {part.role.title.in_language(language): part.role.key for part in brief.view.about.roles}
    with translation.override(language):
        cards = [card for sheet in crew_cards(brief, language) for card in sheet.context["cards"]]
    return {keys[card["role"]]: [each.row.number for each in card["named"]] for card in cards}


def test_whoever_leads_an_item_has_its_words_and_rules() -> None:
    agenda = started_agenda(format_key="orlando_speaks")
    agenda.blocks.filter(title__startswith="Round 1").update(ground_rules="Nobody is filmed.")
    card = cards_of(agenda)["Table facilitator"]
    say = card.index("Say before, as it may be hard: Some stories will be hard.")
    assert say < card.index("Say: Tell us of one time you met a police officer")
    assert "Ground rules: Nobody is filmed." in card
    assert "when you are honest? then 2 minutes to settle Materials: Question card 2" in card
    assert "then 2 minutes to settle Led by: Table facilitator" in cards_of(agenda)["Officer at the table"]


def test_the_lead_facilitator_is_not_sent_to_ask_themselves() -> None:
    cards = cards_of(started_agenda(format_key="orlando_speaks"))
    assert "You decide what gets shorter." in cards["Lead facilitator"]
    assert "Ask, then tell the others" not in cards["Lead facilitator"]
    assert "Ask, then tell the others" in cards["Greeter"]


def test_a_role_that_leads_nothing_reads_where_it_is_named() -> None:
    card = cards_of(started_agenda(format_key="orlando_speaks"))["Officer at the table"]
    assert "You lead no item" not in card
    assert "Officers sit down early and greet as people come." in card
    assert "Give each person a table number." not in card


@pytest.mark.parametrize(
    ("words", "is_named"),
    [("Two RECORDERS write.", True), ("The recorder writes.", True), ("Recordering is work.", False)],
)
def test_names_are_whole_words_of_any_number(words: str, is_named: bool) -> None:
    agenda = AgendaFactory(format="spcp_day")
    AgendaBlockFactory(agenda=agenda, lead="Lead facilitator", instructions=words, script="")
    assert ("You take part in" in cards_of(agenda)["Recorder"]) == is_named


@pytest.mark.parametrize("key", content.FORMAT_KEYS)
def test_a_card_names_the_same_items_in_both_languages(key: str) -> None:
    brief = printed(started_agenda(format_key=key))
    assert named_items(brief, "es") == named_items(brief, "en")


def test_texts_name_a_role_by_other_words_than_its_title() -> None:
    """“Agente en la mesa” is called “agentes”, “Anfitrión/a” is called “la persona anfitriona”."""
    named = named_items(printed(started_agenda(format_key="orlando_speaks")), "es")
    assert named["officer"] == [1, 2, 4, 6, 7]
    assert named["host"] == [5]


def test_a_list_that_names_a_role_keeps_its_lines_and_its_order() -> None:
    agenda = AgendaFactory(format="orlando_speaks")
    lines = "The order:\n- Resident first\n- Officer second"
    AgendaBlockFactory(agenda=agenda, lead="Host", instructions=lines, script="Ask the officer.")
    card = cards_of(agenda)["Officer at the table"]
    assert "The order: - Resident first - Officer second You hear: Ask the officer." in card
    brief = printed(agenda)
    html = " ".join(section(brief, sheet).html for sheet in crew_cards(brief, "en"))
    assert "- Resident first<br>- Officer second" in html


def test_each_card_has_pages_of_its_own_but_those_who_lead_nothing() -> None:
    sheets = list(crew_cards(printed(started_agenda(format_key="orlando_speaks")), "en"))
    assert [len(sheet.context["cards"]) for sheet in sheets] == [1] * 8
    assert sheets[1].title == "Crew card: Host"


def test_cards_of_those_with_no_part_in_an_item_look_like_the_others() -> None:
    """No heading of the whole part stands on the last card alone; foot and bookmark name the roles."""
    agenda = AgendaFactory(format="orlando_speaks")
    AgendaBlockFactory(agenda=agenda, lead="Host", instructions="", script="")
    *_others, short = crew_cards(brief := printed(agenda), "en")
    roles = [card["role"] for card in short.context["cards"]]
    html = section(brief, short).html
    assert len(roles) > 1
    assert short.title == "Crew card: " + ", ".join(roles)
    assert re.findall(r"<h1[^>]*>([^<]*)</h1>", html) == roles[:1]
    assert re.findall(r"<h2[^>]*role[^>]*>([^<]*)</h2>", html) == roles[1:]
    [empty] = crew_cards(printed(AgendaFactory()), "en")
    assert "<h1>Crew cards</h1>" in section(brief, empty).html


def test_an_item_without_a_lead_stands_on_the_lead_facilitators_card() -> None:
    agenda = started_agenda(format_key="orlando_speaks")
    agenda.blocks.filter(title="Welcome").update(lead="")
    cards = cards_of(agenda)
    told = [role for role, text in cards.items() if "Nobody leads this item yet" in text]
    assert told == ["Lead facilitator"]
    assert "Welcome" in cards["Lead facilitator"]


def test_who_sits_at_each_table_has_every_round_on_the_card() -> None:
    """Round 2 names no officer in its words; they sit there all the same."""
    agenda = started_agenda(format_key="orlando_speaks")
    assert "Round 2: how we see each other" in cards_of(agenda)["Officer at the table"]
    named = named_items(printed(started_agenda(format_key="post_incident_forum")), "en")
    assert 4 in named["officer"]


@pytest.mark.parametrize(
    ("lead", "cards"),
    [
        ("Table facilitators and officers", ["Table facilitator", "Officer at the table"]),
        ("Facilitador/a de mesa, agentes", ["Table facilitator", "Officer at the table"]),
        ("the hosts", ["Host"]),
        ("Officer Demo", ["Officer at the table", "Officer Demo"]),
    ],
)
def test_an_item_led_by_several_roles_stands_on_the_card_of_each(lead: str, cards: list[str]) -> None:
    agenda = AgendaFactory(format="orlando_speaks")
    AgendaBlockFactory(agenda=agenda, title="What we ask", lead=lead)
    told = {
        role: text for role, text in cards_of(agenda).items() if "What we ask" in text.split("All times")[0]
    }
    assert sorted(told) == sorted(cards)
    leads = [role for role, text in told.items() if "What you do" in text]
    assert leads == (["Officer Demo"] if "Demo" in lead else [role for role in told if role in cards])


def test_a_timekeeper_has_every_beginning_and_end_and_what_is_fixed() -> None:
    agenda = started_agenda(SessionFactory(starts_at=SIX), format_key="orlando_speaks")
    agenda.blocks.filter(title="Short break").update(fixed_at=time(19, 20))
    agenda.blocks.filter(title__startswith="Round 3").update(fixed_at=time(19, 57))
    card = cards_of(agenda)["Timekeeper"].split("All times")[1]
    assert "7:20 pm 7:25 pm Short break fixed for 7:20 pm, 5 minutes open before it 5" in card
    assert "7:25 pm 7:55 pm Round 2: how we see each other then 2 minutes to settle 30" in card
    assert "7:57 pm 8:17 pm Round 3: what builds trust fixed for 7:57 pm 20" in card
    assert "8:35 pm End 155" in card
    assert all(row.title in card for row in printed_rows(printed(agenda), "en"))


@pytest.mark.parametrize(
    ("key", "role"),
    [("orlando_speaks", "Support person"), ("youth_police", "Adult ally"), ("peace_circle", "Co-keeper")],
)
def test_whoever_gives_support_knows_what_may_be_hard(key: str, role: str) -> None:
    agenda = started_agenda(format_key=key)
    cards = cards_of(agenda)
    hard = [block.title for block in agenda.blocks.filter(may_be_hard=True)]
    told = cards[role].split("What may be hard")[1]
    assert hard
    assert [title for title in hard if title not in told] == []
    others = {other for other, text in cards.items() if "What may be hard" in text}
    assert others <= {"Support person", "Adult ally", "Co-keeper"}
