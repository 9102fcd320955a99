import uuid

import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from accounts.roles import Role
from accounts.services import members
from dialogues import tokens
from dialogues.choices import Affiliation, Seat
from dialogues.errors import (
    AlreadySeated,
    DialogueClosed,
    LastLiaison,
    LiaisonNeedsAccount,
    NotALiaison,
    SeatLeft,
    SeatNotOffered,
    SpaceNotForAgency,
)
from dialogues.models import DesignTeamMember, Dialogue
from dialogues.services import design_team
from records.models import AuditEvent
from records.services import audit
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.dialogues import (
    ClosedDialogueFactory,
    DesignTeamMemberFactory,
    DialogueFactory,
    seated,
)

pytestmark = pytest.mark.django_db


def kinds():
    return list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))


def added(by, dialogue, **values):
    asked = {"name": "Demo Neighbor", "affiliation": Affiliation.COMMUNITY, "seat": Seat.DESIGNER}
    return design_team.add(by=by, dialogue=dialogue, **(asked | values))


def changed(by, member, **values):
    names = ("name", "organization", "affiliation", "seat")
    return design_team.change(by=by, member=member, **({n: getattr(member, n) for n in names} | values))


def member_of(dialogue, person):
    return DesignTeamMember.objects.get(dialogue=dialogue, user=person)


def test_add_without_an_account():
    dialogue = DialogueFactory()
    member = added(seated(dialogue), dialogue)
    event = AuditEvent.objects.get()
    assert (member.user, event.kind, event.subject_label) == (None, "seat_taken", "Demo Neighbor")
    assert event.details == {"seat": "Design team"}


def test_add_with_an_account_gives_sight_of_the_dialogue():
    dialogue, person = DialogueFactory(), UserFactory()
    added(seated(dialogue), dialogue, user=person)
    assert type(dialogue).objects.visible_to(person).get() == dialogue


def test_add_twice_with_one_form_adds_one():
    dialogue, key = DialogueFactory(), uuid.uuid4()
    liaison = seated(dialogue)
    assert added(liaison, dialogue, form_key=key).pk == added(liaison, dialogue, form_key=key).pk
    assert kinds() == ["seat_taken"]


def test_add_refused_for_someone_who_has_a_seat():
    dialogue = DialogueFactory()
    liaison = seated(dialogue)
    with pytest.raises(AlreadySeated):
        added(liaison, dialogue, user=liaison)


def test_add_again_after_leaving():
    dialogue = DialogueFactory()
    gone = DesignTeamMemberFactory(dialogue=dialogue, left_at=timezone.now())
    assert added(seated(dialogue), dialogue, user=gone.user).left_at is None


def test_add_refused_for_a_liaison_without_account():
    dialogue = DialogueFactory()
    with pytest.raises(LiaisonNeedsAccount):
        added(seated(dialogue), dialogue, seat=Seat.LIAISON)


@pytest.mark.parametrize("seat", [Seat.DESIGNER, Seat.FACILITATOR, Seat.NEUTRAL])
def test_add_refused_without_the_liaisons_seat(seat):
    dialogue = DialogueFactory()
    with pytest.raises(NotAllowed, match="Only the liaison changes who"):
        added(seated(dialogue, seat), dialogue)


def test_add_refused_when_closed():
    dialogue = ClosedDialogueFactory()
    with pytest.raises(DialogueClosed):
        added(seated(dialogue), dialogue)


def test_add_rolls_back_with_its_record(monkeypatch):
    dialogue = DialogueFactory()
    liaison = seated(dialogue)
    monkeypatch.setattr(audit, "record", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        added(liaison, dialogue)
    assert dialogue.design_team.count() == 1


def test_change_of_a_seat_is_recorded():
    member = DesignTeamMemberFactory(seat=Seat.FACILITATOR)
    row = changed(seated(member.dialogue), member, seat=Seat.NEUTRAL)
    assert (row.seat, AuditEvent.objects.get().details) == (Seat.NEUTRAL, {"seat": "Neutral"})


def test_change_to_the_same_writes_nothing():
    member = DesignTeamMemberFactory()
    changed(seated(member.dialogue), member)
    assert kinds() == []


def test_change_refused_for_the_last_liaison():
    dialogue = DialogueFactory()
    liaison = seated(dialogue)
    with pytest.raises(LastLiaison):
        changed(liaison, member_of(dialogue, liaison), seat=Seat.DESIGNER)


def test_change_of_one_of_two_liaisons():
    dialogue = DialogueFactory()
    one, two = seated(dialogue), seated(dialogue)
    assert changed(one, member_of(dialogue, two), seat=Seat.DESIGNER).seat == Seat.DESIGNER


def test_change_refused_for_a_liaison_without_account():
    member = DesignTeamMemberFactory(user=None)
    with pytest.raises(LiaisonNeedsAccount):
        changed(seated(member.dialogue), member, seat=Seat.LIAISON)


def test_leave_oneself_and_by_the_liaison():
    dialogue = DialogueFactory()
    liaison, designer = seated(dialogue), seated(dialogue, Seat.DESIGNER)
    other = DesignTeamMemberFactory(dialogue=dialogue, user=None)
    design_team.leave(by=designer, member=member_of(dialogue, designer))
    design_team.leave(by=liaison, member=other)
    assert not type(dialogue).objects.visible_to(designer).exists()
    assert kinds() == ["seat_left", "seat_left"]


def test_leave_refused_for_others_without_the_liaisons_seat():
    dialogue = DialogueFactory()
    member = DesignTeamMemberFactory(dialogue=dialogue)
    with pytest.raises(NotAllowed):
        design_team.leave(by=seated(dialogue, Seat.DESIGNER), member=member)


def test_leave_refused_for_the_last_liaison_and_twice():
    dialogue = DialogueFactory()
    liaison = seated(dialogue)
    with pytest.raises(LastLiaison):
        design_team.leave(by=liaison, member=member_of(dialogue, liaison))
    gone = DesignTeamMemberFactory(dialogue=dialogue, left_at=timezone.now())
    with pytest.raises(SeatLeft):
        design_team.leave(by=liaison, member=gone)


def test_sign_off_in_ones_own_name_once():
    dialogue = DialogueFactory()
    designer = seated(dialogue, Seat.DESIGNER)
    first = design_team.sign_off(by=designer, dialogue=dialogue, version=1).signed_off_at
    assert design_team.sign_off(by=designer, dialogue=dialogue, version=1).signed_off_at == first
    assert kinds() == ["design_signed_off"]


@pytest.mark.parametrize("seat", [Seat.FACILITATOR, Seat.NEUTRAL])
def test_sign_off_refused_without_a_designing_seat(seat):
    dialogue = DialogueFactory()
    with pytest.raises(NotAllowed, match="Only members of the design team"):
        design_team.sign_off(by=seated(dialogue, seat), dialogue=dialogue, version=1)


def test_agreement_is_recorded_only_for_members_without_account():
    dialogue = DialogueFactory()
    liaison = seated(dialogue)
    without = DesignTeamMemberFactory(dialogue=dialogue, user=None)
    assert design_team.record_agreement(by=liaison, member=without, version=1).signed_off_at
    assert kinds() == ["design_agreement_recorded"]
    with pytest.raises(NotAllowed, match="in their own name"):
        design_team.record_agreement(by=liaison, member=DesignTeamMemberFactory(dialogue=dialogue), version=1)


def test_agreement_refused_for_seats_that_do_not_design():
    neutral = DesignTeamMemberFactory(user=None, seat=Seat.NEUTRAL)
    with pytest.raises(NotAllowed):
        design_team.record_agreement(by=seated(neutral.dialogue), member=neutral, version=1)


def test_administrator_seats_a_liaison():
    dialogue = DialogueFactory()
    admin = MembershipFactory(agency=dialogue.agency, roles=[Role.ADMINISTRATOR]).user
    chosen = MembershipFactory(agency=dialogue.agency).user
    member = design_team.seat_liaison(by=admin, dialogue=dialogue, user=chosen)
    assert (member.seat, member.affiliation, kinds()) == (
        Seat.LIAISON,
        Affiliation.LAW_ENFORCEMENT,
        ["seat_taken"],
    )
    with pytest.raises(AlreadySeated):
        design_team.seat_liaison(by=admin, dialogue=dialogue, user=chosen)


def test_administrator_makes_a_designer_liaison_in_the_same_seat():
    dialogue = DialogueFactory()
    admin = MembershipFactory(agency=dialogue.agency, roles=[Role.ADMINISTRATOR]).user
    designer = seated(dialogue, Seat.DESIGNER, Affiliation.LAW_ENFORCEMENT)
    MembershipFactory(agency=dialogue.agency, user=designer)
    member = design_team.seat_liaison(by=admin, dialogue=dialogue, user=designer)
    assert (member.pk, member.seat) == (member_of(dialogue, designer).pk, Seat.LIAISON)


def test_seating_refused_for_people_who_are_no_liaison_of_the_agency():
    dialogue = DialogueFactory()
    admin = MembershipFactory(agency=dialogue.agency, roles=[Role.ADMINISTRATOR]).user
    with pytest.raises(NotALiaison):
        design_team.seat_liaison(by=admin, dialogue=dialogue, user=MembershipFactory().user)


def test_seating_refused_without_administering_the_agency():
    dialogue = DialogueFactory()
    for other in (seated(dialogue), MembershipFactory(roles=[Role.ADMINISTRATOR]).user):
        with pytest.raises(NotAllowed):
            design_team.seat_liaison(by=other, dialogue=dialogue, user=other)


def test_a_removed_member_leaves_the_dialogues_of_that_agency_at_once():
    dialogue, elsewhere = DialogueFactory(), DialogueFactory()
    closed = ClosedDialogueFactory(agency=dialogue.agency)
    admin = MembershipFactory(agency=dialogue.agency, roles=[Role.ADMINISTRATOR]).user
    liaison = seated(dialogue)
    seated(closed, Seat.DESIGNER, user=liaison)
    seated(elsewhere, user=liaison)
    membership = liaison.memberships.get(agency=dialogue.agency)
    members.remove(by=admin, membership=membership, now=timezone.now())
    assert list(Dialogue.objects.visible_to(liaison)) == [elsewhere]
    assert kinds() == ["seat_left", "seat_left", "member_removed"]


def offer(dialogue, person, seat=Seat.DESIGNER, affiliation=Affiliation.COMMUNITY):
    member = design_team.add(
        by=seated(dialogue), dialogue=dialogue, name="Demo Neighbor", affiliation=affiliation, seat=seat,
        email=person.email,
    )  # fmt: skip
    return member, tokens.seat_token(member.pk, person.pk)


def test_accept_gives_sight_of_the_dialogue_and_only_once():
    dialogue, person = DialogueFactory(), UserFactory()
    member, token = offer(dialogue, person)
    assert not Dialogue.objects.visible_to(person).exists()
    assert design_team.accept(by=person, token=token) == member
    assert Dialogue.objects.visible_to(person).get() == dialogue
    with pytest.raises(SeatNotOffered):
        design_team.accept(by=person, token=token)


@pytest.mark.parametrize("token", ["", "x", "WzEsMl0:forged"])
def test_accept_refused_without_a_right_offer(token):
    with pytest.raises(SeatNotOffered):
        design_team.accept(by=UserFactory(), token=token)


def test_accept_refused_to_another_account_and_to_whoever_runs_the_agency_meanwhile():
    dialogue, person = DialogueFactory(), UserFactory()
    _member, token = offer(dialogue, person)
    with pytest.raises(SeatNotOffered):
        design_team.accept(by=UserFactory(), token=token)
    MembershipFactory(user=person, agency=dialogue.agency, roles=[Role.RECORDS_OFFICER])
    with pytest.raises(SpaceNotForAgency):
        design_team.accept(by=person, token=token)


def test_accept_refused_to_who_has_a_seat_and_after_the_dialogue_closed():
    dialogue, person = DialogueFactory(), UserFactory()
    member, token = offer(dialogue, person)
    other = seated(dialogue, Seat.NEUTRAL, user=person)
    with pytest.raises(AlreadySeated):
        design_team.accept(by=other, token=token)
    design_team.leave(by=person, member=dialogue.design_team.get(user=person))
    design_team.leave(by=seated(dialogue), member=member)
    with pytest.raises(SeatLeft):
        design_team.accept(by=person, token=token)
