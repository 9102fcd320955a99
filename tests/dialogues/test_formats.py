import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from dialogues import formats
from dialogues.models import Participant

PERSON = {
    "name": "Ana Demo",
    "alias": "",
    "email": "ana@demo.example",
    "phone": "+1 555 0100",
    "organization": "Elm Street Block Club (demo)",
    "affiliation": "community",
    "category": "youth",
    "language": "es",
    "access_needs": "Ramp\nSeat near the door",
    "naming": "first_name",
}


def test_row_is_read_as_it_was_written():
    written = formats.row_of(Participant(**PERSON))
    assert "Youth" in written
    read = formats.read_row(2, dict(zip(formats.COLUMNS, written, strict=True)))
    assert (read.details, read.mistakes) == (PERSON, [])


@pytest.mark.parametrize("said", ["youth", "Youth", " YOUTH ", "Jóvenes"])
def test_row_knows_keys_and_labels(said, monkeypatch):
    if said == "Jóvenes":
        monkeypatch.setitem(formats._keys_of_words("category", "en"), "jóvenes", "youth")
    assert formats.read_row(2, {"name": "Ana", "category": said}).details["category"] == "youth"


def test_row_takes_defaults_where_nothing_is_said():
    details = formats.read_row(2, {"name": "Ana"}).details
    assert details["naming"] == "first_name"
    assert details["category"] == "not_said"
    assert details["language"] == "en"


@pytest.mark.parametrize(
    ("cells", "part"),
    [
        ({"name": ""}, "neither a name nor an alias"),
        ({"name": "A" * 121}, "121 characters"),
        ({"name": "Ana", "email": "ana@"}, "not complete"),
        ({"name": "Ana", "category": "martians"}, "martians"),
        ({"name": '=HYPERLINK("http://x.example")'}, "formula"),
        ({"name": "Ana", "organization": "＝1+1"}, "formula"),
    ],
)
def test_row_says_what_is_wrong(cells, part):
    row = formats.read_row(7, cells)
    assert row.number == 7
    assert part in " ".join(row.mistakes)


def test_row_without_a_name_is_fine_for_a_number():
    assert formats.read_row(2, {"naming": "number"}).mistakes == []


@pytest.mark.parametrize("name", ["أمل Demo", "Zoë 🌻 Demo", "می‌خواهم", "@mo", "-Ana-"])
def test_names_of_all_scripts_stay(name):
    assert formats.read_row(2, {"name": name}).details["name"] == name


@given(st.text(max_size=200))
def test_one_line_is_one_line_without_marks_that_turn_text_around(text):
    line = formats.one_line(text)
    assert "\n" not in line
    assert "\r" not in line
    assert "\u202e" not in line
    assert "\x00" not in line
    assert formats.one_line(line) == line


def test_words_of_a_column_are_english_whatever_is_spoken():
    with translation.override("es"):
        assert formats.words_for("naming")[0] == "First name only"
    assert formats.words_for("name") == []


def test_sameness_is_the_address_else_everything_known():
    assert formats.sameness(PERSON) == formats.sameness(
        PERSON | {"name": "Other", "email": "ANA@demo.example"}
    )
    paper = PERSON | {"email": ""}
    assert formats.sameness(paper) == formats.sameness(paper | {"name": "ana demo"})
    assert formats.sameness(paper) != formats.sameness(paper | {"phone": ""})


def test_every_column_is_explained():
    assert set(formats.EXPLANATIONS) == set(formats.COLUMNS) == set(PERSON)
    assert len(formats.EXAMPLE) == len(formats.COLUMNS)
    assert formats.read_row(2, dict(zip(formats.COLUMNS, formats.EXAMPLE, strict=True))).mistakes == []
