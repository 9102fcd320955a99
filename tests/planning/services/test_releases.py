"""Releases: numbered, never rewritten, confirmed by both sides; a new one needs new words."""

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.errors import NotAllowed
from dialogues.choices import Affiliation, Seat
from dialogues.errors import DialogueClosed
from dialogues.models import Dialogue
from planning.errors import NothingNew, NothingToRelease, ReleaseReplaced
from planning.models import AgendaBlock, AgendaRelease, ReleaseConfirmation
from planning.services import items as verbs
from planning.services import releases
from planning.summaries.releases import ReleaseView
from tests.factories.dialogues import DesignTeamMemberFactory, seated
from tests.factories.planning import AgendaFactory
from tests.planning.services.agenda_looks import kinds

pytestmark = pytest.mark.django_db


def member(agenda, side, **values):
    return DesignTeamMemberFactory(
        dialogue=agenda.session.dialogue, affiliation=side, seat=Seat.DESIGNER, **values
    )


def test_a_release_keeps_what_stood_there_and_has_the_next_number(agenda, items, facilitator):
    first = releases.release(by=facilitator, agenda=agenda, note="For the room")
    verbs.change_item(by=facilitator, block=items["B"], version=1, changes={"title": "B!"})
    second = releases.release(by=facilitator, agenda=agenda)
    assert (first.number, second.number, first.note) == (1, 2, "For the room")
    assert [item["title"] for item in first.content["items"]] == ["A", "B", "C"]
    assert [item["title"] for item in second.content["items"]] == ["A", "B!", "C"]
    assert kinds().count("agenda_released") == 2


def test_nothing_is_released_twice_or_empty(agenda, facilitator):
    releases.release(by=facilitator, agenda=agenda)
    with pytest.raises(NothingNew):
        releases.release(by=facilitator, agenda=agenda)
    empty = AgendaFactory()
    with pytest.raises(NothingToRelease):
        releases.release(by=seated(empty.session.dialogue), agenda=empty)


def test_only_who_may_change_the_agenda_releases_it(agenda):
    with pytest.raises(NotAllowed):
        releases.release(by=seated(agenda.session.dialogue, Seat.NEUTRAL), agenda=agenda)
    by = seated(agenda.session.dialogue)
    Dialogue.objects.update(status="closed", closed_at=agenda.changed_at, closed_by=by)
    agenda.session.dialogue.refresh_from_db()
    with pytest.raises(DialogueClosed):
        releases.release(by=by, agenda=agenda)


def test_the_database_refuses_to_rewrite_a_release_and_lets_it_be_erased(agenda, facilitator):
    made = releases.release(by=facilitator, agenda=agenda)
    for change in ({"note": "other"}, {"content": {}}, {"number": 5}):
        with pytest.raises(IntegrityError, match="stays as it was made"), transaction.atomic():
            AgendaRelease.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE planning_agendarelease SET made_at = now()")
    agenda.delete()
    assert not AgendaRelease.objects.exists()


def test_both_sides_confirm_and_a_new_release_needs_new_words(agenda, items, facilitator):
    made = releases.release(by=facilitator, agenda=agenda)
    police, resident = (member(agenda, side) for side in (Affiliation.LAW_ENFORCEMENT, Affiliation.COMMUNITY))
    for person, together in ((police, False), (resident, True)):
        releases.confirm(by=person.user, release=made, member=person)
        releases.confirm(by=person.user, release=made, member=person)
        view = ReleaseView.of(made, person_pk=person.user_id)
        assert (view.is_designed_together, bool(view.missing)) == (together, not together)
    assert ReleaseConfirmation.objects.count() == 2
    verbs.remove_item(by=facilitator, block=items["A"])
    newer = releases.release(by=facilitator, agenda=agenda)
    assert not ReleaseView.of(newer, person_pk=0).is_designed_together
    with pytest.raises(ReleaseReplaced):
        releases.confirm(by=police.user, release=made, member=police)


def test_a_confirmation_is_taken_back_and_stays_in_the_record(agenda, facilitator):
    made, person = releases.release(by=facilitator, agenda=agenda), member(agenda, Affiliation.COMMUNITY)
    releases.confirm(by=person.user, release=made, member=person)
    for _ in range(2):
        releases.take_back(by=person.user, release=made, member=person)
    assert ReleaseConfirmation.objects.get().withdrawn_at is not None
    assert kinds()[-2:] == ["agenda_release_confirmed", "agenda_release_unconfirmed"]
    releases.confirm(by=person.user, release=made, member=person)
    agenda.blocks.all().update(minutes=7)
    releases.release(by=facilitator, agenda=agenda)
    with pytest.raises(ReleaseReplaced):
        releases.take_back(by=person.user, release=made, member=person)
    assert ReleaseConfirmation.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_nobody_confirms_for_others_but_the_liaison_for_who_has_no_account(agenda, facilitator):
    made, liaison = releases.release(by=facilitator, agenda=agenda), seated(agenda.session.dialogue)
    resident = member(agenda, Affiliation.COMMUNITY)
    guest = member(agenda, Affiliation.COMMUNITY, user=None)
    for by, person in (
        (facilitator, resident),
        (liaison, resident),
        (facilitator, guest),
        (resident.user, guest),
    ):
        with pytest.raises(NotAllowed):
            releases.confirm(by=by, release=made, member=person)
    assert releases.confirm(by=liaison, release=made, member=guest).confirmed_by == liaison
    assert AgendaBlock.objects.count() == 3
