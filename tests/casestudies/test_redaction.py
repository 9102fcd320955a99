"""The finder marks people, contacts and numbers of cases, and stays quiet about places, offices and groups."""

import time

import pytest

from casestudies import content
from casestudies.choices import Part
from casestudies.evidence import undecided
from casestudies.redaction import mark_key, marks
from tests.factories.casestudies import whole_body


def found_in(text: str, **body: object) -> list[str]:
    return [mark.text for mark in marks(whole_body(done=[text], **body))]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Then Kwame Osei spoke first.", "Kwame Osei"),
        ("Neighbors heard Maria and left.", "Maria"),
        ("José de la Cruz led the table.", "José de la Cruz"),
        ("It was led by Ann O’Brien.", "Ann O’Brien"),
        ("We thank J. Whitfield Sloane for it.", "J. Whitfield Sloane"),
        ("Officer Lopez apologized.", "Officer Lopez"),
        ("Write to demo@city.example first.", "demo@city.example"),
        ("Write to demo.lee@city.example.", "demo.lee@city.example"),
        ("Call 612-555-0100 to hear more.", "612-555-0100"),
        ("They met at 412 Maple Street each week.", "412 Maple Street"),
        ("Badge 4412 was read out.", "Badge 4412"),
        ("It is case number 24-001234.", "case number 24-001234"),
        ("The plate was ABC-1234.", "plate was ABC-1234"),
        ("Then chief smith spoke.", "chief smith"),
        ("Y habló la señora maría con todos.", "señora maría"),
        ("They thanked officer maria lopez twice.", "officer maria lopez"),
        ("It was the deputy Whitfield who came.", "deputy Whitfield"),
        ("CHIEF OKAFOR was there.", "CHIEF OKAFOR"),
    ],
)
def test_what_points_to_a_person_is_marked(text: str, marked: str) -> None:
    assert marked in found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Four evenings were held at the Demo Library on Maple Street.",
        "The Demo City Police Department and the NAACP met in June 2024.",
        "The officer training, the chief deputy and the mayor’s office were asked, and each officer came.",
        "The sheriff Department answered. An OFFICER INVOLVED in it left, and the chief said so.",
        "Ramsey County took over. The Sheriff’s Office agreed.",
        "Spanish and Somali interpreters came on Tuesday and Thursday.",
        "The Chief of Police and the Deputy Chief stayed until the end.",
        "Demo Neighbors United and the Community Relations Service led it.",
    ],
)
def test_places_offices_and_groups_stay_quiet(text: str) -> None:
    assert found_in(text) == []


def test_the_documented_cases_are_marked_for_their_public_names_alone() -> None:
    """Of eighteen cases, the names of incidents are found; hardly anything else is."""
    found = {mark.text for case in content.cases() for mark in marks(content.body_of(case))}
    names = {"Freddie Gray", "Timothy Thomas", "Philando Castile", "Trayvon Martin", "Andy Lopez"}
    assert names <= found
    assert len(found - names) <= 2, found - names


def test_known_names_are_marked_without_telling_that_they_took_part() -> None:
    body = whole_body(lessons=["Listen to rosa díaz, who left early.", "Ask Zara twice."])
    found = marks(body, names=["Rosa Díaz", "Zara Demo", "Someone Else"])
    assert {mark.what for mark in found} == {"a person’s name"}
    assert "Zara" in [mark.text for mark in found]
    assert any("rosa díaz" in mark.text.casefold() for mark in found)
    assert {mark.part for mark in found} == {Part.LESSONS}


def test_every_part_is_read() -> None:
    name = "Then Kwame Osei spoke."
    outcome = {"text": name, "strength": "reported", "sources": []}
    source = {"key": "s1", "title": name, "publisher": "Demo", "url": "https://x.example", "kind": "news"}
    for change in (
        {"situation": name},
        {"trigger": name},
        {"format": name},
        {"conveners": [name]},
        {"numbers": [{"figure": "1", "meaning": name}]},
        {"outcomes": [outcome]},
        {"difficulties": [name]},
        {"sources": [source]},
    ):
        assert "Kwame Osei" in [mark.text for mark in marks(whole_body(**change))], change


def test_the_same_words_are_one_place_and_a_decision_holds() -> None:
    body = whole_body(done=["Then Kwame Osei spoke."], lessons=["Ask Kwame  Osei early."])
    (mark,) = marks(body)
    assert mark.key == mark_key("kwame osei")
    assert undecided([mark], {}) == (mark,)
    kept = {"text": mark.text, "reason": "agreed", "words": "In writing, in May."}
    assert undecided([mark], {mark.key: kept}) == ()
    assert undecided([mark], {mark.key: kept | {"words": ""}}) == (mark,)


def test_contacts_are_told_apart_from_names() -> None:
    found = marks(whole_body(done=["Officer Lopez: 612-555-0100, 412 Maple Street.", "Badge 4412."]))
    assert {mark.text for mark in found if mark.is_contact} == {"612-555-0100", "412 Maple Street"}
    assert {mark.text for mark in found if not mark.is_contact} == {"Officer Lopez", "Badge 4412"}


def test_a_hostile_text_costs_no_more_than_a_plain_one() -> None:
    begun = time.perf_counter()
    badges = " ".join(f"Badge {number}" for number in range(1000, 3000))
    hostile = ["Aa " * 5000, "A" * 20_000, "Kwame Osei " * 2000, badges]
    assert marks(whole_body(done=hostile), names=["Demo"] * 50)
    assert time.perf_counter() - begun < 2


def test_a_place_is_known_only_where_no_pattern_finds_it() -> None:
    body = whole_body(lessons=["Then Zyanya Quispe spoke.", "We thank Zyanya for coming."])
    assert [(mark.text, mark.is_known) for mark in marks(body, names=["Zyanya Quispe"])] == [
        ("Zyanya Quispe", False),
        ("Zyanya", True),
    ]


def test_a_pattern_hides_no_longer_word_that_is_a_known_name() -> None:
    body = whole_body(lessons=["Maria came, and so did Marianaq."])
    found = {mark.text: mark.is_known for mark in marks(body, names=["Marianaq Demo"])}
    assert found == {"Maria": False, "Marianaq": True}
