"""What is missing in a draft, and how alike two situations are."""

import pytest

from casestudies.choices import Part
from casestudies.evidence import NEEDED, Situation, gaps, likeness
from tests.factories.casestudies import whole_body

OURS = Situation(frozenset({"post_incident"}), frozenset({"death", "force"}), 100, "city", "MN")


def test_a_whole_case_has_no_gaps() -> None:
    assert gaps(whole_body()) == ()


@pytest.mark.parametrize(("name", "part"), [(name, part) for name, part, _words in NEEDED])
def test_each_part_is_asked_for(name: str, part: Part) -> None:
    empty = whole_body(**{name: [] if isinstance(whole_body()[name], list) else ""})
    told = [gap.part for gap in gaps(empty)]
    assert part in told


@pytest.mark.parametrize("strength", ["measured", "on_record", "reported", "own_account", "not_found"])
def test_what_is_measured_or_on_record_needs_a_source(strength: str) -> None:
    body = whole_body(outcomes=[{"text": "Trust rose.", "strength": strength, "sources": ["gone"]}])
    assert bool(gaps(body)) == (strength in {"measured", "on_record"})


def test_all_in_common_is_told_in_order_of_weight() -> None:
    like = likeness(OURS, Situation(OURS.phases, frozenset({"death"}), 184, "city", "MN"))
    assert like.sentence == (
        "Same phase; also after a death; about the same size (184 people); also a city or town; in the same state"
    )


@pytest.mark.parametrize(
    ("theirs", "reasons"),
    [
        (Situation(), ()),
        (Situation(frozenset({"sustained"}), frozenset({"court"}), 3000, "county", "FL"), ()),
        (Situation(frozenset({"sustained", "post_incident"})), ("same phase",)),
        (Situation(triggers=frozenset({"force"})), ("also after use of force",)),
        (Situation(people=50), ("about the same size (50 people)",)),
        (Situation(people=49), ("not far off in size (49 people)",)),
        (Situation(people=400), ("not far off in size (400 people)",)),
        (Situation(people=401), ()),
        (Situation(setting="city"), ("also a city or town",)),
        (Situation(state="MN"), ("in the same state",)),
    ],
)
def test_only_what_is_shared_counts(theirs: Situation, reasons: tuple[str, ...]) -> None:
    like = likeness(OURS, theirs)
    assert like.reasons == reasons
    assert bool(like.score) == bool(reasons)


@pytest.mark.parametrize(
    ("triggers", "reason"),
    [
        ({"force", "death"}, "also after use of deadly force"),
        ({"force"}, "also after use of force"),
        ({"death"}, None),
    ],
)
def test_deadly_force_is_never_called_a_death(triggers: set[str], reason: str | None) -> None:
    ours = Situation(triggers=frozenset({"force"}), is_deadly=True)
    assert likeness(ours, Situation(triggers=frozenset(triggers))).reasons == ((reason,) if reason else ())


def test_what_is_not_known_makes_nothing_alike() -> None:
    assert likeness(Situation(), Situation()).score == 0


def test_phase_or_trigger_outweigh_everything_else_together_but_one() -> None:
    place_and_size = likeness(OURS, Situation(people=100, setting="city", state="MN")).score
    assert likeness(OURS, Situation(OURS.phases)).score == place_and_size
    assert likeness(OURS, Situation(OURS.phases, frozenset({"death"}))).score > place_and_size
