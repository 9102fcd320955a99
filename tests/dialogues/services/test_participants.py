import json
import uuid

import pytest

from accounts.errors import NotAllowed
from dialogues.choices import Seat
from dialogues.errors import AlreadyParticipant, ChangedMeanwhile, DialogueClosed
from dialogues.models import Attendance, Invitation, Participant
from dialogues.schedules import LetterKind
from dialogues.services import participants, replies
from records.choices import MessageState
from records.models import AuditEvent, Bounce, Message
from records.services import audit
from tests.factories.dialogues import ClosedDialogueFactory, DialogueFactory, HeldSessionFactory, seated
from tests.factories.participants import InvitationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db
ANA = {
    "name": "Ana Demo",
    "email": "ana@demo.example",
    "phone": "555-0100",
    "access_needs": "Seat near the door",
    "category": "youth",
    "naming": "first_name",
}


def add(dialogue, by=None, **values):
    details = ANA | values.pop("details", {})
    return participants.add(by=by or seated(dialogue), dialogue=dialogue, details=details, **values)


def recorded():
    return "\n".join(
        json.dumps(row, default=str)
        for row in AuditEvent.objects.values("kind", "actor_label", "subject_label", "details")
    )


def fails(*_, **__):
    raise RuntimeError("the record cannot be written")


def test_add_keeps_what_was_told_and_records_no_name():
    dialogue = DialogueFactory()
    person = add(dialogue)
    assert (person.name, person.email, person.category) == ("Ana Demo", "ana@demo.example", "youth")
    event = AuditEvent.objects.get(kind="participant_added")
    assert event.details == {"category": "Youth"}
    assert event.dialogue_id == dialogue.pk
    for secret in ("Ana", "ana@demo", "555-0100", "door"):
        assert secret not in recorded()


def test_add_refuses_an_address_that_is_there_in_other_letters():
    dialogue = DialogueFactory()
    add(dialogue)
    with pytest.raises(AlreadyParticipant):
        add(dialogue, details={"email": "Ana@Demo.example"})
    assert Participant.objects.count() == 1
    assert add(DialogueFactory()).pk


def test_add_takes_several_people_without_an_address():
    dialogue = DialogueFactory()
    add(dialogue, details={"email": ""})
    add(dialogue, details={"email": "", "name": "", "naming": "number"})
    assert dialogue.participants.count() == 2


def test_add_twice_by_one_form_adds_once():
    dialogue, key = DialogueFactory(), uuid.uuid4()
    first, second = add(dialogue, form_key=key), add(dialogue, form_key=key)
    assert first == second
    assert AuditEvent.objects.filter(kind="participant_added").count() == 1


def test_add_ignores_what_no_form_asks():
    dialogue = DialogueFactory()
    person = add(dialogue, details={"contact_stopped_at": "2026-01-01", "dialogue_id": 999, "pk": 5})
    assert person.dialogue == dialogue
    assert person.contact_stopped_at is None


@pytest.mark.parametrize("seat", [Seat.DESIGNER, Seat.NEUTRAL])
def test_add_needs_a_seat_that_sees_people(seat):
    dialogue = DialogueFactory()
    with pytest.raises(NotAllowed):
        add(dialogue, by=seated(dialogue, seat))


def test_add_is_refused_in_a_closed_dialogue():
    with pytest.raises(DialogueClosed):
        add(ClosedDialogueFactory())


@pytest.mark.parametrize("verb", ["add", "change", "remove", "export"])
def test_nothing_stays_when_the_record_cannot_be_written(verb, monkeypatch):
    person = ParticipantFactory(name="Before Demo")
    by = seated(person.dialogue)
    calls = {
        "add": lambda: add(person.dialogue, by=by),
        "change": lambda: participants.change(
            by=by, participant=person, version=person.version, changes={"name": "After Demo"}
        ),
        "remove": lambda: participants.remove(by=by, participant=person),
        "export": lambda: participants.export(by=by, dialogue=person.dialogue),
    }
    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError):
        calls[verb]()
    assert list(Participant.objects.values_list("name", flat=True)) == ["Before Demo"]


def test_change_records_that_but_not_what():
    person = ParticipantFactory()
    changed = participants.change(
        by=seated(person.dialogue),
        participant=person,
        version=person.version,
        changes={"access_needs": "Quiet way in"},
    )
    assert changed.access_needs == "Quiet way in"
    assert AuditEvent.objects.get(kind="participant_changed").details == {}
    assert "Quiet" not in recorded()


def test_a_mended_address_is_written_to_again():
    person = ParticipantFactory()
    Bounce.objects.create(recipient=person.reference, status="5.1.1", noted_at=person.added_at)
    by = seated(person.dialogue)
    participants.change(by=by, participant=person, version=person.version, changes={"phone": "555-0199"})
    assert Bounce.objects.exists()
    person.refresh_from_db()
    participants.change(
        by=by, participant=person, version=person.version, changes={"email": "mended@demo.example"}
    )
    assert not Bounce.objects.exists()


def test_change_to_the_same_writes_nothing():
    person = ParticipantFactory()
    participants.change(
        by=seated(person.dialogue), participant=person, version=person.version, changes={"name": person.name}
    )
    assert not AuditEvent.objects.filter(kind="participant_changed").exists()


def test_change_refuses_to_overwrite_what_changed_meanwhile():
    person = ParticipantFactory(phone="555-0100")
    by, seen = seated(person.dialogue), person.version
    participants.change(by=by, participant=person, version=seen, changes={"phone": "555-0199"})
    with pytest.raises(ChangedMeanwhile):
        participants.change(by=by, participant=person, version=seen, changes={"phone": "555-0101"})
    person.refresh_from_db()
    assert (person.phone, person.version) == ("555-0199", seen + 1)


def test_change_refuses_to_overwrite_what_the_person_said_themselves():
    invitation = InvitationFactory()
    person, seen = invitation.participant, invitation.participant.version
    replies.tell_access_needs(invitation=invitation, needs="Quiet way in")
    replies.answer(invitation=invitation, answer="yes", naming="alias", alias="Ana D")
    for changes in ({"access_needs": ""}, {"alias": "Other"}):
        with pytest.raises(ChangedMeanwhile):
            participants.change(by=seated(person.dialogue), participant=person, version=seen, changes=changes)
    person.refresh_from_db()
    assert (person.access_needs, person.alias, person.version) == ("Quiet way in", "Ana D", seen + 2)


def test_change_refuses_the_address_of_another():
    person = ParticipantFactory()
    other = ParticipantFactory(dialogue=person.dialogue)
    with pytest.raises(AlreadyParticipant):
        participants.change(
            by=seated(person.dialogue),
            participant=person,
            version=person.version,
            changes={"email": other.email.upper()},
        )


def test_remove_erases_the_person_and_leaves_a_number():
    session = HeldSessionFactory()
    person = ParticipantFactory(dialogue=session.dialogue, name="Ana Demo")
    InvitationFactory(session=session, participant=person)
    Attendance.objects.create(
        session=session, participant=person, way="named", label="Ana Demo", affiliation="community",
        recorded_at=session.starts_at,
    )  # fmt: skip
    participants.remove(by=seated(session.dialogue), participant=person)
    assert not Participant.objects.exists()
    assert not Invitation.objects.exists()
    kept = Attendance.objects.get()
    assert (kept.way, kept.label, kept.participant, kept.count) == ("count", "", None, 1)
    assert "Ana" not in recorded()


def test_remove_stops_letters_on_their_way():
    invitation = InvitationFactory()
    person, dialogue = invitation.participant, invitation.session.dialogue
    mine = waiting_letter(invitation, person.reference)
    other = waiting_letter(invitation, "participant:999999")
    participants.remove(by=seated(dialogue), participant=person)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.state, other.state) == (MessageState.CANCELLED, MessageState.PENDING)


def test_remove_is_possible_after_the_dialogue_was_closed():
    person = ParticipantFactory(dialogue=ClosedDialogueFactory())
    participants.remove(by=seated(person.dialogue), participant=person)
    assert not Participant.objects.exists()


def test_export_can_be_read_again_and_is_recorded():
    person = ParticipantFactory(name="=Ana", alias="@mo", phone="+1 555 0100")
    content = participants.export(by=seated(person.dialogue), dialogue=person.dialogue)
    assert content.startswith(b"\xef\xbb\xbf")
    assert b'"\'=Ana"' in content
    assert b'"\'+1 555 0100"' in content
    event = AuditEvent.objects.get(kind="export_made")
    assert event.details == {"what": "the list of people", "count": 1}


def test_export_is_for_the_liaison():
    dialogue = DialogueFactory()
    with pytest.raises(NotAllowed):
        participants.export(by=seated(dialogue, Seat.FACILITATOR), dialogue=dialogue)


def waiting_letter(invitation, recipient):
    session = invitation.session
    return Message.objects.create(
        kind=LetterKind.REMINDER,
        dedupe_key=recipient,
        recipient=recipient,
        dialogue_id=session.dialogue_id,
        session_id=session.pk,
        created_at=invitation.invited_at,
        not_before=invitation.invited_at,
        next_attempt_at=invitation.invited_at,
        expires_at=session.starts_at,
    )
