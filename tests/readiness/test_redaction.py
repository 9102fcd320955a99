"""The check of statements finds what must not stand there, and keeps quiet about what must."""

import pytest

from readiness import content
from readiness.redaction import gaps_in, look_at

FINE = "We do not know yet what happened at [place]. The next update comes at [time]. Call 555-0100."


def words(text, spanish=""):
    return [finding.words for finding in look_at(text, spanish)]


def test_a_good_text_is_left_alone():
    assert words(FINE) == []


@pytest.mark.parametrize("text", content.starting_texts(), ids=lambda text: text.key)
def test_our_own_texts_pass_our_own_check(text):
    assert words(text.text("en"), text.text("es")) == []


@pytest.mark.parametrize(
    ("bad", "found"),
    [
        ("The shooting was justified.", "“justified”"),
        ("The officer had no choice.", "“no choice”"),
        ("The officer feared for his life.", "“feared for his life”"),
        ("It was a tragic accident.", "“accident”"),
        ("The suspect was known to police.", "“suspect”"),
        ("The suspect was known to police.", "“known to police”"),
        ("He had a long criminal history.", "“criminal history”"),
        ("Records show three prior arrests.", "“prior arrests”"),
        ("Officer Lopez fired.", "a title with a name, such as “Officer Lopez”"),
    ],
)
def test_what_does_not_belong_is_shown_as_it_stands(bad, found):
    assert found in words(f"{FINE} {bad}")


@pytest.mark.parametrize(
    ("bad", "found"),
    [
        ("El sospechoso huyó.", "“sospechoso”"),
        ("Tenía antecedentes penales.", "“antecedentes”"),
        ("El agente actuó correctamente.", "“actuó correctamente”"),
        ("Había una orden de arresto.", "“orden de arresto”"),
    ],
)
def test_spanish_is_checked_as_well(bad, found):
    spanish = "Todavía no sabemos qué pasó en [lugar]. La próxima actualización será a las [hora]."
    assert words(FINE, spanish) == []
    assert found in words(FINE, f"{spanish} {bad}")


@pytest.mark.parametrize(
    "plain", ["The justice center is open.", "Vice Chief of staff", "Our gangway is closed."]
)
def test_it_is_quiet_about_plain_words(plain):
    assert words(f"{FINE} {plain}") == []


def test_what_is_missing_is_told():
    assert words("Something happened at [place].") == [
        "What is not known (English)",
        "The next update (English)",
    ]
    assert words(FINE, "Algo pasó en [lugar]; son las [hora].") == [
        "What is not known (Spanish)",
        "The next update (Spanish)",
    ]


def test_both_languages_have_the_same_gaps():
    spanish = "Todavía no sabemos nada. La próxima actualización será a las [hora]."
    assert words(FINE, spanish) == ["2 gaps in English"]


def test_each_reason_says_what_to_do():
    assert all(str(finding.why).strip() for finding in look_at("The suspect had prior arrests."))


def test_gaps_are_listed_once_in_their_order():
    assert gaps_in("[time] at [place], again at [time]. Not [a\nbreak], not [].") == ["[time]", "[place]"]


def test_a_hostile_text_costs_no_more_than_a_plain_one():
    assert look_at("[" * 3000, "(" * 3000)
