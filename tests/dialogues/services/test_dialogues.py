import uuid

import pytest
from django.utils import timezone

from accounts.choices import AgencyKind
from accounts.errors import NotAllowed
from accounts.roles import Role
from dialogues.choices import Affiliation, Phase, Seat
from dialogues.errors import ChangedMeanwhile, DialogueClosed, IncidentElsewhere, SessionsStillPlanned
from dialogues.models import Dialogue
from dialogues.services import dialogues
from records.models import AuditEvent
from records.services import audit
from tests.factories.accounts import AgencyFactory, MembershipFactory, UserFactory
from tests.factories.dialogues import (
    ClosedDialogueFactory,
    DesignTeamMemberFactory,
    DialogueFactory,
    HeldSessionFactory,
    IncidentFactory,
    SessionFactory,
    seated,
)

pytestmark = pytest.mark.django_db


def kinds(dialogue):
    return list(AuditEvent.objects.of_dialogue(dialogue.pk).order_by("pk").values_list("kind", flat=True))


def opened(by, agency, **values):
    asked = {"title": "Riverton circles (demo)", "phase": Phase.SUSTAINED, "purpose": "Hear each other."}
    return dialogues.open_new(by=by, agency=agency, **(asked | values))


@pytest.fixture
def broken_audit(monkeypatch):
    def refuse(**kwargs):
        raise RuntimeError("the audit table is full")

    monkeypatch.setattr(audit, "record", refuse)


def test_open_makes_the_opener_liaison():
    member = MembershipFactory()
    dialogue = opened(member.user, member.agency)
    seat = dialogue.design_team.get()
    assert (seat.user, seat.seat, seat.affiliation) == (
        member.user,
        Seat.LIAISON,
        Affiliation.LAW_ENFORCEMENT,
    )
    assert kinds(dialogue) == ["dialogue_opened"]


@pytest.mark.parametrize(
    ("kind", "affiliation"),
    [
        (AgencyKind.LOCAL_GOVERNMENT, Affiliation.LOCAL_GOVERNMENT),
        (AgencyKind.COMMUNITY_ORGANIZATION, Affiliation.COMMUNITY),
        (AgencyKind.CONVENER, Affiliation.CONVENER),
    ],
)
def test_open_speaks_for_the_kind_of_agency(kind, affiliation):
    member = MembershipFactory(agency__kind=kind)
    assert opened(member.user, member.agency).design_team.get().affiliation == affiliation


def test_open_twice_with_one_form_opens_one():
    member, key = MembershipFactory(), uuid.uuid4()
    first = opened(member.user, member.agency, form_key=key)
    again = opened(member.user, member.agency, form_key=key, title="Another title")
    assert (first.pk, Dialogue.objects.count(), kinds(first)) == (again.pk, 1, ["dialogue_opened"])


@pytest.mark.parametrize(
    "roles", [[Role.ADMINISTRATOR], [Role.FACILITATOR], [Role.CO_PLANNER], [Role.RECORDS_OFFICER]]
)
def test_open_refused_without_the_role(roles):
    member = MembershipFactory(roles=roles)
    with pytest.raises(NotAllowed, match="Only a liaison opens a dialogue"):
        opened(member.user, member.agency)


def test_open_refused_for_another_agency():
    with pytest.raises(NotAllowed):
        opened(MembershipFactory().user, AgencyFactory())


def test_open_refused_with_the_incident_of_another_agency():
    member = MembershipFactory()
    with pytest.raises(IncidentElsewhere):
        opened(member.user, member.agency, incident=IncidentFactory())


def test_open_leaves_nothing_when_the_record_fails(broken_audit):
    member = MembershipFactory()
    with pytest.raises(RuntimeError):
        opened(member.user, member.agency)
    assert not Dialogue.objects.exists()


def test_open_refuses_parts_that_people_do_not_fill_in():
    member = MembershipFactory()
    with pytest.raises(ValueError, match="status"):
        opened(member.user, member.agency, details={"status": "closed"})


@pytest.mark.parametrize("seat", [Seat.LIAISON, Seat.DESIGNER])
def test_change_by_planners(seat):
    dialogue = DialogueFactory()
    row = dialogues.change(
        by=seated(dialogue, seat), dialogue=dialogue, version=1, changes={"title": "Circles"}
    )
    assert (row.title, row.version, kinds(dialogue)) == ("Circles", 2, ["dialogue_changed"])
    assert AuditEvent.objects.get().details == {"fields": "title"}


@pytest.mark.parametrize("seat", [Seat.FACILITATOR, Seat.NEUTRAL])
def test_change_refused_without_a_planning_seat(seat):
    dialogue = DialogueFactory()
    with pytest.raises(NotAllowed, match="Only the liaison and the design team"):
        dialogues.change(by=seated(dialogue, seat), dialogue=dialogue, version=1, changes={})


def test_change_refused_when_someone_else_saved_first():
    dialogue = DialogueFactory(version=2)
    with pytest.raises(ChangedMeanwhile):
        dialogues.change(by=seated(dialogue), dialogue=dialogue, version=1, changes={"title": "Mine"})


def test_change_refused_when_closed():
    dialogue = ClosedDialogueFactory()
    with pytest.raises(DialogueClosed):
        dialogues.change(by=seated(dialogue), dialogue=dialogue, version=1, changes={"title": "Mine"})


def test_change_to_the_same_writes_nothing():
    dialogue = DialogueFactory()
    row = dialogues.change(
        by=seated(dialogue), dialogue=dialogue, version=1, changes={"title": dialogue.title}
    )
    assert (row.version, kinds(dialogue)) == (1, [])


def test_change_rolls_back_with_its_record(broken_audit):
    dialogue = DialogueFactory(title="Before")
    with pytest.raises(RuntimeError):
        dialogues.change(by=seated(dialogue), dialogue=dialogue, version=1, changes={"title": "After"})
    assert Dialogue.objects.get().title == "Before"


@pytest.mark.parametrize(("field", "is_asked_again"), [("goals", True), ("format", True), ("title", False)])
def test_change_of_the_design_asks_for_new_sign_offs(field, is_asked_again):
    dialogue = DialogueFactory()
    signed = DesignTeamMemberFactory(dialogue=dialogue, signed_off_at=timezone.now())
    value = "world_cafe" if field == "format" else "Something new"
    dialogues.change(by=seated(dialogue), dialogue=dialogue, version=1, changes={field: value})
    signed.refresh_from_db()
    assert (signed.signed_off_at is None) == is_asked_again
    assert ("design_sign_offs_cleared" in kinds(dialogue)) == is_asked_again


def test_close_and_open_again():
    dialogue = DialogueFactory()
    liaison = seated(dialogue)
    HeldSessionFactory(dialogue=dialogue)
    closed = dialogues.close(by=liaison, dialogue=dialogue)
    assert (closed.is_open, closed.closed_by) == (False, liaison)
    assert dialogues.reopen(by=liaison, dialogue=dialogue).is_open
    assert kinds(dialogue) == ["dialogue_closed", "dialogue_reopened"]


def test_close_refused_while_a_session_is_planned():
    dialogue = SessionFactory().dialogue
    with pytest.raises(SessionsStillPlanned):
        dialogues.close(by=seated(dialogue), dialogue=dialogue)


@pytest.mark.parametrize("verb", [dialogues.close, dialogues.reopen])
@pytest.mark.parametrize("seat", [Seat.DESIGNER, Seat.FACILITATOR, Seat.NEUTRAL])
def test_close_and_reopen_refused_without_the_liaisons_seat(verb, seat):
    dialogue = DialogueFactory()
    with pytest.raises(NotAllowed, match="Only the liaison closes"):
        verb(by=seated(dialogue, seat), dialogue=dialogue)


def test_close_and_reopen_twice_write_once():
    dialogue = DialogueFactory()
    liaison = seated(dialogue)
    for verb in (dialogues.close, dialogues.close, dialogues.reopen, dialogues.reopen):
        verb(by=liaison, dialogue=dialogue)
    assert kinds(dialogue) == ["dialogue_closed", "dialogue_reopened"]


def test_those_who_left_have_no_rights():
    dialogue = DialogueFactory()
    person = DesignTeamMemberFactory(dialogue=dialogue, seat=Seat.LIAISON, left_at=timezone.now()).user
    for stranger in (person, UserFactory()):
        with pytest.raises(NotAllowed):
            dialogues.close(by=stranger, dialogue=dialogue)
