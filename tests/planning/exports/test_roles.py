"""The roles of a format: how many people take each, and who leads what."""

import pytest

from planning import content
from planning.exports.roles import leading, people_in

ORLANDO = content.format("orlando_speaks").roles


def test_every_role_of_a_format_is_counted() -> None:
    parts = [part for chosen in content.formats() for part in chosen.roles]
    numbers = {part.count.en: people_in(part, tables=6, expected=20) for part in parts}
    expected = {"One": 1, "Four": 4, "Two or three": 3, "Two or more counselors": 2, "One, neutral": 1}
    expected |= {"One for each group": 6, "One at each table": 6, "One for every eight young people": 3}
    expected |= {"One in each circle, who also leads it": 6, "One or two": 2, "Three": 3, "Two": 2}
    assert numbers.items() >= expected.items()
    assert {count for words, count in numbers.items() if words.startswith("One, ")} == {1}


@pytest.mark.parametrize(
    ("lead", "roles"),
    [
        ("Table facilitator", ["table_facilitator"]),
        ("Facilitadores de mesa y agentes", ["table_facilitator", "officer"]),
        ("Host / Timekeeper", ["timekeeper", "host"]),
        ("Lead facilitator with the co-facilitator", ["lead_facilitator", "co_facilitator"]),
        ("Officer Demo", []),
        ("Those who answer for the promises", []),
        ("", []),
    ],
)
def test_words_that_name_nothing_but_roles_are_these_roles(lead, roles):
    assert [part.role.key for part in leading(lead, ORLANDO)] == roles
