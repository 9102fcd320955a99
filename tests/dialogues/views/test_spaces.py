"""Four audiences, and what each person finds of them. Words planted in every space; everyone reads every page."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from dialogues.choices import Affiliation, Naming, Seat
from dialogues.models import Commitment, Dialogue, Note, Session
from dialogues.services import attendance, notes
from records.choices import Space
from tests.dialogues.views.conftest import signed_in
from tests.factories.accounts import (
    AgencyFactory,
    MembershipFactory,
    ReviewMembershipFactory,
    ReviewOrganizationFactory,
)
from tests.factories.commitments import CommitmentFactory, PublicDialogueFactory, ReportFactory
from tests.factories.dialogues import HeldSessionFactory, SessionFactory, seated
from tests.factories.notes import NoteFactory
from tests.factories.participants import InvitationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db
JOINT, AGENCY, COMMUNITY, NEUTRAL = Space.JOINT, Space.AGENCY, Space.COMMUNITY, Space.NEUTRAL
# Who reads notes of which space. Whoever is not named here reads none.
READS = {
    "liaison": {JOINT, AGENCY},
    "officer": {JOINT, AGENCY},
    "co_planner": {JOINT, COMMUNITY},
    "facilitator": {JOINT, NEUTRAL},
    "neutral": {JOINT, NEUTRAL},
    "records_officer": {JOINT, AGENCY},
    "administrator": set(),
    "colleague": set(),
    "reviewer": set(),
    "left": set(),
    "stranger": set(),
    "nobody": set(),
}
HOSTS = {"liaison", "facilitator"}
SEATS = {
    "liaison": (Seat.LIAISON, Affiliation.LAW_ENFORCEMENT),
    "officer": (Seat.DESIGNER, Affiliation.LAW_ENFORCEMENT),
    "co_planner": (Seat.DESIGNER, Affiliation.COMMUNITY),
    "facilitator": (Seat.FACILITATOR, Affiliation.FACILITATOR),
    "neutral": (Seat.NEUTRAL, Affiliation.CONVENER),
    "left": (Seat.LIAISON, Affiliation.LAW_ENFORCEMENT),
}
ROLES = {
    "records_officer": Role.RECORDS_OFFICER,
    "administrator": Role.ADMINISTRATOR,
    "colleague": Role.LIAISON,
}


@dataclass
class Planted:
    """A dialogue with words in every space that are found nowhere else."""

    dialogue: Dialogue
    session: Session
    commitment: Commitment
    notes: dict[str, Note]
    removed: dict[str, Note]


def canary(space: str) -> str:
    return f"canary-{space}-bird"


@pytest.fixture
def planted() -> Planted:
    dialogue = PublicDialogueFactory(title="Four audiences")
    session = HeldSessionFactory(dialogue=dialogue)
    SessionFactory(dialogue=dialogue)
    commitment = CommitmentFactory(dialogue=dialogue, session=session)
    ReportFactory(commitment=commitment)
    kept = {
        space: NoteFactory(dialogue=dialogue, session=session, space=space, text=canary(space))
        for space in Space
    }
    removed = {
        space: NoteFactory(dialogue=dialogue, space=space, text=canary(space), removed_at=timezone.now())
        for space in Space
    }
    return Planted(dialogue, session, commitment, kept, removed)


def write_through_services(planted: Planted) -> None:
    """Notes and attendance as people write them, so that the record tells of them."""
    people = [
        ParticipantFactory(
            dialogue=planted.dialogue,
            name=f"Silentname {naming}",
            alias="Silentalias",
            email=f"silentmail-{naming}@demo.example",
            access_needs="Silentneed",
            naming=naming,
        )
        for naming in (Naming.NAMED, Naming.FIRST_NAME, Naming.ALIAS)
    ]
    for participant in people:
        InvitationFactory(session=planted.session, participant=participant, answer="yes")
    for name in ("liaison", "co_planner", "facilitator"):
        by = person(name, planted.dialogue)
        for space in READS[name]:
            notes.write(by=by, dialogue=planted.dialogue, space=space, kind="theme", text="Heard")
    attendance.record(by=by, session=planted.session, counts={"community": 2}, came=people)


def person(name: str, dialogue: Dialogue) -> User:
    if name in SEATS:
        user = seated(dialogue, *SEATS[name])
        if name == "left":
            dialogue.design_team.filter(user=user).update(left_at=timezone.now())
        return user
    if name in ROLES:
        return MembershipFactory(agency=dialogue.agency, roles=[ROLES[name]]).user
    if name == "reviewer":
        return ReviewMembershipFactory(
            organization=ReviewOrganizationFactory(agencies=[dialogue.agency])
        ).user
    return MembershipFactory(agency=AgencyFactory()).user


def browser_of(name: str, planted: Planted) -> Client:
    return Client() if name == "nobody" else signed_in(person(name, planted.dialogue))


def pages(planted: Planted) -> list[str]:
    """Every page about this dialogue that could hold a word of it."""
    dialogue, session, commitment = planted.dialogue, planted.session, planted.commitment
    here = [
        *(
            "dialogue-show",
            "dialogue-change",
            "record-show",
            "design-team-list",
            "session-list",
            "session-schedule",
        ),
        *("note-list", "note-list-removed", "note-write", "commitment-list", "commitment-make"),
        *("commitments-publish", "participant-list", "participant-add", "participant-import"),
    ]
    of_session = [
        "session-show",
        "session-change",
        "session-attendance",
        "survey-results",
        "session-calendar",
    ]
    of_commitment = ["commitment-show", "commitment-change", "commitment-postpone", "commitment-report"]
    found = [reverse(f"dialogues:{name}", args=[dialogue.pk]) for name in here]
    found += [reverse(f"dialogues:{name}", args=[dialogue.pk, session.pk]) for name in of_session]
    found += [reverse(f"dialogues:{name}", args=[dialogue.pk, commitment.pk]) for name in of_commitment]
    found += [f"{reverse('dialogues:note-list', args=[dialogue.pk])}?{query}" for query in queries(planted)]
    found += [
        reverse("dialogues:note-change", args=[dialogue.pk, note.pk])
        for note in (*planted.notes.values(), *planted.removed.values())
    ]
    found += [
        reverse(name)
        for name in ("planning:next", "dialogues:dialogue-list", "history:search", "history:export")
    ]
    found += [reverse(name, args=[dialogue.pk]) for name in ("planning:plan-show", "history:timeline")]
    found += [reverse("dialogues:commitments-public", args=[dialogue.public_id])]
    found += [reverse("dialogues:commitment-public", args=[dialogue.public_id, commitment.pk])]
    return [*found, reverse("dialogues:commitments-public-list")]


def queries(planted: Planted) -> list[str]:
    """Asking for a space, a note or a page that is not one's own."""
    asked = [f"space={space}" for space in Space] + [f"session={planted.session.pk}", "kind=theme"]
    asked += [f"removed={note.pk}" for note in planted.removed.values()]
    return [*asked, "before=999999999"]


def read_all(browser: Client, planted: Planted) -> str:
    """All that one person can get: bodies and headers of every page, and the file of joint notes."""
    answers = [browser.get(page) for page in pages(planted)]
    answers.append(browser.post(reverse("dialogues:note-export", args=[planted.dialogue.pk])))
    assert all(answer.status_code < 500 for answer in answers)
    return "\n".join(
        f"{dict(answer.headers)}{answer.getvalue().decode(errors='replace')}" for answer in answers
    )


@pytest.mark.parametrize("name", READS)
def test_nobody_finds_a_word_that_is_not_for_them(planted: Planted, name: str) -> None:
    """Notes of other spaces; that something was written there; who came; contacts and needs: nowhere, 0 times."""
    write_through_services(planted)
    read = read_all(browser_of(name, planted), planted)
    assert {space for space in Space if canary(space) in read} == READS[name]
    told = {space for space in Space if f"wrote a note in the {space.label} space" in read}
    assert told == (READS[name] if name != "reviewer" else {JOINT, AGENCY})
    identities = {word for word in ("Silentname", "Silentalias", "silentmail", "Silentneed") if word in read}
    assert identities <= (
        {"Silentname", "Silentalias", "silentmail", "Silentneed"} if name in HOSTS else set()
    )
    assert ("Silentname" in identities) == (name in HOSTS)


@pytest.mark.parametrize("name", READS)
def test_nobody_touches_a_note_outside_their_spaces(planted: Planted, name: str) -> None:
    browser, key = browser_of(name, planted), planted.dialogue.pk
    own = READS[name] if name in SEATS else set()
    for space in set(Space) - own:
        note, removed = planted.notes[space], planted.removed[space]
        said = {"version": 1, "kind": "idea", "text": "Touched"}
        asked = {"note-change": note.pk, "note-remove": note.pk, "note-put-back": removed.pk}
        for view, pk in asked.items():
            answer = browser.post(reverse(f"dialogues:{view}", args=[key, pk]), said)
            assert answer.status_code in {302, 403, 404}
    untouched = Note.objects.exclude(space__in=own).filter(version=1)
    assert untouched.kept().count() == untouched.removed().count() == len(set(Space) - own)
