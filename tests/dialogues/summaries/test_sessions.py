from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.choices import Answer, Category, Language
from dialogues.schedules import LetterKind
from dialogues.summaries.sessions import PAGE, LettersOfChange, SessionList, SessionPage
from records.models import Message
from tests.factories.dialogues import DialogueFactory, HeldSessionFactory, SessionFactory
from tests.factories.participants import InvitationFactory

pytestmark = pytest.mark.django_db


def asked(session, answer=Answer.NONE, **person):
    return InvitationFactory(
        session=session, answer=answer, **{f"participant__{name}": value for name, value in person.items()}
    )


def test_list_pages_what_is_past():
    dialogue, now = DialogueFactory(), timezone.now()
    held = [HeldSessionFactory(dialogue=dialogue, starts_at=now - timedelta(days=n)) for n in range(1, 24)]
    first = SessionList.of(dialogue, now=now)
    rest = SessionList.of(dialogue, now=now, before=first.next_before)
    assert (first.past, rest.past) == (tuple(held[:PAGE]), tuple(held[PAGE:]))
    assert rest.next_before is None


def test_list_pages_what_is_coming():
    dialogue, now = DialogueFactory(), timezone.now()
    planned = [SessionFactory(dialogue=dialogue, starts_at=now + timedelta(days=n)) for n in range(1, 24)]
    HeldSessionFactory(dialogue=dialogue)
    first = SessionList.of(dialogue, now=now)
    rest = SessionList.of(dialogue, now=now, after=first.next_after)
    assert (first.upcoming, rest.upcoming) == (tuple(planned[:PAGE]), tuple(planned[PAGE:]))
    assert (len(first.past), rest.past, rest.next_after) == (1, (), None)


def test_list_ignores_a_place_in_another_dialogue():
    session = SessionFactory()
    page = SessionList.of(session.dialogue, now=timezone.now(), before=SessionFactory().pk)
    assert page.upcoming == (session,)


def test_page_counts_answers_by_category():
    session = SessionFactory()
    for answer in (Answer.YES, Answer.YES, Answer.NO, Answer.NONE):
        asked(session, answer, category=Category.YOUTH)
    asked(session, Answer.MAYBE, category=Category.FAITH)
    asked(session, Answer.YES, category=Category.UNION).delete()
    page = SessionPage.of(session, now=timezone.now())
    assert [(row.category, row.words) for row in page.rows] == [
        ("Youth", "2 coming · 1 has not answered · 1 not coming"),
        ("Faith leaders", "1 not sure yet"),
    ]
    assert (page.coming, page.answered, page.invited) == (2, 4, 5)


def test_page_tells_readers_without_a_seat_no_answer_of_few():
    session = SessionFactory()
    for answer in [Answer.YES] * 5 + [Answer.NO]:
        asked(session, answer, category=Category.YOUTH)
    asked(session, Answer.MAYBE, category=Category.FAITH)
    page = SessionPage.of(session, now=timezone.now(), is_exact=False)
    assert [row.words for row in page.rows] == ["5 coming", "fewer than 5 of each answer"]


@pytest.mark.parametrize(("seats", "without"), [(None, 0), (1, 1), (2, 0), (3, 0)])
def test_page_says_when_more_are_asked_than_there_are_seats(seats, without):
    session = SessionFactory(capacity=seats)
    for answer in (Answer.YES, Answer.NONE, Answer.NO):
        asked(session, answer)
    assert SessionPage.of(session, now=timezone.now()).without_seat == without


def test_page_leaves_out_withdrawn_invitations():
    session = SessionFactory()
    InvitationFactory(session=session, withdrawn_at=timezone.now())
    assert SessionPage.of(session, now=timezone.now()).invited == 0


def test_page_says_what_is_missing():
    page = SessionPage.of(SessionFactory(), now=timezone.now())
    assert [check.key for check in page.missing] == [
        "address",
        "invitations",
        "arrival",
        "access",
        "languages",
    ]
    full = SessionFactory(
        address="1 Demo Street", arrival="Side door", access="Childcare", languages=[Language.ENGLISH]
    )
    asked(full)
    assert SessionPage.of(full, now=timezone.now()).missing == ()


def test_letters_of_a_change_go_to_all_who_did_not_decline():
    session = SessionFactory()
    for answer in Answer.values:
        asked(session, answer)
    asked(session, email="")
    asked(session, contact_stopped_at=timezone.now())
    spanish = asked(session, language=Language.SPANISH).participant
    asked(session, language=Language.SOMALI)
    letters = LettersOfChange.of(session)
    assert [(group.language, len(group.people)) for group in letters.groups] == [("en", 4), ("es", 1)]
    assert letters.groups[1].people == (spanish,)
    assert letters.count == 5


def test_letters_of_a_change_leave_out_those_whose_invitation_waits():
    invitation = InvitationFactory()
    now = timezone.now()
    Message.objects.create(
        dedupe_key="x", kind=LetterKind.INVITATION, recipient=invitation.participant.reference,
        session_id=invitation.session_id, created_at=now, not_before=now, next_attempt_at=now,
        expires_at=now + timedelta(days=1),
    )  # fmt: skip
    assert LettersOfChange.of(invitation.session).count == 0


@pytest.mark.parametrize(
    ("venue", "address", "key", "said"),
    [
        ("Demo Library", "", "address", "Give the address of the place."),
        ("", "1 Demo Street", "place", "Name the place at this address."),
        ("", "", "place", "Give the place and its address."),
    ],
)
def test_only_what_is_missing_of_the_place_is_named(venue, address, key, said):
    page = SessionPage.of(SessionFactory(venue=venue, address=address), now=timezone.now())
    assert (page.missing[0].key, str(page.missing[0].sentence)) == (key, said)
    assert not set(page.met) & set(page.missing)
    assert {*page.met, *page.missing} == set(page.checks)
