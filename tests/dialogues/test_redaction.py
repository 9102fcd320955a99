import time

import pytest

from dialogues.redaction import EMAIL, PATTERNS, what_names_a_person

NAMES = [
    "Rosa Díaz",
    "May Brown",
    "Will Young",
    "王小明",
    "Sean O’Brien",
    "Fatima Al-Hassan",
    "Demo Resident One",
    "",
]


@pytest.mark.parametrize(
    "text",
    [
        "Rosa said it first.",
        "everyone likes rosa díaz",
        "Rosa's son was stopped.",
        "diaz, rosa",
        "O'Brien knows the block.",
        "Hassan asked twice.",
        "昨天王小明说了什么",
        "May Brown came early.",
    ],
)
def test_known_names_are_found_in_any_spelling(text):
    assert what_names_a_person(text, NAMES) == ["the name of someone who takes part"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Write to demo.person@demo.example now", "an e-mail address"),
        ("Call (612) 555-0100", "a phone number"),
        ("Call 555-0100", "a phone number"),
        ("SSN 123-45-6789", "a number like a Social Security number"),
        ("A 123456789", "a number like an immigration file number"),
        ("Badge #4412", "a badge number"),
        ("It is 24-001234", "a number like a case number"),
        ("Report no. 2024A771", "a number like a case number"),
        ("He lives at 412 N 5th St", "a street address"),
        ("1200 Maple Street burned", "a street address"),
        ("Vive en Calle Sol 145", "a street address"),
        ("Apt. 4B", "a street address"),
        ("the plate was ABC-1234", "a license plate"),
        ("1HGCM82633A004352", "a vehicle’s number"),
        ("as @northsider wrote", "a name on a social network"),
        ("DOB 3/4/1999", "a date of birth"),
        ("Officer Lopez was there", "a title with a name, such as “Officer Lopez”"),
        ("la señora dijo; Señora Gómez calló", "a title with a name, such as “Officer Lopez”"),
    ],
)
def test_patterns_find_what_points_to_a_person(text, what):
    assert what in what_names_a_person(text, [])


@pytest.mark.parametrize(
    "text",
    [
        "Stops near the school feel random to families.",
        "In May, brown bags lay on Maple Street.",
        "Will they come? Young people ask. One of them stayed.",
        "From 2019-2024, and again in 12-2026.",
        "In 2024 Maple Street residents asked for lights.",
        "20 stops on Maple Street; Unit 5 and car 12 came.",
        "AB 392 and HB 1234 are known to few.",
        "The Deputy Chief, the Chief of police and Officer Training agree.",
        "911 calls took 30 minutes; 18-25 year olds wait, 6:00-8:00 pm.",
        "En la calle a las 10 no hay nadie.",
        "Driver’s license of 30 people; COVID-19 in 2020; $1,200 or 1,000 people.",
        "Don’t know. 100% agree.",
    ],
)
def test_plain_words_stay_quiet(text):
    assert what_names_a_person(text, NAMES) == []


def test_names_that_are_words_are_found_only_whole():
    assert what_names_a_person("Grace and Hope", ["Grace Hope"]) == []
    assert what_names_a_person("Grace Hope", ["Grace Hope"]) != []


@pytest.mark.parametrize(
    "piece", ["a", "1 ", "A ", "1 Aa ", "plate A1", "Calle Aa ", "Mr ", "'", "a@a.", "12-", "case # "]
)
def test_hostile_texts_cost_no_more_than_plain_ones(piece):
    text = (piece * 50_000)[:100_000]
    begun = time.process_time()
    what_names_a_person(text, NAMES * 500)
    assert time.process_time() - begun < 2


def test_each_finding_is_said_once():
    text = "412 N 5th St, Apt 4B, and 1200 Maple Street"
    assert what_names_a_person(text, []) == ["a street address"]
    assert len(PATTERNS) > len({str(label) for _pattern, label in PATTERNS})


@pytest.mark.parametrize("address", ["demo.lee@demo.example.org", "d@demo.co", "a-b@demo-x.example"])
@pytest.mark.parametrize("after", [".", ",", "...", ". Then call.", ")", ""])
def test_the_mark_ends_with_the_address(address, after):
    pattern = next(pattern for pattern, what in PATTERNS if what == EMAIL)
    assert pattern.findall(f"Write to {address}{after}") == [address]
