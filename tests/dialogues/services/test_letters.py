import pytest

from accounts.errors import NotAllowed
from accounts.roles import Role
from dialogues.choices import Seat
from dialogues.services import letters
from records.errors import MessageCannotMove
from records.models import AuditEvent
from records.services import audit
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import DialogueFactory, seated
from tests.factories.letters import UndeliveredFactory
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db
VERBS = [letters.send_again, letters.set_aside]


@pytest.fixture
def dialogue():
    return DialogueFactory()


@pytest.fixture
def letter(dialogue):
    return UndeliveredFactory(person=ParticipantFactory(dialogue=dialogue))


@pytest.mark.parametrize(
    ("verb", "state"), [(letters.send_again, "pending"), (letters.set_aside, "cancelled")]
)
def test_the_liaison_decides_once(verb, state, dialogue, letter):
    by = seated(dialogue)
    verb(by=by, message=letter)
    letter.refresh_from_db()
    assert letter.state == state
    assert AuditEvent.objects.latest("pk").actor_label == by.full_name
    with pytest.raises(MessageCannotMove):
        verb(by=by, message=letter)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("seat", [Seat.FACILITATOR, Seat.DESIGNER, Seat.NEUTRAL])
def test_other_seats_decide_nothing(verb, seat, dialogue, letter):
    with pytest.raises(NotAllowed):
        verb(by=seated(dialogue, seat), message=letter)


@pytest.mark.parametrize("verb", VERBS)
def test_administrators_decide_about_letters_of_the_agency_alone(verb, dialogue, letter):
    administrator = MembershipFactory(agency=dialogue.agency, roles=[Role.ADMINISTRATOR]).user
    with pytest.raises(NotAllowed):
        verb(by=administrator, message=letter)
    own = UndeliveredFactory(
        dialogue_id=None,
        agency_id=dialogue.agency_id,
        recipient="member_invitation:7",
        kind="member_invitation",
    )
    with pytest.raises(NotAllowed):
        verb(by=seated(dialogue), message=own)
    verb(by=administrator, message=own)
    own.refresh_from_db()
    assert own.state in {"pending", "cancelled"}


@pytest.mark.parametrize("verb", VERBS)
def test_letters_of_nobody_are_nobodys(verb, dialogue):
    own = UndeliveredFactory(dialogue_id=None, agency_id=None, recipient="user:7", kind="password_reset")
    with pytest.raises(NotAllowed):
        verb(by=seated(dialogue), message=own)


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_stays_when_the_record_cannot_be_written(verb, dialogue, letter, monkeypatch):
    by = seated(dialogue)
    monkeypatch.setattr(audit, "record", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        verb(by=by, message=letter)
    letter.refresh_from_db()
    assert letter.state == "dead"
