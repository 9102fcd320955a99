import pytest
from django.utils import timezone

from dialogues.choices import Category
from dialogues.schedules import LetterKind
from dialogues.services import notices
from dialogues.summaries.participants import AccessNeeds, PeopleOverview, PeoplePage, PersonPage
from records.choices import MessageState
from records.models import Message
from tests.factories.dialogues import DialogueFactory, SessionFactory
from tests.factories.participants import InvitationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def test_overview_counts_each_person_once_and_names_who_is_missing(django_assert_num_queries):
    dialogue = DialogueFactory()
    first, second = SessionFactory.create_batch(2, dialogue=dialogue)
    youth = ParticipantFactory(dialogue=dialogue, category="youth")
    ParticipantFactory(dialogue=dialogue, category="youth")
    ParticipantFactory(dialogue=dialogue, category="not_said")
    faith = ParticipantFactory(dialogue=dialogue, category="faith")
    InvitationFactory(session=first, participant=youth, answer="yes")
    InvitationFactory(session=second, participant=youth, answer="yes")
    InvitationFactory(session=first, participant=faith, answer="yes", withdrawn_at=timezone.now())
    ParticipantFactory(category="union")
    with django_assert_num_queries(1):
        overview = PeopleOverview.of(dialogue)
    assert (overview.listed, overview.asked, overview.coming, overview.unsaid) == (4, 1, 1, 1)
    rows = {row.key: (row.listed, row.asked, row.coming, row.state[0]) for row in overview.present}
    assert rows == {"youth": (2, 1, 1, "done"), "faith": (1, 0, 0, "waiting")}
    assert len(overview.missing) == len(Category) - 1 - 2


def test_overview_says_what_each_category_waits_for():
    session = SessionFactory()
    InvitationFactory(session=session, participant__category="youth")
    ParticipantFactory(dialogue=session.dialogue, category="faith")
    words = {row.key: str(row.state[1]) for row in PeopleOverview.of(session.dialogue).rows}
    assert (words["youth"], words["faith"], words["elders"]) == ("No yes yet", "Not asked yet", "Nobody yet")


def test_page_goes_on_after_a_person_in_the_order_of_names(monkeypatch):
    monkeypatch.setattr("dialogues.summaries.participants.PAGE", 2)
    dialogue = DialogueFactory()
    for name in ("cy", "Ana", "Bo", "Bo"):
        ParticipantFactory(dialogue=dialogue, name=name)
    ParticipantFactory(dialogue=dialogue, name="", alias="Abe")
    seen, after = [], None
    for _ in range(3):
        page = PeoplePage.of(dialogue, after=after)
        seen += [person.name or person.alias for person in page.people]
        after = page.next_after
    assert seen == ["Abe", "Ana", "Bo", "Bo", "cy"]
    assert after is None


def test_page_after_someone_who_was_removed_begins_anew():
    person = ParticipantFactory()
    assert PeoplePage.of(person.dialogue, after=999_999_999).people == (person,)


def test_page_counts_answers_of_open_invitations():
    invitation = InvitationFactory(answer="yes")
    InvitationFactory(
        session=SessionFactory(dialogue=invitation.session.dialogue),
        participant=invitation.participant,
        withdrawn_at=timezone.now(),
    )
    (person,) = PeoplePage.of(invitation.session.dialogue, words="neighbor").people
    assert (person.asked, person.coming, person.declined) == (1, 1, 0)


@pytest.mark.parametrize(
    ("state", "shape", "words"),
    [
        (MessageState.PENDING, "waiting", "Goes out"),
        (MessageState.SENDING, "waiting", "Goes out"),
        (MessageState.SENT, "done", "Sent"),
        (MessageState.CANCELLED, "off", "Not sent"),
        (MessageState.SUPERSEDED, "off", "Not sent"),
        (MessageState.EXPIRED, "off", "Not sent in time"),
        (MessageState.HELD, "needs-you", "Held"),
        (MessageState.DEAD, "needs-you", "Could not be delivered"),
    ],
)
def test_letters_to_a_person_tell_their_state_in_words(state, shape, words):
    invitation = InvitationFactory()
    notices.post_letters(
        by=invitation.invited_by, invitations=[invitation], kind=LetterKind.INVITATION, key="x",
        expires_at=invitation.session.starts_at,
    )  # fmt: skip
    sent_at = timezone.now() if state == MessageState.SENT else None
    Message.objects.update(state=state, sent_at=sent_at)
    (line,) = PersonPage.of(invitation.participant).letters
    assert (str(line.label), line.shape) == ("Invitation", shape)
    assert str(line.words).startswith(words)


def test_access_needs_of_those_asked_who_did_not_decline():
    session = SessionFactory()
    InvitationFactory(session=session, participant__access_needs="Ramp", participant__language="es")
    InvitationFactory(session=session, participant__access_needs="Captions", answer="yes")
    InvitationFactory(session=session, participant__access_needs="Secret", answer="no")
    ParticipantFactory(dialogue=session.dialogue, access_needs="Not asked")
    needs = AccessNeeds.of(session)
    assert needs.needs == ("Captions", "Ramp")
    assert [(str(row.label), row.count) for row in needs.languages] == [("Spanish", 1)]
    assert needs.expected == 2


def test_readers_without_a_seat_do_not_count_single_people():
    session = SessionFactory()
    ParticipantFactory.create_batch(5, dialogue=session.dialogue, category="faith")
    ParticipantFactory(dialogue=session.dialogue, category="not_said")
    alone = ParticipantFactory(dialogue=session.dialogue, category="youth")
    few = []
    for answer in ("none", "yes"):
        InvitationFactory(session=SessionFactory(dialogue=session.dialogue), participant=alone, answer=answer)
        overview = PeopleOverview.of(session.dialogue, is_exact=False)
        rows = {row.key: (row.counts, str(row.state[1])) for row in overview.present}
        assert rows["faith"] == ("5 on the list · 0 invited · 0 coming", "Not asked yet")
        few.append(rows["youth"])
    assert few == [("fewer than 5 on the list", "On the list")] * 2
    assert overview.is_unsaid_few
    assert not PeopleOverview.of(session.dialogue).is_unsaid_few


def test_a_short_list_has_no_number_for_readers_without_a_seat():
    person = ParticipantFactory()
    assert PeopleOverview.of(person.dialogue, is_exact=False).counts == "fewer than 5 on the list"
    assert PeopleOverview.of(person.dialogue).counts == "1 on the list · 0 invited · 0 coming"
