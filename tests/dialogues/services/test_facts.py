import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.errors import NotAllowed
from dialogues.choices.incidents import Reach, Standing
from dialogues.errors import FactReplaced, FactUnchanged, MomentInFuture, ReasonMissing, UnsaidNeedsWhy
from dialogues.models import Fact
from dialogues.services import facts
from dialogues.services.facts import Saying
from records.models import AuditEvent
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import IncidentFactory
from tests.factories.incidents import FactFactory, liaison_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident():
    return IncidentFactory()


@pytest.fixture
def liaison(incident):
    return liaison_of(incident)


def saying(**values):
    asked = {"standing": Standing.KNOWN, "text": "The street is open.", "as_of_at": timezone.now()}
    return Saying(**(asked | values))


def same(fact, **values):
    names = ("standing", "text", "as_of_at", "reach")
    return Saying(**({name: getattr(fact, name) for name in names} | values))


def test_write_keeps_it_for_the_team_unless_said_otherwise(liaison, incident):
    fact = facts.write(by=liaison, incident=incident, saying=saying())
    assert (fact.reach, fact.written_by) == (Reach.TEAM, liaison)
    event = AuditEvent.objects.get(kind="fact_written")
    assert (event.space, event.details) == ("agency", {"standing": "Known"})


def test_write_twice_with_one_form_writes_once(liaison, incident):
    key = uuid.uuid4()
    written = [
        facts.write(by=liaison, incident=incident, saying=saying(), form_key=key) for _turn in range(2)
    ]
    assert written[0] == written[1]


def test_what_cannot_be_said_needs_why_and_until_when(liaison, incident):
    unsaid = {"standing": Standing.CANNOT_BE_SAID, "text": "The name."}
    for missing in ({}, {"why": "The family first."}, {"until_words": "tomorrow"}):
        with pytest.raises(UnsaidNeedsWhy):
            facts.write(by=liaison, incident=incident, saying=saying(**unsaid, **missing))
    kept = saying(**unsaid, why="The family first.", until_on=timezone.localdate())
    assert facts.write(by=liaison, incident=incident, saying=kept).until_on
    with pytest.raises(IntegrityError), transaction.atomic():
        FactFactory(incident=incident, **unsaid)


def test_why_does_not_stay_with_what_is_known(liaison, incident):
    fact = facts.write(by=liaison, incident=incident, saying=saying(why="x", until_words="y"))
    assert (fact.why, fact.until_words) == ("", "")


def test_a_change_is_a_new_line_and_the_old_one_stays(liaison, incident):
    old = FactFactory(incident=incident, standing=Standing.NOT_KNOWN, text="Whether anyone is hurt.")
    new = facts.replace(by=liaison, fact=old, saying=saying(text="Nobody is hurt."))
    assert list(incident.facts.current()) == [new]
    assert Fact.objects.get(pk=old.pk).text == "Whether anyone is hurt."
    assert AuditEvent.objects.get(kind="fact_replaced").details == {
        "before": "Not known yet",
        "standing": "Known",
    }


def test_of_two_people_changing_one_line_the_second_is_told(liaison, incident):
    old = FactFactory(incident=incident)
    facts.replace(by=liaison, fact=old, saying=saying(text="First"))
    with pytest.raises(FactReplaced):
        facts.replace(by=liaison, fact=old, saying=saying(text="Second"))
    with pytest.raises(FactReplaced):
        facts.withdraw(by=liaison, fact=old, reason="Wrong")


def test_the_same_again_is_not_a_change(liaison, incident):
    fact = FactFactory(incident=incident)
    with pytest.raises(FactUnchanged):
        facts.replace(by=liaison, fact=fact, saying=same(fact))


def test_withdraw_takes_it_off_the_board_with_a_reason(liaison, incident):
    fact = FactFactory(incident=incident)
    with pytest.raises(ReasonMissing):
        facts.withdraw(by=liaison, fact=fact, reason="  ")
    first = facts.withdraw(by=liaison, fact=fact, reason="It was wrong.")
    assert facts.withdraw(by=liaison, fact=fact, reason="Again").withdrawn_at == first.withdrawn_at
    assert not incident.facts.current().exists()
    with pytest.raises(FactReplaced):
        facts.replace(by=liaison, fact=fact, saying=saying())


@pytest.mark.parametrize("change", [{"text": "Other"}, {"reach": "team"}, {"standing": "checking"}])
def test_the_database_refuses_to_rewrite_a_line(incident, change):
    fact = FactFactory(incident=incident)
    with pytest.raises(IntegrityError, match="stays as it was said"), transaction.atomic():
        Fact.objects.filter(pk=fact.pk).update(**change)


def test_refused_for_a_time_to_come_and_for_others(liaison, incident):
    ahead = saying(as_of_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(MomentInFuture):
        facts.write(by=liaison, incident=incident, saying=ahead)
    with pytest.raises(NotAllowed):
        facts.write(by=MembershipFactory().user, incident=incident, saying=saying())
