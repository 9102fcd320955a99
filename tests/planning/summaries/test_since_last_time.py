"""Which promises a session accounts for, and in which words; what nobody may read stays out of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from dialogues.choices import Affiliation, CommitmentStatus
from planning.models import AgendaBlock
from planning.summaries.since_last_time import MOST_LISTED, SinceLastTime
from tests.factories.commitments import CommitmentFactory, PublicDialogueFactory, ReportFactory
from tests.factories.dialogues import (
    DesignTeamMemberFactory,
    DialogueFactory,
    HeldSessionFactory,
    IncidentFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
NEIGHBORS = "Demo Neighbors United"


@pytest.fixture
def session():
    return SessionFactory()


def since(session):
    return SinceLastTime.of(session, now=timezone.now())


def settled(dialogue, days_ago, status=CommitmentStatus.DONE, **values):
    promise = CommitmentFactory(dialogue=dialogue, status=status, **values)
    reported_at = timezone.now() - timedelta(days=days_ago)
    ReportFactory(commitment=promise, status=status, reported_at=reported_at, **_reason(values))
    return promise


def _reason(values):
    return {name: value for name, value in values.items() if name == "drop_reason"}


def earlier(dialogue, **values):
    """Another dialogue of the agency with its promises in public."""
    return PublicDialogueFactory(agency=dialogue.agency, **values)


def seat_neighbors(*dialogues, **values):
    for dialogue in dialogues:
        DesignTeamMemberFactory(dialogue=dialogue, user=None, **{"organization": NEIGHBORS, **values})


def test_nothing_promised_is_nothing_to_account_for(session):
    assert not since(session)


def test_open_promises_and_those_settled_since_the_last_session(session):
    HeldSessionFactory(dialogue=session.dialogue, starts_at=timezone.now() - timedelta(days=30))
    kept = CommitmentFactory(dialogue=session.dialogue)
    new = settled(session.dialogue, days_ago=10)
    settled(session.dialogue, days_ago=40)
    assert set(since(session).promises) == {kept, new}


def test_before_any_session_what_was_settled_within_a_year_counts(session):
    new = settled(session.dialogue, days_ago=300)
    settled(session.dialogue, days_ago=400)
    assert since(session).promises == (new,)


def test_the_same_community_is_the_same_organization_the_same_person_or_the_same_incident(session):
    here = session.dialogue
    person = DesignTeamMemberFactory(dialogue=here, organization="")
    seat_neighbors(here)
    by_organization, by_person, stranger = earlier(here), earlier(here), earlier(here)
    seat_neighbors(by_organization)
    DesignTeamMemberFactory(dialogue=by_person, user=person.user, organization="")
    DesignTeamMemberFactory(dialogue=stranger, user=None, organization="")
    for dialogue in (by_organization, by_person, stranger):
        CommitmentFactory(dialogue=dialogue)
    found = {promise.dialogue for promise in since(session).promises}
    assert found == {by_organization, by_person}
    incident = IncidentFactory(agency=here.agency)
    type(here).objects.filter(pk__in=[here.pk, stranger.pk]).update(incident=incident)
    here.refresh_from_db()
    assert {promise.dialogue for promise in since(session).promises} == found | {stranger}


def test_of_other_dialogues_only_what_everyone_may_read(session):
    here = session.dialogue
    hidden, public = DialogueFactory(agency=here.agency), earlier(here)
    elsewhere = PublicDialogueFactory()
    seat_neighbors(here, hidden, public, elsewhere)
    for dialogue in (hidden, elsewhere):
        CommitmentFactory(dialogue=dialogue)
    CommitmentFactory(dialogue=public, is_public=False)
    told = CommitmentFactory(dialogue=public)
    assert since(session).promises == (told,)


def test_officers_who_sit_on_both_teams_are_not_the_community(session):
    public = earlier(session.dialogue)
    seat_neighbors(session.dialogue, public, affiliation=Affiliation.LAW_ENFORCEMENT)
    seat_neighbors(session.dialogue, organization="Demo Youth Council")
    CommitmentFactory(dialogue=public)
    assert not since(session)


def test_until_its_team_names_a_community_what_the_opening_page_showed_counts(session):
    told = CommitmentFactory(dialogue=earlier(session.dialogue))
    CommitmentFactory(dialogue=earlier(session.dialogue), is_public=False)
    assert (since(session).promises, since(session).elsewhere) == ((told,), ())
    seat_neighbors(session.dialogue)
    assert (since(session).promises, since(session).elsewhere) == ((), (told,))


def test_what_is_open_elsewhere_is_named_and_never_what_is_settled_hidden_or_anothers(session):
    seat_neighbors(session.dialogue)
    other = earlier(session.dialogue)
    open_ones = CommitmentFactory.create_batch(MOST_LISTED + 2, dialogue=other)
    settled(other, days_ago=5)
    for dialogue in (DialogueFactory(agency=other.agency), PublicDialogueFactory()):
        CommitmentFactory(dialogue=dialogue)
    found = since(session)
    assert not found
    assert set(found.elsewhere) <= set(open_ones)
    assert (len(found.elsewhere), found.more_elsewhere) == (MOST_LISTED, 2)


def test_the_words_tell_each_promise_with_its_state(session):
    CommitmentFactory(dialogue=session.dialogue, text="Say the reason.", owner="Patrol", status="behind")
    settled(session.dialogue, 5, text="Answer the phone", owner="Desk")
    settled(session.dialogue, 5, "dropped", text="Hold a class", owner="Training", drop_reason="No room.")
    with translation.override("es"):
        words = since(session).instructions()
    assert words.startswith("As of ")
    assert "– Say the reason (Patrol): Behind, due " in words
    assert "– Answer the phone (Desk): done." in words
    assert "– Hold a class (Training): dropped. No room." in words


def test_long_lists_fit_into_an_item(session):
    CommitmentFactory.create_batch(
        MOST_LISTED + 3, dialogue=session.dialogue, text="x" * 300, owner="y" * 160
    )
    found = since(session)
    assert (len(found.promises), found.more) == (MOST_LISTED, 3)
    words = found.instructions()
    assert "And 3 more promises on the commitments page." in words
    assert len(words) <= AgendaBlock._meta.get_field("instructions").max_length


def test_the_cost_does_not_grow(session):
    costs = []
    for _again in range(2):
        public = earlier(session.dialogue)
        seat_neighbors(session.dialogue, public)
        CommitmentFactory(dialogue=public)
        with CaptureQueriesContext(connection) as asked:
            assert since(session)
        costs.append(len(asked))
    assert costs == [5, 5]
