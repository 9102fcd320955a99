"""The neighboring county: another agency, watched by the same reviewers."""

from datetime import datetime, timedelta

from config.demo.clock import ZONE, days_ago, evening
from config.demo.people import Cast
from dialogues.choices import Affiliation, CommitmentStatus, DialogueFormat, Phase
from dialogues.models import Dialogue, Session
from dialogues.services import attendance, commitments, dialogues, sessions
from dialogues.timing import Schedule


def tell_county(cast: Cast, now: datetime) -> None:
    """Another agency, watched by the same reviewers: one dialogue, held and closed."""
    with days_ago(200, now):
        dialogue = dialogues.open_new(
            by=cast.county_liaison,
            agency=cast.county,
            title="Youth and deputies: two evenings",
            phase=Phase.PRE_CRISIS,
            purpose="Young people and deputies eat together and trade places for an evening.",
            details={
                "goals": "Both sides can name one thing they misread.",
                "format": DialogueFormat.YOUTH_POLICE,
            },
        )
    with days_ago(170, now):
        held = sessions.schedule(
            by=cast.county_liaison,
            dialogue=dialogue,
            title="Supper and role swap",
            plan=Schedule(evening(now, days=-171), 120, ZONE, "Demo Youth Center"),
            was_held=True,
        )
        counts = {Affiliation.COMMUNITY: 12, Affiliation.LAW_ENFORCEMENT: 9}
        attendance.record(by=cast.county_liaison, session=held, counts=counts, came=[])
        _promise_of_county(cast, dialogue, held, now)
    with days_ago(60, now):
        commitments.report(
            by=cast.county_liaison,
            commitment=dialogue.commitments.get(),
            status=CommitmentStatus.DONE,
            text="Three of three Fridays were kept.",
        )
        dialogues.close(by=cast.county_liaison, dialogue=dialogue)


def _promise_of_county(cast: Cast, dialogue: Dialogue, held: Session, now: datetime) -> None:
    commitments.make(
        by=cast.county_liaison,
        dialogue=dialogue,
        values={
            "text": "Deputies join the open gym on the first Friday of each month.",
            "owner": "Community Desk",
            "partner": "Demo Youth Center",
            "measure": "Dates kept, on the gym’s door",
            "is_public": True,
        },
        due_on=(now - timedelta(days=80)).date(),
        made_on=(now - timedelta(days=170)).date(),
        session=held,
    )
