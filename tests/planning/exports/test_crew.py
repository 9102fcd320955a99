"""Crew cards: what to do and to say, where a role is named, and what nobody leads."""

import re

import pytest

from planning.exports.crew import crew_cards
from planning.exports.sheets import section
from planning.models import Agenda
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, printed, started_agenda

pytestmark = pytest.mark.django_db


def cards_of(agenda: Agenda) -> dict[str, str]:
    """The words of each card, by its role."""
    brief = printed(agenda)
    [sheet] = crew_cards(brief, "en")
    pieces = section(brief, sheet).html.split("<section")[1:]
    texts = [" ".join(re.sub(r"<[^>]+>", " ", piece.split(">", 1)[1]).split()) for piece in pieces]
    return {card["role"]: text for card, text in zip(sheet.context["cards"], texts, strict=True)}


def test_whoever_leads_an_item_has_its_words_and_rules() -> None:
    agenda = started_agenda(format_key="orlando_speaks")
    agenda.blocks.filter(title__startswith="Round 1").update(ground_rules="Nobody is filmed.")
    card = cards_of(agenda)["Table facilitator"]
    say = card.index("Say before, as it may be hard: Some stories will be hard.")
    assert say < card.index("Say: Tell us of one time you met a police officer")
    assert "Ground rules: Nobody is filmed." in card


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
    assert ("You are named in" in cards_of(agenda)["Recorder"]) == is_named


def test_an_item_without_a_lead_stands_on_the_lead_facilitators_card() -> None:
    agenda = started_agenda(format_key="orlando_speaks")
    agenda.blocks.filter(title="Welcome").update(lead="")
    cards = cards_of(agenda)
    told = [role for role, text in cards.items() if "Nobody leads this item yet" in text]
    assert told == ["Lead facilitator"]
    assert "Welcome" in cards["Lead facilitator"]
