"""The parts of the demo's incident, told through the services that real people use. Offices and demo people only."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from config.demo.clock import ZONE, days_ago
from config.demo.people import Cast
from dialogues.choices.incidents import Reach, Standing, TeamPart, WatchKind
from dialogues.models import Fact, Incident
from dialogues.services import (
    facts,
    family_contacts,
    hand_overs,
    incident_teams,
    watch_dates,
)
from dialogues.services.facts import Saying
from dialogues.timing import Days


def tell_first_days(cast: Cast, incident: Incident, now: datetime) -> None:
    """A team, the family's contact, a facts board with a replaced line, dates to watch, one hand-over."""
    with days_ago(9, now) as moment:
        _gather_team(cast, incident)
        family_contacts.name_contact(
            by=cast.liaison,
            incident=incident,
            name="Demo Chaplain’s Office",
            reach="555-0138",
            is_outside_investigation=True,
        )
        first = _say(cast, incident, moment, "Whether anyone is hurt.", Standing.NOT_KNOWN, Reach.ANYONE)
    with days_ago(8, now) as moment:
        facts.replace(
            by=cast.liaison,
            fact=first,
            saying=Saying(
                standing=Standing.KNOWN,
                text="One person was hurt during an arrest and is being treated.",
                reach=Reach.ANYONE,
                as_of_at=moment,
            ),
        )
        _fill_board(cast, incident, moment)
        hand_overs.hand_over(
            by=cast.liaison,
            incident=incident,
            to_name="Demo evening desk",
            note="The library waits for a call back about the quiet room. Nothing else was promised.",
        )
    _watch(cast, incident, now)
    with days_ago(2, now) as moment:
        family_contacts.log_talk(
            by=cast.liaison,
            incident=incident,
            talked_at=moment - timedelta(hours=1),
            next_promised_at=now + timedelta(days=1),
        )


def _gather_team(cast: Cast, incident: Incident) -> None:
    people = (
        (cast.liaison, "", TeamPart.ENGAGEMENT_LEAD, ""),
        (cast.administrator, "", TeamPart.OPERATIONS, "Administration"),
        (None, "Demo Spokesperson", TeamPart.SPOKESPERSON, "City of Demo"),
        (None, "Demo Duty Counsel", TeamPart.COUNSEL, "City Attorney’s Office"),
    )
    for user, name, part, organization in people:
        incident_teams.add(
            by=cast.liaison, incident=incident, user=user, name=name, part=part, organization=organization
        )


def _fill_board(cast: Cast, incident: Incident, moment: datetime) -> None:
    _say(cast, incident, moment, "The county’s office reviews the arrest.", Standing.KNOWN, Reach.ANYONE)
    _say(cast, incident, moment, "How long the review will take.", Standing.NOT_KNOWN, Reach.ANYONE)
    facts.write(
        by=cast.liaison,
        incident=incident,
        saying=Saying(
            standing=Standing.CANNOT_BE_SAID,
            text="What the camera shows.",
            reach=Reach.ANYONE,
            why="The family sees it first.",
            until_words="the family has seen it",
            as_of_at=moment,
        ),
    )
    _say(cast, incident, moment, "People say that a second person was hurt.", Standing.CHECKING, Reach.TEAM)


def _say(cast: Cast, incident: Incident, moment: datetime, text: str, standing: str, reach: str) -> Fact:
    saying = Saying(standing=standing, text=text, reach=reach, as_of_at=moment)
    return facts.write(by=cast.liaison, incident=incident, saying=saying)


def _watch(cast: Cast, incident: Incident, now: datetime) -> None:
    today = now.astimezone(ZoneInfo(ZONE)).date()
    with days_ago(8, now):
        watch_dates.add(
            by=cast.liaison,
            incident=incident,
            kind=WatchKind.CHARGING_DECISION,
            days=Days(first_on=today + timedelta(days=20), last_on=today + timedelta(days=50)),
            note="The prosecutor’s office will call the day before.",
        )
        video = watch_dates.add(
            by=cast.liaison,
            incident=incident,
            kind=WatchKind.VIDEO_RELEASE,
            days=Days(first_on=today + timedelta(days=5)),
        )
        watch_dates.save_ticks(by=cast.liaison, watch_date=video, shown=[], ticked=["agree_date"])
