"""Each part by itself: what must stand on it, and what must not."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from dialogues.choices import SurveyItem
from planning import content
from planning.choices import FOR_PARTICIPANTS, PackPart, RoomKind
from planning.exports.parts import SHEETS_OF, cards_on_a_sheet
from planning.exports.sheets import section
from tests.factories.dialogues import DialogueFactory, SessionFactory
from tests.factories.participants import ParticipantFactory
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, printed, started_agenda

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 12, 9, 0, 0, tzinfo=UTC)  # 6 pm in Chicago: nothing is told over midnight


@pytest.fixture
def agenda():
    session = SessionFactory(
        dialogue=DialogueFactory(title="North Side roundtable"),
        starts_at=EVENING,
        languages=["en", "es"],
        capacity=40,
    )
    return started_agenda(session, format_key="orlando_speaks")


def words(agenda, part, language="en", **options) -> str:
    """The text of a part, without marks."""
    brief = printed(agenda, **options)
    with translation.override(language):
        html = " ".join(section(brief, sheet).html for sheet in SHEETS_OF[part](brief, language))
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<body", 1)[1]).split())


def test_there_are_sheets_for_every_part() -> None:
    assert set(SHEETS_OF) == set(PackPart.values)
    assert len(SHEETS_OF) >= 12


@pytest.mark.parametrize("part", PackPart.values)
def test_no_part_names_a_participant_and_each_has_its_stamp(agenda, part) -> None:
    ParticipantFactory(dialogue=agenda.session.dialogue, name="Demo Rare Name", alias="Demo Rarer Alias")
    text = words(agenda, part)
    assert "Rare" not in text
    assert len(text) > 40


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (PackPart.RUN_OF_SHOW, ["Facilitator’s copy", "Say"]),
        (PackPart.CREW_CARDS, ["Greeter", "You take part in", "All times", "What may be hard", "Say"]),
        (PackPart.ROOM, ["Round tables", "Door", "Sketch of the room from above"]),
        (
            PackPart.SIGN_IN,
            ["Nobody must sign.", "Count only", "First name", "A name you choose", "Full name"],
        ),
        (PackPart.GROUND_RULES, ["Our ground rules"]),
        (PackPart.NAME_TAGS, ["Call me"]),
        (PackPart.TABLE_CARDS, ["Table 1", "Table 6"]),
        (PackPart.TABLE_QUESTIONS, ["Table questions", "Round 1", "Tell us of one time", "You may pass"]),
        (PackPart.WORKSHEETS, ["Idea sheet", "Contact card"]),
        (PackPart.TALLY, ["Residents", "Police", "Others", "T-"]),
        (PackPart.NOTES, ["What was said, not who said it.", "N-", "Fact to check"]),
        (PackPart.SURVEY, ["Without your name", "S-", *[str(item.label) for item in SurveyItem]]),
        (PackPart.RESOURCES, ["Call or text 988", "988lifeline.org", "Legal help"]),
        (PackPart.NEXT_DATE, ["We meet again", "No date is set yet"]),
        (PackPart.INTERPRETER, ["What will be said", "Terms", "cámara corporal"]),
    ],
)
def test_what_stands_on_it(agenda, part, expected) -> None:
    text = words(agenda, part)
    assert [line for line in expected if line not in text] == []


@pytest.mark.parametrize("key", content.FORMAT_KEYS)
def test_each_role_has_a_card_with_its_items_at_their_times(key) -> None:
    agenda = started_agenda(SessionFactory(minutes=content.format(key).minutes), format_key=key)
    text = words(agenda, PackPart.CREW_CARDS)
    known = content.format(key)
    assert all(part.role.title.en in text for part in known.roles)
    assert all(block.title.en in text for block in known.blocks)


def test_interpreters_read_where_when_they_change_and_what_is_done(agenda) -> None:
    agenda.session.venue, agenda.session.address = "Demo Hall", "1 Demo Street"
    agenda.spoken_interpreting, agenda.interpreters, agenda.switch_minutes = "simultaneous", 2, 20
    text = words(agenda, PackPart.INTERPRETER)
    assert "Where Demo Hall, 1 Demo Street" in text
    assert re.search(r"Break \d+:\d\d pm", text)
    assert "Interpreters change places: " in text
    assert "Simultaneous: into headsets" in text
    assert "2 interpreters are asked for in each language." in text
    assert re.search(r"\d+:\d\d pm ?– ?\d+:\d\d pm Round 1: our stories Notes Small groups · 30 min", text)
    assert "One minute each without interruption, around the table." in text
    assert " Notes " in text


def test_one_interpreter_is_told_so_and_changes_places_with_nobody(agenda) -> None:
    agenda.spoken_interpreting, agenda.interpreters, agenda.has_sign_language = "consecutive", 1, True
    text = words(agenda, PackPart.INTERPRETER)
    assert "Sign language Consecutive: after each few sentences" in text
    assert "One interpreter is asked for in each language, so you work alone." in text
    assert "change places" not in text + words(agenda, PackPart.RUN_OF_SHOW)
    agenda.interpreters = 0
    assert "asked for" not in words(agenda, PackPart.INTERPRETER)


def test_roles_without_an_item_share_the_last_pages(agenda) -> None:
    agenda.blocks.update(may_be_hard=False, lead_in="")
    *sheets, last = SHEETS_OF[PackPart.CREW_CARDS](printed(agenda), "en")
    assert not any(card["is_short"] for sheet in sheets for card in sheet.context["cards"])
    assert all(card["is_short"] for card in last.context["cards"])


@pytest.mark.parametrize(
    ("address", "large", "number"), [("", False, 4), ("", True, 3), ("Far " * 40, True, 2)]
)
def test_cards_follow_the_length_of_their_words(agenda, address, large, number) -> None:
    agenda.session.dialogue.agency.public_contact = ""
    first = agenda.session
    starts_at = first.starts_at + timedelta(days=30)
    SessionFactory(dialogue=first.dialogue, starts_at=starts_at, venue="Demo Hall", address=address)
    assert cards_on_a_sheet(printed(agenda, is_large=large)) == number


@pytest.mark.parametrize(("large", "number"), [(False, 4), (True, 2)])
def test_cards_without_a_date_have_room_to_write_it(agenda, large, number) -> None:
    agenda.session.dialogue.agency.public_contact = "Demo community office, (555) 010-2000"
    assert cards_on_a_sheet(printed(agenda, is_large=large)) == number


@pytest.mark.parametrize("kind", RoomKind.values)
def test_rooms_are_told_in_words_as_well(agenda, kind) -> None:
    text = words(agenda, PackPart.ROOM, room=kind, tables=20)
    assert str(RoomKind(kind).label) in text
    assert ("shows 12 of 20 tables" in text) == (kind == RoomKind.ROUND_TABLES)


@pytest.mark.parametrize(
    ("languages", "seats"),
    [
        (["en", "es", "ase"], "Seats for interpreters (Spanish, American Sign Language) in sight"),
        (["en"], ""),
        ([], ""),
    ],
)
def test_the_language_of_the_session_needs_no_interpreter(agenda, languages, seats) -> None:
    agenda.session.languages = languages
    text = words(agenda, PackPart.ROOM)
    assert (seats or "quiet room") in text
    assert ("Seats for interpreters" in text) == bool(seats)


def test_the_team_reads_which_group_a_track_is_and_writes_where_it_sits(agenda) -> None:
    where = "Track 2 (on the participants’ agenda: group 2), tables or room: ____"
    names = (
        "Tracks On the participants’ agenda each track is the group of the same number. The room sheet says"
    )
    assert where not in words(agenda, PackPart.ROOM)
    assert names not in words(agenda, PackPart.CREW_CARDS)
    for track, title in enumerate(("Round 1: our stories", "Short break"), start=1):
        agenda.blocks.filter(title=title).update(track=track)
    assert where in words(agenda, PackPart.ROOM)
    cards = words(agenda, PackPart.CREW_CARDS)
    assert cards.count(names) == cards.count("If it runs late")
    assert "Group 2 Short break" in words(agenda, PackPart.AGENDA)


@pytest.mark.parametrize(
    ("part", "head", "lane", "number"),
    [
        (PackPart.AGENDA, "At the same time, in groups:", "Group", 1),
        (PackPart.RUN_OF_SHOW, "At the same time, by track:", "Track", 2),
        (PackPart.RUN_OF_SHOW, "At the same time, by track. On the participants’ agenda", "Track", 2),
    ],
)
def test_what_runs_side_by_side_stands_under_one_head(agenda, part, head, lane, number) -> None:
    """With a bar along it, and on each item which lane it is."""
    assert head not in words(agenda, part)
    for track, title in enumerate(("Round 1: our stories", "Short break"), start=1):
        agenda.blocks.filter(title=title).update(track=track)
    text = words(agenda, part)
    assert text.count(head) == 1
    found = [text.find(each, text.index(head)) for each in (f"{lane} 1 Round 1:", f"{lane} 2 Short break")]
    assert 0 < found[0] < found[1] < text.find("Round 2: how we see", found[0])
    assert text.count(f"{lane} 1 Round 1:") == number
    html = section(printed(agenda), next(SHEETS_OF[part](printed(agenda), "en"))).html
    assert html.count(' in-lane"') == 2


def test_tables_have_as_many_chairs_as_the_format_says(agenda) -> None:
    agenda.format = "world_cafe"
    assert "6 round tables with 5 chairs each" in words(agenda, PackPart.ROOM)
    brief = printed(agenda, tables=3)
    marks = next(SHEETS_OF[PackPart.ROOM](brief, "en")).context["marks"]
    assert [bool(mark.label) for mark in marks].count(False) == 15


def test_spanish_where_participants_read(agenda) -> None:
    assert "Escuche para entender" in words(agenda, PackPart.GROUND_RULES, "es")
    assert "Llame al 988 y marque 2" in words(agenda, PackPart.RESOURCES, "es")
    assert PackPart.CREW_CARDS not in FOR_PARTICIPANTS


@pytest.mark.parametrize("part", PackPart.values)
def test_what_people_typed_is_text(part) -> None:
    evil = "<script>alert(1)</script><img src=http://127.0.0.1:9/x>"
    dialogue = DialogueFactory(title=evil, purpose=evil)
    agenda = AgendaFactory(
        session=SessionFactory(
            title=evil, venue=evil, address=evil, arrival=evil, access=evil, dialogue=dialogue
        ),
        ground_rules=evil,
        welcome=evil,
    )
    AgendaBlockFactory(agenda=agenda, title=evil, lead=evil, instructions=evil, script=evil, materials=evil)
    brief = printed(agenda)
    html = " ".join(section(brief, sheet).html for sheet in SHEETS_OF[part](brief, "en"))
    assert "<script" not in html
    assert "<img" not in html


@pytest.mark.parametrize("part", PackPart.values)
def test_an_agenda_without_anything_is_printed_all_the_same(part) -> None:
    assert words(AgendaFactory(), part)


@pytest.mark.parametrize(
    "part", [PackPart.RUN_OF_SHOW, PackPart.AGENDA, PackPart.CREW_CARDS, PackPart.INTERPRETER]
)
def test_items_side_by_side_are_told_apart(part) -> None:
    agenda = AgendaFactory()
    for track in (1, 2):
        AgendaBlockFactory(agenda=agenda, title=f"Round {track}", track=track, lead="Greeter")
    text = words(agenda, part)
    heads = {PackPart.RUN_OF_SHOW: "Track %d Round %d", PackPart.AGENDA: "Group %d Round %d"}
    told = heads.get(part, "Round %d (at the same time, track %d)")
    assert all(told % (track, track) in text for track in (1, 2))
