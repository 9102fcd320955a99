"""Steps stand as in the guidance, whatever a plan has gathered meanwhile."""

from planning import content
from planning.content.differences import Offer, offers_of
from planning.content.order import Place, in_order
from tests.factories.guidance import new_step, next_version

OLD = content.guidance("pre_crisis")
TITLES = {stage.key: stage.title for stage in OLD.stages}
FIRST_STAGE, LAST_STAGE = OLD.stages[0].title, OLD.stages[-1].title


def places():
    return [Place(step.key, TITLES[step.stage]) for step in OLD.steps]


def ordered(mine, newer=OLD, *own):
    titles = [stage.title for stage in newer.stages]
    return in_order(mine, [*offers_of(newer), *own], titles)


def test_a_plan_as_it_began_stays_as_it_is():
    assert ordered(places()) == tuple(places())


def test_added_last_a_new_step_stands_where_the_guidance_has_it():
    newer = next_version(OLD, add=[new_step(OLD)])
    found = ordered([*places(), Place("demo_new", FIRST_STAGE)], newer)
    assert [place.key for place in found] == [step.key for step in newer.steps]


def test_in_a_stage_what_went_and_what_is_our_own_come_last():
    mine = [
        Place("added-1", FIRST_STAGE, is_own=True),
        Place("own-7", LAST_STAGE, is_own=True),
        Place("demo_gone", FIRST_STAGE),
        *places(),
    ]
    own = Offer(new_step(OLD, "own-7"), FIRST_STAGE, 1, is_own=True)
    count = len(OLD.in_stage(OLD.stages[0].key))
    found = ordered(mine, OLD, own)[count : count + 3]
    assert [(place.key, place.stage) for place in found] == [
        ("demo_gone", FIRST_STAGE),
        ("added-1", FIRST_STAGE),
        ("own-7", FIRST_STAGE),
    ]


def test_a_stage_with_another_title_keeps_its_steps_together():
    newer = next_version(OLD, stages={OLD.stages[0].key: "Begin here"})
    found = ordered([Place("demo_gone", FIRST_STAGE), *places()], newer)
    stage = [place.key for place in found if place.stage == "Begin here"]
    assert stage == [*(step.key for step in OLD.in_stage(OLD.stages[0].key)), "demo_gone"]
    assert FIRST_STAGE not in {place.stage for place in found}


def test_a_stage_that_went_comes_after_the_others():
    assert ordered([Place("demo_gone", "Long ago"), *places()])[-1] == Place("demo_gone", "Long ago")
