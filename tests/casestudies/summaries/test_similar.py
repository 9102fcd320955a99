"""The three most similar cases of a dialogue, with the reasons."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casestudies.models import PublishedCase
from casestudies.services import publishing
from casestudies.summaries.similar import SimilarCases, situation_of
from dialogues.choices import IncidentKind
from dialogues.models import Attendance, Dialogue
from tests.factories.casestudies import whole_body
from tests.factories.dialogues import DialogueFactory, HeldSessionFactory, IncidentFactory
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue() -> Dialogue:
    incident = IncidentFactory(kind=IncidentKind.DEATH_IN_CUSTODY)
    return DialogueFactory(agency__state="MN", phase="post_incident", incident=incident)


def test_falcon_heights_is_most_like_a_death_in_a_city_of_its_state(dialogue: Dialogue) -> None:
    found = SimilarCases.of(dialogue)
    assert len(found.cases) == 3
    assert found.cases[0].case.key == "falcon_heights"
    assert found.cases[0].likeness.reasons[:2] == ("same phase", "also after a death")
    scores = [row.likeness.score for row in found.cases]
    assert scores == sorted(scores, reverse=True)


def test_after_an_incident_the_kind_and_the_place_decide() -> None:
    incident = IncidentFactory(kind=IncidentKind.DEADLY_FORCE, agency__state="MN")
    found = SimilarCases.of_incident(incident)
    assert found.cases[0].case.key == "falcon_heights"
    assert "also after use of deadly force" in found.cases[0].likeness.reasons
    told = [reason for row in found.cases for reason in row.likeness.reasons]
    assert not [reason for reason in told if "death" in reason]


def test_withdrawn_cases_are_not_shown(dialogue: Dialogue) -> None:
    PublishedCase.objects.filter(key="falcon_heights").update(
        withdrawn_at=timezone.now(), withdrawal_kind="content", withdrawal_reason="A demo reason."
    )
    assert "falcon_heights" not in [row.case.key for row in SimilarCases.of(dialogue).cases]


def test_size_is_the_most_who_were_asked_or_came(dialogue: Dialogue) -> None:
    assert situation_of(dialogue).people is None
    ParticipantFactory.create_batch(3, dialogue=dialogue)
    assert situation_of(dialogue).people == 3
    for counts in ((4, 5), (2,)):
        session = HeldSessionFactory(dialogue=dialogue)
        for count in counts:
            Attendance.objects.create(
                session=session, way="count", affiliation="community", count=count, recorded_at=timezone.now()
            )
    assert situation_of(dialogue).people == 9


def test_nothing_in_common_shows_nothing() -> None:
    PublishedCase.objects.exclude(phases__contains=["sustained"]).update(
        withdrawn_at=timezone.now(), withdrawal_kind="content", withdrawal_reason="A demo reason."
    )
    PublishedCase.objects.update(phases=["sustained"], trigger_kinds=["reform"])
    assert SimilarCases.of(DialogueFactory(phase="pre_crisis")).cases == ()


def test_it_costs_the_same_however_many_cases_there_are(dialogue: Dialogue) -> None:
    def questions() -> int:
        fresh = Dialogue.objects.select_related("agency", "incident").get(pk=dialogue.pk)
        with CaptureQueriesContext(connection) as asked:
            SimilarCases.of(fresh)
        return len(asked)

    before = questions()
    for number in range(5):
        publishing.put(key=f"demo-{number}", body=whole_body(), now=timezone.now())
    assert questions() == before == 4
