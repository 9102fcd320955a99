"""Where each step of a plan stands: in the order of the guidance, whatever the plan has gathered meanwhile."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planning.content.differences import Offer


@dataclass(frozen=True)
class Place:
    """A step of a plan and the title of the stage that it stands in."""

    key: str
    stage: str
    is_own: bool = False


def in_order(places: Sequence[Place], offers: Iterable[Offer], stages: Sequence[str]) -> tuple[Place, ...]:
    """The steps in the order of `stages` (titles). Within one: the guidance's, those it has no longer, our own.

    A stage that only has another title now keeps its steps together. A stage that went comes after the others.
    """
    offered = {offer.step.key: (number, offer) for number, offer in enumerate(offers)}
    renamed: dict[str, str] = {}
    for place in places:
        if place.key in offered and not place.is_own:
            renamed.setdefault(place.stage, offered[place.key][1].stage)
    found = []
    for number, place in enumerate(places):
        rank, offer = offered.get(place.key, (number, None))
        stage = offer.stage if offer else place.stage
        if offer is None and stage not in stages:
            stage = renamed.get(stage, stage)
        group = 2 if place.is_own else (0 if offer else 1)
        at = stages.index(stage) if stage in stages else len(stages)
        found.append(((at, group, rank), Place(place.key, stage, place.is_own)))
    return tuple(place for _where, place in sorted(found, key=lambda pair: pair[0]))
