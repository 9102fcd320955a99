"""The demo as a world for sweeps: one city's dialogues, seen by everyone who could ever ask for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.choices import AgencyKind
from accounts.models import Agency, Membership, User
from accounts.roles import Role
from accounts.services import members
from casestudies.choices import KeepReason
from casestudies.redaction import mark_key
from casestudies.services import reviews
from config.demo import load_demo
from config.demo.people import Cast
from dialogues.models import Dialogue, Incident, Invitation, ParticipantImport, Session
from dialogues.services import invitations
from planning.models import AgendaBlock, OwnFormat, OwnStep, Plan, PlanStep, PrintPack
from planning.services import agendas, packs, releases
from readiness.models import Contact, Training
from readiness.views.registers import REGISTERS
from records.choices import MessageState
from records.models import Message
from records.services.dispatch import REFUSED
from tests.factories.casestudies import CaseInReviewFactory, CaseStudyFactory, whole_body

PASSWORD = "four quiet words here"


@dataclass(frozen=True)
class World:
    """Who asks, and the values that addresses need."""

    cast: Cast
    people: dict[str, User | None]
    values: dict[str, object]

    def client(self, who: str) -> Client:
        client = Client(raise_request_exception=False)
        person = self.people[who]
        if person is not None:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            client.get("/")  # the first click of a minute writes its time down; those of the sweep need not
        return client

    def address(self, name: str, pattern: URLPattern) -> str:
        values = {key: self.values[key] for key in pattern.pattern.converters}
        route = str(pattern.pattern)
        if "pk" in values and route.startswith("agencies/"):
            values["pk"] = self.cast.city.pk
            values |= (
                {"invitation_pk": self.values["member_invitation_pk"]} if "invitation_pk" in values else {}
            )
        if "entry_pk" in values:
            register = route.partition("/<int:entry_pk>/")[0].rpartition("/")[2]
            values["entry_pk"] = self.values[f"{register}_entry_pk"]
        if "pk" in values and route.startswith("incidents/"):
            values["pk"] = self.values["incident_pk"]
        if route.startswith("cases/") and route.endswith("withdraw/"):
            values["key"] = self.values["own_key"]
        return reverse(name, kwargs=values)


def make_world() -> World:
    """The demo, and people beside it: a colleague without a seat, and a liaison of another agency."""
    cast = load_demo(password=PASSWORD)
    assert cast is not None
    colleague = User.objects.create_user("colleague@demo.example", PASSWORD, full_name="Demo Colleague")
    Membership.objects.create(user=colleague, agency=cast.city, roles=[Role.LIAISON, Role.FACILITATOR])
    elsewhere = Agency.objects.create(
        name="Demo Elsewhere", slug="elsewhere", kind=AgencyKind.LAW_ENFORCEMENT, state="TX",
        time_zone="America/Chicago",
    )  # fmt: skip
    stranger = User.objects.create_user("stranger@demo.example", PASSWORD, full_name="Demo Stranger")
    everything = [role.value for role in Role]
    Membership.objects.create(user=stranger, agency=elsewhere, roles=everything)
    people = {
        "nobody": None,
        "liaison": cast.liaison,
        "facilitator": cast.facilitator,
        "co_planner": cast.co_planner,
        "records_officer": cast.records_officer,
        "administrator": cast.administrator,
        "colleague": colleague,
        "stranger": stranger,
        "reviewer": cast.reviewer,
    }
    return World(cast, people, _values(cast))


def _values(cast: Cast) -> dict[str, object]:
    """One value for each placeholder of an address; all belong to the dialogue "North Side roundtable"."""
    dialogue = Dialogue.objects.get(title="North Side roundtable")
    session = dialogue.sessions.order_by("starts_at").last()
    assert isinstance(session, Session)
    _finish(cast, dialogue, session)
    invitation = Invitation.objects.filter(session=session).first()
    assert invitation is not None
    member = dialogue.design_team.exclude(user=cast.liaison).filter(user__isnull=False).first()
    return {
        "pk": dialogue.pk,
        "session_pk": session.pk,
        "step_pk": _key(PlanStep.objects.filter(plan__dialogue=dialogue).first()),
        "plan_pk": _key(Plan.objects.filter(dialogue=dialogue).first()),
        "block_pk": _key(AgendaBlock.objects.filter(agenda__session=session).first()),
        "pack_pk": _failed_pack(cast, session).pk,
        "note_pk": _key(dialogue.notes.filter(space="joint").first()),
        "commitment_pk": _key(dialogue.commitments.first()),
        "participant_pk": invitation.participant_id,
        "invitation_pk": invitation.pk,
        "member_pk": _key(member),
        "import_pk": _upload(cast, dialogue).pk,
        "public_id": dialogue.public_id,
        "letter_pk": _undelivered(dialogue).pk,
        "key": "erie",
        "rule": "days_7",
        "token": "no-such-token",
        "language": "en",
        "check": "safety",
        "alternative": "listening",
        "number": 1,
        **_agency_values(cast),
        **_readiness_values(cast),
        **_case_values(cast),
    }


def _agency_values(cast: Cast) -> dict[str, object]:
    """The same for addresses of the agency; all belong to the city's police department."""
    invitation = members.invite(
        by=cast.administrator,
        agency=cast.city,
        email="invited@demo.example",
        full_name="Demo Guest",
        roles=[Role.LIAISON],
        now=timezone.now() - timedelta(hours=1),
    )
    incident = Incident.objects.get(agency=cast.city)
    return {
        "incident_pk": incident.pk,
        "place_pk": _key(incident.team.filter(user=None).first()),
        "talk_pk": _key(incident.family_talks.first()),
        "fact_pk": _key(incident.facts.current().first()),
        "date_pk": _key(incident.watch_dates.filter(is_window=True).first()),
        "member_invitation_pk": invitation.pk,
        "format_key": "town_hall",
        "method_key": "go_round",
        "own_format_pk": _key(OwnFormat.objects.filter(agency=cast.city).first()),
        "own_step_pk": _key(OwnStep.objects.filter(agency=cast.city).first()),
        "membership_pk": Membership.objects.get(user=cast.facilitator, agency=cast.city).pk,
    }


def _readiness_values(cast: Cast) -> dict[str, object]:
    """A line of each register of the city's police department, by the register's place in the address."""
    first = {key: register.rows.of(cast.city).order_by("pk").first() for key, register in REGISTERS.items()}
    keys = {f"{key}_entry_pk": _key(row) for key, row in first.items()}
    return keys | {
        "entry_pk": 0,
        "category": "media",
        "contact_pk": _key(Contact.objects.filter(organization=first["organizations"]).first()),
        "training_pk": _key(Training.objects.filter(facilitator=first["facilitators"]).first()),
    }


def _case_values(cast: Cast) -> dict[str, object]:
    """Case studies of the city's liaison: a draft and one in review, both with marked places, and a published one."""
    name = "Kwame Osei"
    body = whole_body(trigger=f"The death of {name} in 2024")
    kept = {mark_key(name): {"text": name, "reason": KeepReason.INCIDENT, "words": "Every paper named him."}}
    published = CaseInReviewFactory(author=cast.liaison, agency=cast.city)
    version = reviews.publish(by=cast.administrator, study=published, version=published.version)
    return {
        "draft_pk": CaseStudyFactory(
            author=cast.liaison, agency=cast.city, body=body | {"lessons": ["Call 612-555-0100 first."]}
        ).pk,
        "review_pk": CaseInReviewFactory(author=cast.liaison, agency=cast.city, body=body, kept=kept).pk,
        "own_key": version.case.key,
        "part": "outcomes",
    }


def _key(row: Model | None) -> object:
    assert row is not None
    return row.pk


def _upload(cast: Cast, dialogue: Dialogue) -> ParticipantImport:
    """A file between preview and confirmation."""
    return ParticipantImport.objects.create(
        dialogue=dialogue, uploaded_by=cast.liaison, uploaded_at=timezone.now(), rows=[], problems=[]
    )


def _failed_pack(cast: Cast, session: Session) -> PrintPack:
    """A print pack that could not be made: its page has all there is to press."""
    wish = packs.Wish(parts=["agenda"], paper="letter")
    pack = packs.ask(by=cast.liaison, agenda=session.agenda, wish=wish)
    pack.state, pack.reason, pack.finished_at = "failed", "Agenda: this document is too long.", timezone.now()
    pack.save()
    return pack


def _undelivered(dialogue: Dialogue) -> Message:
    """A letter that a mail server refused."""
    message = Message.objects.filter(dialogue_id=dialogue.pk, state=MessageState.PENDING).first()
    assert message is not None
    message.state, message.reason = MessageState.DEAD, REFUSED
    message.save(update_fields=["state", "reason"])
    return message


def _finish(cast: Cast, dialogue: Dialogue, session: Session) -> None:
    """What the demo leaves to people, so that every address leads somewhere."""

    agenda = agendas.start(by=cast.facilitator, session=session, format_key="facilitated_dialogue")
    releases.release(by=cast.facilitator, agenda=agenda)
    people = list(dialogue.participants.values_list("pk", flat=True))
    invitations.invite(by=cast.liaison, session=session, participants=people)


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every named address of the resolver."""
    yield from _walk(get_resolver().url_patterns, "")


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}", pattern
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _walk(pattern.url_patterns, prefix + inner)
