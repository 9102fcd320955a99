"""Case studies that people write. Everyone and every place in tests is plainly made up."""

from typing import Any

import factory
from django.utils import timezone

from casestudies.choices import CaseState
from casestudies.models import CaseStudy
from tests.factories.accounts import AgencyFactory, MembershipFactory


def whole_body(**changes: Any) -> dict[str, Any]:
    """A case with every part, and nothing that the finder marks."""
    body: dict[str, Any] = {
        "place": "Demo City",
        "state": "TX",
        "setting": "city",
        "years": "2024–2025",
        "first_year": 2024,
        "last_year": 2025,
        "situation": "Neighbors and officers met four times after an arrest, and agreed on a phone line.",
        "trigger": "Use of force in 2024",
        "trigger_kinds": ["force"],
        "phases": ["post_incident"],
        "format": "Four evenings at small tables",
        "formats": ["world_cafe"],
        "people": 40,
        "conveners": ["Demo City Police Department", "Demo Neighbors United"],
        "numbers": [{"figure": "4", "meaning": "sessions held"}],
        "done": ["Four evenings were held in the library."],
        "outcomes": [
            {"text": "The phone line is answered each evening.", "strength": "on_record", "sources": ["s1"]}
        ],
        "difficulties": ["Few young people came."],
        "lessons": ["Feed people before you ask them to talk."],
        "sources": [
            {
                "key": "s1",
                "title": "Public commitments of the dialogue",
                "publisher": "Demo City Police Department",
                "url": "https://city.example/commitments",
                "kind": "government",
            }
        ],
    }
    return body | changes


class CaseStudyFactory(factory.django.DjangoModelFactory):
    """A whole draft by a liaison of an agency, ready to be handed in."""

    class Meta:
        model = CaseStudy

    agency = factory.SubFactory(AgencyFactory)
    author = factory.LazyAttribute(lambda row: MembershipFactory(agency=row.agency).user)
    body = factory.LazyFunction(whole_body)
    started_at = factory.LazyFunction(timezone.now)


class CaseInReviewFactory(CaseStudyFactory):
    state = CaseState.IN_REVIEW
    handed_in_at = factory.LazyFunction(timezone.now)
