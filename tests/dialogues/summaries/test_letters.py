from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from dialogues.choices import Seat
from dialogues.permissions import seats_that
from dialogues.summaries.letters import ASK, GONE, LATER, MEND, PAGE, WRITE, LetterScope, LettersPage
from records.services.dispatch import GIVEN_UP, NOBODY_KNOWS
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import ClosedDialogueFactory, DialogueFactory, seated
from tests.factories.letters import UndeliveredFactory
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return DialogueFactory()


def scope(user):
    return LetterScope.of(user, inviting=seats_that("invite"))


def page(user, **place):
    return LettersPage.of(scope(user), now=timezone.now(), **place)


def letter_in(dialogue, **values):
    return UndeliveredFactory(person=ParticipantFactory(dialogue=dialogue), **values)


def test_only_letters_that_need_a_person_and_can_still_go(dialogue):
    liaison, now = seated(dialogue), timezone.now()
    wanted = [letter_in(dialogue), letter_in(dialogue, state="held", reason=NOBODY_KNOWS)]
    for state in ("pending", "cancelled", "expired"):
        letter_in(dialogue, state=state)
    letter_in(dialogue, created_at=now - timedelta(days=9), expires_at=now - timedelta(days=1))
    assert [row.message for row in page(liaison).rows] == wanted
    assert scope(liaison).count(now) == 2


def test_each_person_sees_to_their_own(dialogue):
    mine = letter_in(dialogue)
    letter_in(DialogueFactory())
    letter_in(closed := ClosedDialogueFactory())
    liaison = seated(dialogue)
    seated(closed, user=liaison)
    administrator = MembershipFactory(agency=dialogue.agency, roles=[Role.ADMINISTRATOR]).user
    of_agency = UndeliveredFactory(
        dialogue_id=None,
        agency_id=dialogue.agency_id,
        recipient="member_invitation:7",
        kind="member_invitation",
    )
    UndeliveredFactory(dialogue_id=None, agency_id=None, recipient="user:7", kind="password_reset")
    assert [row.message for row in page(liaison).rows] == [mine]
    assert [row.message for row in page(administrator).rows] == [of_agency]
    for seat in (Seat.FACILITATOR, Seat.DESIGNER, Seat.NEUTRAL):
        assert page(seated(dialogue, seat)).rows == ()


def test_it_says_to_whom_and_what_to_do(dialogue):
    liaison = seated(dialogue)
    person = letter_in(dialogue)
    letter_in(dialogue, state="held", reason=NOBODY_KNOWS)
    letter_in(dialogue, reason=GIVEN_UP)
    letter_in(dialogue, recipient="participant:999999")
    letter_in(dialogue, recipient=f"user:{liaison.pk}", kind="follow_up_due")
    letter_in(dialogue, kind="of_another_age")
    rows = page(liaison).rows
    assert [row.advice for row in rows] == [MEND, ASK, LATER, GONE, WRITE, MEND]
    number = person.recipient.partition(":")[2]
    assert rows[0].address == f"/dialogues/{dialogue.pk}/people/{number}/change/"
    assert rows[0].to.startswith("Demo Neighbor")
    assert (rows[0].where, rows[3].address, rows[5].label) == (dialogue.title, "", "of_another_age")


def test_a_letter_never_names_a_participant_of_another_dialogue(dialogue):
    other = ParticipantFactory(name="Other Demo")
    letter_in(dialogue, recipient=other.reference)
    assert "Other" not in page(seated(dialogue)).rows[0].to


def test_it_is_paged_by_key(dialogue):
    liaison, start = seated(dialogue), timezone.now()
    wanted = [letter_in(dialogue, created_at=start + timedelta(seconds=n // 2)) for n in range(PAGE + 3)]
    first = page(liaison)
    rest = page(liaison, after=first.next_after)
    seen = [row.message.pk for row in (*first.rows, *rest.rows)]
    assert sorted(seen) == sorted(letter.pk for letter in wanted)
    assert (len(first.rows), rest.next_after, rest.is_first) == (PAGE, None, False)
    assert page(liaison, after=letter_in(DialogueFactory()).pk).is_first


@pytest.mark.parametrize("count", [1, 4])
def test_it_costs_the_same_for_one_and_for_many(dialogue, count, django_assert_num_queries):
    liaison = seated(dialogue)
    for _turn in range(count):
        letter_in(dialogue)
    with django_assert_num_queries(6):
        assert len(page(liaison).rows) == count
