"""Plans and agendas, made by the services that people use, and single rows where a test needs only one."""

from datetime import UTC, datetime
from typing import Any

import factory
from django.utils import timezone

from accounts.choices import PaperSize
from accounts.models import User
from accounts.permissions import ALLOWED
from dialogues.choices import Phase
from dialogues.models import Dialogue, Session
from planning.choices import BlockKind, Counting, FormatLevel, PackLanguage, PackPart, Priority, RoomKind
from planning.exports.sheets import Brief, Stamp
from planning.models import Agenda, AgendaBlock, OwnFormat, OwnStep, Plan, PlanStep, PrintPack
from planning.models.agendas import ItemValues
from planning.models.formats import FormatValues
from planning.models.own_steps import OwnStepValues
from planning.services import agendas, formats, plans
from planning.summaries.agendas import AgendaView
from planning.summaries.releases import Printing
from tests.factories.accounts import AgencyFactory, UserFactory
from tests.factories.dialogues import DialogueFactory, SessionFactory, seated


class PlanFactory(factory.django.DjangoModelFactory):
    """A plan without steps, in the dialogue's own phase."""

    class Meta:
        model = Plan

    dialogue = factory.SubFactory(DialogueFactory)
    agency = factory.SelfAttribute("dialogue.agency")
    phase = factory.SelfAttribute("dialogue.phase")
    content_version = "1"
    started_at = factory.LazyFunction(timezone.now)
    started_by = factory.SubFactory(UserFactory)


class PlanStepFactory(factory.django.DjangoModelFactory):
    """An open step, due a week after the plan was started."""

    class Meta:
        model = PlanStep

    plan = factory.SubFactory(PlanFactory)
    key = factory.Sequence(lambda n: f"step_{n}")
    position = factory.Sequence(lambda n: n + 1)
    stage = "Demo stage"
    title = factory.Sequence(lambda n: f"Demo step {n}")
    why = "People know what comes next."
    evidence_name = "It is written down."
    suggested_owner = "Liaison"
    due_rule = factory.LazyFunction(lambda: {"anchor": "opened", "unit": "days", "by": 7})
    due_words = "In the first week"


class OwnStepFactory(factory.django.DjangoModelFactory):
    """A step of an agency's own, in the first stage before a crisis."""

    class Meta:
        model = OwnStep

    agency = factory.SubFactory(AgencyFactory)
    phase = Phase.PRE_CRISIS
    stage = "foundation"
    title = factory.Sequence(lambda n: f"Demo own step {n}")
    why = "The school asks every time."
    tasks = "Call the school\nWrite it down"
    suggested_owner = "Liaison"
    counting = Counting.DAYS_AFTER_START
    number = 10
    evidence_name = "The call is noted."
    written_at = factory.LazyFunction(timezone.now)
    written_by = factory.SubFactory(UserFactory)


def own_step_values(**values: Any) -> OwnStepValues:
    """The words of an own step as a form gives them."""
    known = OwnStepValues(
        title="Call the school",
        why="The school asks every time.",
        tasks="Call the school\nWrite it down",
        suggested_owner="Liaison",
        counting=Counting.DAYS_AFTER_START,
        number=10,
        evidence_name="The call is noted.",
    )
    return known | values  # type: ignore[return-value]


def format_values(**values: Any) -> FormatValues:
    """What a format says of itself, as a form gives it."""
    known = FormatValues(
        name="Demo format",
        purpose="An evening for people who know each other.",
        phases=[Phase.SUSTAINED],
        smallest_group=8,
        largest_group=30,
        room="One circle of chairs.",
        warnings="",
    )
    return known | values  # type: ignore[return-value]


def kept_format(agenda: Agenda, by: User, level: str = FormatLevel.AGENCY, **values: Any) -> OwnFormat:
    """A format as the service keeps it."""
    return formats.keep(by=by, agenda=agenda, level=level, values=format_values(**values))


class AgendaFactory(factory.django.DjangoModelFactory):
    """An agenda without items."""

    class Meta:
        model = Agenda

    session = factory.SubFactory(SessionFactory)
    changed_at = factory.LazyFunction(timezone.now)
    changed_by = factory.SubFactory(UserFactory)


class AgendaBlockFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaBlock

    agenda = factory.SubFactory(AgendaFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Demo item {n}")
    minutes = 15
    kind = BlockKind.PLENARY


def timed_agenda(
    *items: tuple[str, int, dict[str, Any]], planned: int = 120, **values: Any
) -> tuple[Agenda, list[AgendaBlock]]:
    """An agenda of a session that starts at 6 pm in Chicago, and its items: title, minutes and what else is said."""
    session = SessionFactory(starts_at=datetime(2026, 12, 9, 0, 0, tzinfo=UTC), minutes=planned)
    agenda = AgendaFactory(session=session, **values)
    blocks = [
        AgendaBlockFactory(agenda=agenda, position=position, title=title, minutes=minutes, **more)
        for position, (title, minutes, more) in enumerate(items, start=1)
    ]
    return agenda, blocks


def item_values(**values: Any) -> ItemValues:
    """The content of an item as the form gives it."""
    known = ItemValues(
        title="Demo welcome",
        title_es="",
        minutes=10,
        kind=BlockKind.WELCOME,
        lead="",
        purpose="",
        instructions="",
        script="",
        materials="",
        ground_rules="",
        is_for_participants=True,
        is_for_crew=True,
        proposed_by="",
        least_minutes=None,
        most_minutes=None,
        fixed_at=None,
        track=0,
        priority=Priority.SHORTEN,
        access_minutes=0,
        may_be_hard=False,
        lead_in="",
        settle_minutes=0,
    )
    return known | values  # type: ignore[return-value]


def started_plan(dialogue: Dialogue | None = None, by: User | None = None) -> Plan:
    """A plan as the service starts it, with all steps of its phase."""
    dialogue = dialogue or DialogueFactory()
    return plans.start(by=by or seated(dialogue), dialogue=dialogue)


def started_agenda(session: Session | None = None, by: User | None = None, format_key: str = "") -> Agenda:
    """An agenda as the service starts it."""
    session = session or SessionFactory()
    return agendas.start(by=by or seated(session.dialogue), session=session, format_key=format_key)


class PrintPackFactory(factory.django.DjangoModelFactory):
    """A pack that waits, of the two shortest parts."""

    class Meta:
        model = PrintPack

    agenda = factory.SubFactory(AgendaFactory)
    asked_at = factory.LazyFunction(timezone.now)
    asked_by = factory.SubFactory(UserFactory)
    parts = factory.LazyFunction(lambda: [PackPart.AGENDA, PackPart.NEXT_DATE])
    paper = PaperSize.LETTER
    language = PackLanguage.ENGLISH
    room = RoomKind.CIRCLE


def printed(agenda: Agenda, **options: Any) -> Brief:
    """A draft on paper, of version 7, printed on 28 November 2026 at 5:10 pm in Chicago."""
    agenda.version = 7
    stamp = Stamp.of(Printing.of(agenda), printed_at=datetime(2026, 11, 28, 23, 10, tzinfo=UTC))
    return Brief(agenda, AgendaView.of(agenda, may_change=ALLOWED), stamp, **options)
