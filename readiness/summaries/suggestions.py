"""What is suggested to an agency that has nothing of its own yet."""

from readiness import content
from readiness.choices import Basis
from readiness.content import Place


def places_to_look() -> list[tuple[Place, str]]:
    """Where to look for a neutral provider, each with what the suggestion rests on, in words."""
    return [(place, str(Basis(place.basis.tag).label)) for place in content.places()]
