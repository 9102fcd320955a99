import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from dialogues.choices import Seat
from dialogues.choices.gate import ConflictAnswer
from dialogues.errors import ChangedMeanwhile, DialogueClosed, ReasonMissing, SeatLeft
from dialogues.models import ConflictDeclaration
from dialogues.services import conflicts
from records.models import AuditEvent
from tests.dialogues.services.test_races import at_once
from tests.factories.dialogues import ClosedDialogueFactory, DesignTeamMemberFactory, DialogueFactory, seated

pytestmark = pytest.mark.django_db
TIES = "My cousin works there."


def test_everyone_declares_in_their_own_name_and_the_record_says_only_that():
    member = DesignTeamMemberFactory(seat=Seat.NEUTRAL)
    row = conflicts.declare(by=member.user, member=member, answer=ConflictAnswer.TIES, ties=f" {TIES} ")
    assert (row.ties, row.declared_by) == (TIES, member.user)
    event = AuditEvent.objects.get()
    told = f"{event.sentence} {event.details} {event.subject_label}"
    assert event.sentence == f"{member.name} declared on conflicts of interest"
    assert "cousin" not in told
    assert "ties" not in told


def test_the_liaison_writes_it_down_for_people_without_an_account_and_for_nobody_else():
    dialogue = DialogueFactory()
    liaison, guest = seated(dialogue), DesignTeamMemberFactory(dialogue=dialogue, user=None)
    conflicts.declare(by=liaison, member=guest, answer=ConflictAnswer.NONE)
    assert "recorded what Demo Neighbor declared" in AuditEvent.objects.get().sentence
    with pytest.raises(NotAllowed, match="Only they themselves"):
        conflicts.declare(
            by=liaison, member=DesignTeamMemberFactory(dialogue=dialogue), answer=ConflictAnswer.NONE
        )
    with pytest.raises(NotAllowed, match="Only the liaison"):
        conflicts.declare(by=seated(dialogue, Seat.NEUTRAL), member=guest, answer=ConflictAnswer.NONE)


def test_ties_need_words_and_other_answers_keep_none():
    member = DesignTeamMemberFactory()
    with pytest.raises(ReasonMissing):
        conflicts.declare(by=member.user, member=member, answer=ConflictAnswer.TIES, ties=" ")
    row = conflicts.declare(by=member.user, member=member, answer=ConflictAnswer.STEPS_BACK, ties=TIES)
    assert row.ties == ""


def test_changing_it_needs_the_newest_version_and_the_same_again_changes_nothing():
    member = DesignTeamMemberFactory()
    conflicts.declare(by=member.user, member=member, answer=ConflictAnswer.NONE)
    conflicts.declare(by=member.user, member=member, answer=ConflictAnswer.NONE)
    with pytest.raises(ChangedMeanwhile):
        conflicts.declare(by=member.user, member=member, answer=ConflictAnswer.TIES, ties=TIES)
    conflicts.declare(by=member.user, member=member, answer=ConflictAnswer.TIES, ties=TIES, version=1)
    row = ConflictDeclaration.objects.get()
    assert (row.answer, row.version, AuditEvent.objects.count()) == (ConflictAnswer.TIES, 2, 2)


def test_not_in_a_closed_dialogue_nor_after_leaving():
    closed = DesignTeamMemberFactory(dialogue=ClosedDialogueFactory())
    left = DesignTeamMemberFactory(left_at=timezone.now())
    for member, error in ((closed, DialogueClosed), (left, SeatLeft)):
        with pytest.raises(error):
            conflicts.declare(by=member.user, member=member, answer=ConflictAnswer.NONE)


@pytest.mark.django_db(transaction=True)
def test_of_two_liaisons_writing_it_down_at_once_one_is_told():
    dialogue = DialogueFactory()
    people = [seated(dialogue), seated(dialogue)]
    guest = DesignTeamMemberFactory(dialogue=dialogue, user=None)
    results = at_once(
        *(
            lambda by=by, said=said: conflicts.declare(by=by, member=guest, answer=said)
            for by, said in zip(people, (ConflictAnswer.NONE, ConflictAnswer.STEPS_BACK), strict=True)
        )
    )
    assert results.count(ChangedMeanwhile) == 1
    assert ConflictDeclaration.objects.count() == 1
