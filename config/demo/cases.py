"""A case study of the demo: written by the county's liaison, waiting for the reviewer."""

from datetime import datetime

from casestudies.choices import KeepReason, Part
from casestudies.evidence import Keeping
from casestudies.models import CaseStudy
from casestudies.redaction import marks
from casestudies.services import drafts
from config.demo.clock import days_ago
from config.demo.people import Cast
from dialogues.models import Dialogue

LESSONS = {
    "difficulties": [
        "Some of the young people left when the role swap began. Nobody had told them about it before.",
        "No deputy of the night shift could come.",
    ],
    "lessons": [
        "Say what will happen in the room before people come.",
        "Eat first. The talk at the tables was better than the talk in the circle.",
    ],
}
SOURCES = {
    "sources": [
        {
            "key": "s1",
            "title": "Notice of the open gym, Demo Youth Center",
            "publisher": "Demo County",
            "url": "https://county.example/open-gym",
            "kind": "government",
        }
    ]
}
OUTCOMES = {
    "outcomes": [
        {
            "text": "Deputies came to the open gym on three of three Fridays.",
            "strength": "on_record",
            "sources": ["s1"],
        },
        {
            "text": "The young people who stayed said that they would come again.",
            "strength": "own_account",
            "sources": [],
        },
    ]
}


def tell_county_case(cast: Cast, now: datetime) -> None:
    """Drafted from the dialogue that was closed sixty days ago, and handed in ten days later."""
    dialogue = Dialogue.objects.get(agency=cast.county)
    with days_ago(52, now):
        study = drafts.start_from_dialogue(by=cast.county_liaison, dialogue=dialogue)
        _write(cast, study, Part.SOURCES, SOURCES)
        _write(cast, study, Part.OUTCOMES, OUTCOMES)
        _write(cast, study, Part.LESSONS, LESSONS)
        _write(cast, study, Part.ABOUT, {"trigger": "None. The sheriff’s office wanted to be ready."})
    with days_ago(50, now):
        study.refresh_from_db()
        why = Keeping(
            KeepReason.NO_PERSON, "It is the name of a house or of a group, as it stands on its door."
        )
        kept = {mark.key: why for mark in marks(study.body)}
        drafts.decide(by=cast.county_liaison, study=study, reasons=kept)
        drafts.hand_in(by=cast.county_liaison, study=study)


def _write(cast: Cast, study: CaseStudy, part: Part, values: dict[str, object]) -> None:
    study.version = drafts.change(
        by=cast.county_liaison, study=study, version=study.version, part=part, values=values
    ).version
