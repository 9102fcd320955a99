"""What happened in the demo, told through the services that real people use."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from config.demo import charter, gate
from config.demo.clock import ZONE, days_ago, evening
from config.demo.incidents import tell_first_days
from config.demo.people import Cast
from config.demo.words import ARRIVAL, HALL, MAPLE_STREET, NORTH_SIDE, OFFICERS, PEOPLE, PROVIDED
from dialogues.choices import (
    Affiliation,
    CommitmentStatus,
    DialogueFormat,
    IncidentKind,
    Language,
    Naming,
    NoteKind,
    Phase,
    Seat,
    Side,
    SurveyItem,
)
from dialogues.models import Commitment, Dialogue, Incident, Participant, Session
from dialogues.services import (
    attendance,
    commitments,
    design_team,
    dialogues,
    invitations,
    notes,
    participants,
    replies,
    sessions,
    surveys,
)
from dialogues.timing import Schedule
from planning.services import agendas, plans, playbooks, steps
from records.choices import MessageState, Space
from records.models import Message
from records.services import bounces
from records.services.dispatch import REFUSED


def tell_maple_street(cast: Cast, now: datetime) -> None:
    """Post-incident: nine days after an incident, with a forum in six days. Some answered their invitation."""
    with days_ago(9, now) as moment:
        incident = playbooks.open_incident(
            by=cast.liaison,
            agency=cast.city,
            title="Injury during an arrest on Maple Street",
            kind=IncidentKind.OTHER_FORCE,
            known_at=moment - timedelta(hours=2),
            time_zone=ZONE,
            area="Maple Street, south of the park",
        )
        dialogue = dialogues.open_new(
            by=cast.liaison,
            agency=cast.city,
            title="After Maple Street: neighbors and officers",
            phase=Phase.POST_INCIDENT,
            purpose="Hear what the arrest meant to neighbors and officers, and agree what comes next.",
            incident=incident,
            details=MAPLE_STREET,
        )
        _seat_team(cast, dialogue)
        plans.start(by=cast.liaison, dialogue=dialogue)
    with days_ago(7, now):
        _walk_playbook(cast, incident)
        session = _schedule(cast.liaison, dialogue, "Listening forum", evening(now, days=6), 120)
        agendas.start(by=cast.facilitator, session=session, format_key=DialogueFormat.POST_INCIDENT_FORUM)
        people = _add_people(cast.liaison, dialogue, "maple")
        gate.settle_gate(cast, dialogue)
        invitations.invite(by=cast.liaison, session=session, participants=[row.pk for row in people])
        _let_one_come_back(session)
    with days_ago(3, now):
        rows = list(session.invitations.order_by("pk"))
        for row, said in zip(rows, ("yes", "yes", "maybe", "yes", "yes", "no"), strict=False):
            replies.answer(invitation=row, answer=said)
    tell_first_days(cast, incident, now)


def _walk_playbook(cast: Cast, incident: Incident) -> None:
    """The first days: officials in one call, the family first, a statement half way."""
    first, family, statement, neutral = incident.plans.get().steps.order_by("position")[:4]
    steps.mark_done(by=cast.liaison, step=first, evidence="Call held; the liaison leads.")
    steps.mark_done(by=cast.liaison, step=family, evidence="A named contact keeps in touch every week.")
    keys = list(statement.tasks.values_list("key", flat=True))[:2]
    steps.save_ticks(by=cast.liaison, step=statement, shown=[], ticked=keys)
    steps.note(by=cast.liaison, step=neutral, text="The mediation center can send two people by Friday.")


def _let_one_come_back(session: Session) -> None:
    """A mail server refused one invitation, so that "Letters that need you" has something to show."""
    message = Message.objects.filter(session_id=session.pk).order_by("recipient").last()
    if message is not None:
        Message.objects.filter(pk=message.pk).update(
            state=MessageState.DEAD, reason=REFUSED, error_class="SMTPRecipientsRefused 550"
        )
        bounces.note(message=message, status="550 5.1.1")


def tell_north_side(cast: Cast, now: datetime) -> None:
    """Sustained: a session was held, promises are public, a follow-up is due, the next date is set."""
    with days_ago(70, now):
        dialogue = dialogues.open_new(
            by=cast.liaison,
            agency=cast.city,
            title="North Side roundtable",
            phase=Phase.SUSTAINED,
            purpose="Meet every two months, so that small things are settled before they grow.",
            details=NORTH_SIDE,
        )
        _seat_team(cast, dialogue)
        for member in dialogue.design_team.current().filter(user__in=[cast.liaison, cast.co_planner]):
            design_team.sign_off(by=member.user, dialogue=dialogue, version=dialogue.version)
        gate.declare_some(cast, dialogue)
        plans.start(by=cast.liaison, dialogue=dialogue)
        people = _add_people(cast.liaison, dialogue, "north")
    held, made = _hold_first_roundtable(cast, dialogue, people, now)
    with days_ago(20, now):
        _answer_surveys(held, now)
        _follow_up(cast, made)
        commitments.publish(by=cast.liaison, dialogue=dialogue)
        charter.write_charter(cast, dialogue, now)
        _schedule(cast.liaison, dialogue, "Second roundtable", evening(now, days=30), 120)


def _hold_first_roundtable(
    cast: Cast, dialogue: Dialogue, people: list[Participant], now: datetime
) -> tuple[Session, list[Commitment]]:
    with days_ago(33, now):
        held = sessions.schedule(
            by=cast.liaison,
            dialogue=dialogue,
            title="First roundtable",
            plan=Schedule(evening(now, days=-34), 120, ZONE, *HALL),
            details={"languages": [Language.ENGLISH, Language.SPANISH]},
            was_held=True,
        )
        attendance.record(
            by=cast.facilitator,
            session=held,
            counts={Affiliation.COMMUNITY: 11, Affiliation.LAW_ENFORCEMENT: 4},
            came=[row for row in people if row.naming != Naming.NUMBER][:4],
        )
        _write_notes(cast, dialogue, held)
        return held, _promise(cast.liaison, dialogue, held, now)


def _follow_up(cast: Cast, made: list[Commitment]) -> None:
    """One promise is kept, one is late for a reason."""
    commitments.report(
        by=cast.co_planner,
        commitment=made[1],
        status=CommitmentStatus.DONE,
        text="The phone line is answered on weekday evenings since the first of the month.",
        evidence="Printed on the card at the library desk",
    )
    commitments.postpone(
        by=cast.liaison,
        commitment=made[2],
        due_on=made[2].due_on + timedelta(days=21),
        reason="The trainer was ill; the new date is booked.",
    )


def tell_getting_ready(cast: Cast, now: datetime) -> None:
    """Pre-crisis: readiness was begun three weeks ago, a dialogue opened yesterday."""
    with days_ago(21, now):
        readiness = plans.start_readiness(by=cast.liaison, agency=cast.city)
        sponsor = readiness.steps.get(key="sponsor")
        steps.mark_done(by=cast.liaison, step=sponsor, evidence="Mandate signed, on file with the clerk.")
    with days_ago(1, now):
        dialogues.open_new(
            by=cast.liaison,
            agency=cast.city,
            title="Ready before we must be",
            phase=Phase.PRE_CRISIS,
            purpose="Build the relationships and plans that Demo City would need on a hard day.",
        )


def _seat_team(cast: Cast, dialogue: Dialogue) -> None:
    seats: Iterable[tuple[User | None, str, str, str, str]] = (
        (cast.co_planner, "Demo Co-planner", Affiliation.COMMUNITY, Seat.DESIGNER, "Demo Neighbors United"),
        (
            cast.facilitator,
            "Demo Facilitator",
            Affiliation.FACILITATOR,
            Seat.FACILITATOR,
            "Demo Mediation Center",
        ),
        (None, "Demo Sergeant Two", Affiliation.LAW_ENFORCEMENT, Seat.DESIGNER, "Patrol, North"),
    )
    for user, name, affiliation, seat, organization in seats:
        design_team.add(
            by=cast.liaison,
            dialogue=dialogue,
            user=user,
            name=name,
            affiliation=affiliation,
            seat=seat,
            organization=organization,
        )


def _schedule(by: User, dialogue: Dialogue, title: str, starts_at: datetime, minutes: int) -> Session:
    return sessions.schedule(
        by=by,
        dialogue=dialogue,
        title=title,
        plan=Schedule(starts_at, minutes, ZONE, *HALL),
        details={
            "capacity": 40,
            "languages": [Language.ENGLISH, Language.SPANISH, Language.ASL],
            "access": PROVIDED,
            "arrival": ARRIVAL,
        },
    )


def _add_people(by: User, dialogue: Dialogue, where: str) -> list[Participant]:
    rows: list[dict[str, Any]] = [
        {
            "name": name,
            "category": category,
            "language": language,
            "naming": naming,
            "alias": "Rivers" if naming == Naming.ALIAS else "",
            "access_needs": needs,
            "affiliation": Affiliation.COMMUNITY,
        }
        for name, category, language, naming, needs in PEOPLE
    ]
    rows += [
        {"name": name, "category": category, "affiliation": Affiliation.LAW_ENFORCEMENT}
        for name, category in OFFICERS
    ]
    return [
        participants.add(
            by=by, dialogue=dialogue, details={**row, "email": f"{where}-{number}@people.example"}
        )
        for number, row in enumerate(rows, start=1)
    ]


def _write_notes(cast: Cast, dialogue: Dialogue, session: Session) -> None:
    written = (
        (cast.facilitator, Space.JOINT, NoteKind.THEME, "Stops near the school feel random to families."),
        (cast.facilitator, Space.JOINT, NoteKind.IDEA, "Tell people on the spot why they were stopped."),
        (cast.liaison, Space.AGENCY, NoteKind.QUESTION, "Can body camera policy be explained in two pages?"),
        (cast.co_planner, Space.COMMUNITY, NoteKind.CONCERN, "Some who stayed silent fear being recognized."),
        (cast.facilitator, Space.NEUTRAL, NoteKind.THEME, "Seat the first speakers away from command staff."),
    )
    for by, space, kind, text in written:
        notes.write(by=by, dialogue=dialogue, space=space, kind=kind, text=text, session=session)


def _promise(by: User, dialogue: Dialogue, session: Session, now: datetime) -> list[Commitment]:
    promises = (
        (
            "Say the reason for a stop, aloud, at its start.",
            "Deputy Chief, Patrol",
            "Card printed; audit of 20 stops",
            45,
        ),
        (
            "Answer the neighborhood phone line on weekday evenings.",
            "Demo Neighbors United",
            "Log of calls",
            20,
        ),
        (
            "Hold a two-hour training on trauma with residents.",
            "Training Sergeant",
            "Date held, number present",
            30,
        ),
    )
    return [
        commitments.make(
            by=by,
            dialogue=dialogue,
            values={"text": text, "owner": owner, "partner": "", "measure": measure, "is_public": True},
            due_on=(now - timedelta(days=33) + timedelta(days=days)).date(),
            made_on=(now - timedelta(days=33)).date(),
            session=session,
        )
        for text, owner, measure, days in promises
    ]


COMMENTS = {
    2: "The part in small groups could be longer.",
    5: "I was surprised how much we wanted the same.",
    8: "Tell us what becomes of the phone line.",
}


def _answer_surveys(session: Session, now: datetime) -> None:
    """Twelve sheets: from ten on averages are shown in half points, and what people wrote in words."""
    for number in range(12):
        ticket = surveys.issue_ticket(session=session, token=f"demo-{session.pk}-{number}")
        surveys.answer(
            ticket=ticket,
            side=Side.COMMUNITY if number % 2 else Side.LAW_ENFORCEMENT,
            answers={item: 4 - place % 3 + number % 2 for place, item in enumerate(SurveyItem)},
            comment=COMMENTS.get(number, ""),
            today=(now - timedelta(days=20)).date(),
        )
