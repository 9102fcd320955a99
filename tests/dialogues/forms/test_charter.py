from datetime import date

import pytest
from django import forms

from dialogues.forms.charter import CharterForm, read_seats, spell_seats


def filled(**values):
    data = {
        "version": 0,
        "purpose": "Watch over promises",
        "power": "advisory",
        "open_meetings": "ask_counsel",
    }
    form = CharterForm(data | values, current=CharterForm.current_of(None), version=0)
    form.is_valid()
    return form


def test_seats_are_one_group_a_line_and_are_spelled_back():
    seats = read_seats(
        " 3 Residents of the North Side\r\n\n2x Youth\n1: Command staff (12 years)\n10 – Faith "
    )
    assert seats == (
        ("Residents of the North Side", 3),
        ("Youth", 2),
        ("Command staff (12 years)", 1),
        ("Faith", 10),
    )
    assert read_seats(spell_seats(seats)) == seats
    assert read_seats("") == ()


@pytest.mark.parametrize(
    "line",
    ["Residents: 3", "0 Residents", "100 Residents", "3", "three Residents", "-2 Residents", "３Residents"],
)
def test_a_line_that_says_no_number_is_named(line):
    with pytest.raises(forms.ValidationError, match="Line 2: begin with how many seats"):
        read_seats(f"2 Youth\n{line}")


def test_long_groups_and_long_lists_are_refused():
    with pytest.raises(forms.ValidationError, match="Line 1: use at most 160"):
        read_seats("1 " + "x" * 161)
    with pytest.raises(forms.ValidationError, match="at most 40 groups"):
        read_seats("1 Group\n" * 41)


def test_only_the_purpose_is_needed_to_begin():
    assert filled().values()["purpose"] == "Watch over promises"
    assert set(filled(purpose=" ").errors) == {"purpose"}


def test_a_quorum_fits_the_seats():
    assert "There are only 5 seats." in str(filled(seats="3 Residents\n2 Youth", quorum=6).errors["quorum"])
    assert not filled(seats="3 Residents\n2 Youth", quorum=5).errors
    assert not filled(quorum=6).errors  # the seats may follow later


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"amended_on": "2026-03-01"}, "adopted_on"),
        ({"adopted_on": "2026-03-01", "amended_on": "2026-02-01"}, "amended_on"),
        ({"adopted_on": "2026-03-01", "review_on": "2027-06-01"}, "review_on"),
        ({"adopted_on": "2026-03-01", "review_on": "2026-02-01"}, "review_on"),
        ({"adopted_on": "yesterday", "amended_on": "2026-03-01"}, "adopted_on"),
    ],
)
def test_days_that_cannot_be_are_told_beside_their_field(days, field):
    assert list(filled(**days).errors) == [field]


def test_what_was_typed_stays_when_it_was_wrong():
    form = filled(seats="Residents: 3", quorum="seven")
    assert (form["seats"].value(), form["quorum"].value()) == ("Residents: 3", "seven")


def test_values_are_typed_for_the_service():
    values = filled(seats="2 Youth", quorum="2", adopted_on="3/1/2026").values()
    assert (values["seats"], values["quorum"], values["adopted_on"]) == ((("Youth", 2),), 2, date(2026, 3, 1))
