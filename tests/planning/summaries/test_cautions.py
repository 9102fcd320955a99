"""What to look at again is said in words, with the item that is meant."""

from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from planning import content
from planning.choices import BlockKind
from planning.models import Agenda, AgendaBlock
from planning.services.agendas import block_of, block_since, put_account_in
from planning.summaries.cautions import cautions, is_led_by_police
from planning.summaries.since_last_time import SinceLastTime
from planning.timing import schedule
from planning.timing.access import Access

ZONE = ZoneInfo("America/Chicago")
SIX = datetime(2026, 12, 8, 18, 0, tzinfo=ZONE)


@dataclass
class Evening:
    """As much of a session as the sentences need."""

    minutes: int = 120
    zone: ZoneInfo = ZONE
    starts_at: datetime = SIX
    languages: list[str] = field(default_factory=list)


@dataclass
class Paper:
    """As much of an agenda as the sentences need."""

    session: Evening = field(default_factory=Evening)
    late_minutes: int = 0
    access: Access = field(default_factory=Access)


def item(minutes=10, kind=BlockKind.PLENARY, **values):
    lead = values.pop("lead", "Lead facilitator")
    return AgendaBlock(minutes=minutes, kind=kind, title=values.pop("title", "Talk"), lead=lead, **values)


def close(minutes=10):
    return item(minutes, BlockKind.CLOSING, title="Close", script="We meet again on [date].")


def told(*blocks, **paper):
    blocks = [*blocks]
    agenda = Paper(**paper)
    return list(cautions(agenda, blocks, schedule(SIX, blocks, ZONE)))


def test_a_sound_agenda_is_not_blamed():
    assert told(item(60), item(10, BlockKind.BREAK), item(40, BlockKind.CIRCLE), close()) == []
    assert told() == []


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [
        (121, "The items take one minute more than the session."),
        (132, "The items take 12 minutes more than the session."),
        (119, "One minute of the session is not planned yet."),
        (60, "60 minutes of the session are not planned yet."),
    ],
)
def test_time_over_and_time_left(minutes, sentence):
    assert sentence in told(item(minutes - 10), close())


@pytest.mark.parametrize(
    ("minutes", "late", "sentences"),
    [
        (120, 5, ["Begins 5 minutes late, so it ends 5 minutes after the end announced."]),
        (117, 20, ["Begins 20 minutes late, so it ends 17 minutes after the end announced."]),
        (119, 1, ["Begins one minute late, and still ends by the end announced."]),
        (100, 15, ["Begins 15 minutes late, and still ends by the end announced.",
                   "5 minutes of the session are not planned yet."]),
        (123, 5, ["Begins 5 minutes late, so it ends 8 minutes after the end announced.",
                  "The items take 3 minutes more than the session."]),
    ],
)  # fmt: skip
def test_a_late_start_is_not_counted_as_length_of_the_items(minutes, late, sentences):
    with_break = item(50), item(10, BlockKind.BREAK), item(minutes - 70), close()
    assert told(*with_break, late_minutes=late) == sentences


@pytest.mark.parametrize(
    ("blocks", "longest"),
    [
        ([item(80), item(30, BlockKind.CIRCLE)], 110),
        ([item(50), item(40)], 0),
        ([item(60), item(10, BlockKind.BREAK), item(60)], 0),
        ([item(60, BlockKind.ARRIVAL), item(60)], 0),
        ([item(60, track=1), item(91, track=2)], 91),
    ],
)
def test_too_long_without_a_break(blocks, longest):
    found = [sentence for sentence in told(*blocks) if "without a break" in sentence]
    assert found == ([f"People sit for {longest} minutes without a break."] if longest else [])


def test_interpreters_need_a_break_sooner_and_one_alone_needs_another():
    blocks = [item(40), item(35)]
    found = told(*blocks, access=Access(sign=True, interpreters=1))
    alone = (
        "One interpreter for each language is asked for, and the session takes 75 minutes, up to 75 of them without a"
        " rest. Ask for a team of two, who take turns."
    )
    assert alone in found
    assert "Interpreters work for 75 minutes without a break. They need one after 60." in found
    rested = told(item(30), item(10, BlockKind.BREAK), item(30), access=Access(sign=True, interpreters=1))
    assert any("takes 70 minutes, up to 30 of them" in sentence for sentence in rested)
    short = told(item(30), item(30), access=Access(sign=True, interpreters=1))
    assert not any("nterpreter" in sentence for sentence in short)
    team = told(*blocks, access=Access(sign=True, interpreters=2, break_every=75))
    assert not any("nterpreter" in sentence for sentence in team)


def test_a_fixed_time_that_cannot_be_met():
    found = told(item(72), item(30, title="Comments", fixed_at=time(19)), close())
    assert found[0] == "“Comments” cannot begin at 7:00 pm: the items before it end at 7:12 pm."


@pytest.mark.parametrize(
    ("lead", "is_police"),
    [("Police leader", True), ("Chief Demo", True), ("Jefatura de policía", True), ("The sheriff", True),
     ("Lead facilitator", False), ("Community leader", False), ("Table officers", True), ("", False),
     ("Mischief", False)],
)  # fmt: skip
def test_officers_who_speak_first(lead, is_police):
    found = told(
        item(20, BlockKind.ARRIVAL, lead="Police leader"), item(title="Facts", lead=lead), item(), close()
    )
    assert is_led_by_police(item(lead=lead)) == is_police
    assert any(sentence.startswith("Officers speak first: “Facts”") for sentence in found) == is_police


def test_officers_who_speak_later_are_fine():
    assert not any("Officers" in sentence for sentence in told(item(), item(lead="Police leader"), close()))


def test_items_that_nobody_leads_are_named_together():
    rests = item(10, BlockKind.ARRIVAL, lead=""), item(10, BlockKind.BREAK, lead="")
    one = told(item(50), *rests, item(40, title="Talk", lead=" "), close())
    assert one == ["“Talk” has nobody who leads it."]
    two = told(item(50, title="Facts", lead=""), *rests, item(40, title="Talk", lead=""), close())
    assert two == ["“Facts”, “Talk” have nobody who leads them."]


def test_a_hard_item_needs_words_before_it_and_time_after_it():
    found = told(
        item(title="Loss", may_be_hard=True), item(title="Names", may_be_hard=True, lead_in="…"), close()
    )
    assert "May be hard, and nothing is said before it: “Loss”. Write a lead-in." in found
    settle = (
        "May be hard, and there is no time to settle after it: “Loss”, “Names”. Add a few minutes or a break."
    )
    assert settle in found


@pytest.mark.parametrize("after", [{"settle_minutes": 5}, {}])
def test_minutes_to_settle_or_a_break_are_time_after_it(after):
    hard = item(may_be_hard=True, lead_in="…", **after)
    found = told(hard, item(10, BlockKind.BREAK if not after else BlockKind.CIRCLE), close())
    assert not any("settle" in sentence for sentence in found)


@pytest.mark.parametrize(
    ("rows", "bare"),
    [
        (["hard 1", "talk 2", "break 0"], ""),
        (["talk 1", "hard 2", "break 0"], ""),
        (["hard 1", "talk 2", "talk 0"], "hard 1"),
        (["hard 1", "break 1", "hard 2", "talk 0"], "hard 2"),
        (["hard 1", "talk 2", "break 1", "talk 0"], ""),
        (["hard 0", "break 1", "talk 2"], ""),
        (["talk 0", "hard 1", "talk 2"], "hard 1"),
    ],
)
def test_in_tracks_a_break_comes_after_it_in_its_own_or_where_they_rejoin(rows, bare):
    kinds = {"break": BlockKind.BREAK}
    blocks = [
        item(kind=kinds.get(word, BlockKind.CIRCLE), title=row, track=int(track), may_be_hard=word == "hard")
        for row in rows
        for word, track in [row.split()]
    ]
    [*found] = [sentence for sentence in told(*blocks) if "no time to settle" in sentence]
    assert found == ([f"May be hard, and there is no time to settle after it: “{bare}”. Add a few minutes or a break."]
                     if bare else [])  # fmt: skip


@pytest.mark.parametrize(
    ("languages", "access", "named"),
    [
        (["en", "es", "ase"], {}, "Spanish, American Sign Language"),
        (["en", "es", "ase"], {"sign": True}, "Spanish"),
        (["en", "es", "ase"], {"spoken": "consecutive"}, "American Sign Language"),
        (["en", "es", "ase"], {"sign": True, "spoken": "simultaneous"}, ""),
        (["es"], {}, ""),
        ([], {}, ""),
    ],
)
def test_languages_of_the_session_that_the_agenda_takes_no_time_for(languages, access, named):
    found = told(item(60), close(), session=Evening(languages=languages), access=Access(**access))
    said = (
        f"The session names {named}, and the agenda takes no time for interpreting yet. Say what is provided under"
        " “Access and time”."
    )
    assert [sentence for sentence in found if "takes no time" in sentence] == ([said] if named else [])


def test_people_should_leave_knowing_when_they_meet_next():
    assert "There is no closing. People should leave knowing what happens next, and when." in told(item())
    nameless = item(10, BlockKind.CLOSING, title="Close")
    assert "No item names the next date. Say it at the end, or hand out a next-date card." in told(nameless)
    for words in ("Next-date card", "La próxima fecha", "our next meeting"):
        for where in ({"materials": words}, {"title": words}):
            assert not any("next date" in sentence for sentence in told(item(**where), nameless))


@pytest.mark.parametrize("part", ["purpose", "instructions", "script"])
@pytest.mark.parametrize("place", range(4))
def test_the_next_date_is_looked_for_at_the_end_and_not_in_what_is_said_before_it(part, place):
    """The last that is said, the survey, or what people carry home; not the talk about a meeting."""
    kinds = [BlockKind.CIRCLE, BlockKind.SURVEY, BlockKind.PLENARY, BlockKind.PREPARATION]
    blocks = [item(kind=kind) for kind in kinds]
    setattr(blocks[place], part, "What should the next meeting be about?")
    assert any("next date" in sentence for sentence in told(*blocks)) == (place in {0, 3})


def test_without_its_last_items_a_format_lacks_both_a_closing_and_a_next_date():
    known = content.format("orlando_speaks")
    blocks = [block_of(Agenda(), block, place) for place, block in enumerate(known.blocks, start=1)]
    found = told(*(block for block in blocks if block.kind not in {"survey", "closing"}))
    assert {sentence.split(".")[0] for sentence in found} >= {
        "There is no closing",
        "No item names the next date",
    }


@pytest.mark.parametrize("has_account", [False, True])
@pytest.mark.parametrize("key", content.FORMAT_KEYS)
def test_a_format_starts_with_nothing_to_look_at_again(key, has_account):
    """Breaks, time to settle, an end on time: with and without an account of what was promised."""
    known = content.format(key)
    blocks = [block_of(Agenda(), block, place) for place, block in enumerate(known.blocks, start=1)]
    evening = Evening(minutes=known.minutes)
    if has_account:
        put_account_in(blocks, block_since(Agenda(), SinceLastTime((), 1, SIX.date())), evening)
    assert told(*blocks, session=evening) == []
