import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from dialogues import tokens
from dialogues.choices import Affiliation, Seat
from dialogues.models import DesignTeamMember, Dialogue
from dialogues.services import design_team
from records.models import AuditEvent, Message
from tests.dialogues.views.conftest import signed_in, without_tokens
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.dialogues import DesignTeamMemberFactory, DialogueFactory, seated

pytestmark = pytest.mark.django_db
OF_DIALOGUE = ["design-team-list", "design-team-add", "design-team-sign-off"]
OF_MEMBER = ["design-team-change", "design-team-leave", "design-team-agreement"]


def address(name, *args):
    return reverse(f"dialogues:{name}", args=args)


def adding(**values):
    return {
        "form_key": str(uuid.uuid4()),
        "name": "Demo Neighbor",
        "affiliation": Affiliation.COMMUNITY,
        "seat": Seat.DESIGNER,
        **values,
    }


def test_strangers_get_404(dialogue, stranger):
    member = DesignTeamMemberFactory(dialogue=dialogue)
    pages = [address(name, dialogue.pk) for name in OF_DIALOGUE]
    pages += [address(name, dialogue.pk, member.pk) for name in OF_MEMBER]
    assert {stranger.get(page).status_code for page in pages} == {404}


def test_a_member_of_another_dialogue_is_404(dialogue, liaison):
    elsewhere = DesignTeamMemberFactory()
    for name in OF_MEMBER:
        assert liaison.get(address(name, dialogue.pk, elsewhere.pk)).status_code == 404


def test_members_without_the_right_are_told_why(dialogue, neutral, designer):
    member = DesignTeamMemberFactory(dialogue=dialogue, user=None)
    for browser in (neutral, designer):
        assert browser.get(address("design-team-add", dialogue.pk)).status_code == 403
        for name in OF_MEMBER:
            assert browser.post(address(name, dialogue.pk, member.pk)).status_code == 403
    assert neutral.post(address("design-team-sign-off", dialogue.pk)).status_code == 403


def test_list_shows_the_sides_and_who_is_missing(dialogue, liaison):
    page = liaison.get(address("design-team-list", dialogue.pk)).content.decode()
    assert "No resident designs this dialogue yet." in page
    assert "Your sign-off is missing" in page


def test_add_a_colleague_by_the_exact_address_of_their_account(dialogue, liaison):
    person = MembershipFactory(agency=dialogue.agency, roles=[Role.CO_PLANNER]).user
    User.objects.filter(pk=person.pk).update(email="neighbor@demo.example")
    done = liaison.post(address("design-team-add", dialogue.pk), adding(email=" Neighbor@Demo.example "))
    assert done.url == address("design-team-list", dialogue.pk)
    assert dialogue.design_team.get(user=person).name == "Demo Neighbor"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"email": "nobody@demo.example", "seat": Seat.LIAISON}, "email"),
        ({"email": "no address"}, "email"),
        ({"seat": Seat.LIAISON}, "email"),
        ({"name": ""}, "name"),
        ({"name": "x" * 300}, "name"),
        ({"seat": ""}, "seat"),
        ({"affiliation": "martian"}, "affiliation"),
    ],
)
def test_add_says_beside_the_field_what_to_mend(values, field, dialogue, liaison):
    page = liaison.post(address("design-team-add", dialogue.pk), adding(**values))
    assert page.context["form"].errors[field]
    assert dialogue.design_team.count() == 1


def test_add_never_lists_accounts(dialogue, liaison):
    hidden = UserFactory(full_name="Demo Unknown Person")
    page = liaison.get(address("design-team-add", dialogue.pk)).content.decode()
    assert hidden.full_name not in page
    assert hidden.email not in page


def test_add_answers_the_same_whether_or_not_the_address_has_an_account(dialogue, liaison):
    """What the page says, what the list shows, what the record and the outbox hold: all but the number in the row."""
    UserFactory(email="someone@demo.example")
    seen = []
    for email in ("someone@demo.example", "nobody@demo.example"):
        sent = adding(email=email, form_key=str(uuid.uuid4()))
        page = liaison.post(address("design-team-add", dialogue.pk), sent, follow=True)
        member = dialogue.design_team.latest("pk")
        message = Message.objects.get(context__member=member.pk)
        words = re.sub(r"/design-team/\d+/", "/design-team/N/", without_tokens(page))
        row = (message.kind, message.state, message.dialogue_id, message.agency_id)
        seen.append((words, row, member.user, AuditEvent.objects.latest("pk").sentence))
        design_team.leave(by=User.objects.get(seats__dialogue=dialogue), member=member)
        dialogue.design_team.filter(pk=member.pk).delete()
    assert seen[0] == seen[1]
    assert "If the address has an account here, a letter asks its owner to accept." in seen[0][0]


def offered(dialogue, liaison, person):
    liaison.post(address("design-team-add", dialogue.pk), adding(email=person.email))
    member = dialogue.design_team.get(user=None)
    return member, address("seat-accept", tokens.seat_token(member.pk, person.pk))


def test_a_seat_is_taken_by_accepting_it(dialogue, liaison):
    person = UserFactory()
    member, page = offered(dialogue, liaison, person)
    browser = signed_in(person)
    assert browser.get(address("dialogue-show", dialogue.pk)).status_code == 404
    words = browser.get(page).content.decode()
    assert dialogue.title in words
    assert browser.post(page).url == address("dialogue-show", dialogue.pk)
    assert browser.get(address("dialogue-show", dialogue.pk)).status_code == 200
    member.refresh_from_db()
    assert member.user == person
    assert "accepted the seat as" in AuditEvent.objects.latest("pk").sentence
    assert browser.get(page).status_code == 404


def test_an_offer_is_for_its_own_account_and_while_it_stands(dialogue, liaison):
    person = UserFactory()
    member, page = offered(dialogue, liaison, person)
    assert signed_in(UserFactory()).get(page).status_code == 404
    assert liaison.post(page).status_code == 404
    assert Client().get(page).url.startswith("/sign-in/")
    for token in ("x", page.split("/")[-2][:-2] + "xx"):
        assert signed_in(person).get(address("seat-accept", token)).status_code == 404
    design_team.leave(by=User.objects.get(seats__dialogue=dialogue), member=member)
    assert signed_in(person).post(page).status_code == 404


def test_add_someone_seated_already_is_refused_beside_the_address(dialogue, liaison):
    other = seated(dialogue, Seat.DESIGNER)
    page = liaison.post(address("design-team-add", dialogue.pk), adding(email=other.email))
    assert page.context["form"].errors["email"] == ["This person already has a seat in this dialogue."]


def test_change_a_seat_and_keep_the_last_liaison(dialogue, liaison):
    mine = dialogue.design_team.get()
    sent = {"name": mine.name, "affiliation": mine.affiliation, "seat": Seat.DESIGNER}
    page = liaison.post(address("design-team-change", dialogue.pk, mine.pk), sent)
    assert page.context["form"].errors["seat"] == ["A dialogue needs a liaison. Seat another liaison first."]
    seated(dialogue)
    done = liaison.post(address("design-team-change", dialogue.pk, mine.pk), sent)
    assert (done.status_code, dialogue.design_team.get(pk=mine.pk).seat) == (302, Seat.DESIGNER)


def test_leave_oneself_ends_sight_at_once(dialogue, designer):
    mine = dialogue.design_team.get(seat=Seat.DESIGNER)
    page = designer.get(address("design-team-leave", dialogue.pk, mine.pk)).content.decode()
    assert "You can no longer open it, starting now." in page
    done = designer.post(address("design-team-leave", dialogue.pk, mine.pk))
    assert done.url == address("dialogue-list")
    assert designer.get(address("dialogue-show", dialogue.pk)).status_code == 404


def test_last_liaison_cannot_leave(dialogue, liaison):
    mine = dialogue.design_team.get()
    page = liaison.post(address("design-team-leave", dialogue.pk, mine.pk))
    assert page.status_code == 409
    assert "A dialogue needs a liaison." in page.content.decode()


def test_sign_off_shows_what_is_agreed_to(designer, dialogue):
    dialogue.ground_rules = "Listen to the end."
    dialogue.save()
    page = designer.get(address("design-team-sign-off", dialogue.pk)).content.decode()
    assert "Listen to the end." in page
    designer.post(address("design-team-sign-off", dialogue.pk), {"version": dialogue.version})
    assert dialogue.design_team.get(seat=Seat.DESIGNER).signed_off_at


def test_nobody_agrees_to_words_they_have_not_seen(designer, liaison, dialogue):
    member = DesignTeamMemberFactory(dialogue=dialogue, user=None)
    Dialogue.objects.update(version=2, goals="New goals")
    mine = designer.post(address("design-team-sign-off", dialogue.pk), {"version": 1})
    theirs = liaison.post(address("design-team-agreement", dialogue.pk, member.pk), {"version": 1})
    for page in (mine, theirs):
        assert "The design changed while you were reading." in page.content.decode()
        assert "New goals" in page.content.decode()
    assert not dialogue.design_team.filter(signed_off_at__isnull=False).exists()


def test_agreement_of_a_member_without_account(dialogue, liaison):
    member = DesignTeamMemberFactory(dialogue=dialogue, user=None)
    liaison.post(address("design-team-agreement", dialogue.pk, member.pk), {"version": 1})
    member.refresh_from_db()
    assert member.signed_off_at


def test_administrator_seats_a_liaison_without_reading(dialogue):
    admin = signed_in(MembershipFactory(agency=dialogue.agency, roles=[Role.ADMINISTRATOR]).user)
    chosen = MembershipFactory(agency=dialogue.agency).user
    page = admin.get(address("design-team-seat-liaison", dialogue.pk)).content.decode()
    assert chosen.full_name in page
    assert dialogue.purpose not in page
    done = admin.post(address("design-team-seat-liaison", dialogue.pk), {"user": chosen.pk})
    assert done.url == address("dialogue-list-of-agency", dialogue.agency_id)
    assert DesignTeamMember.objects.get().user == chosen


def test_seating_is_404_for_everyone_else(dialogue, liaison, stranger):
    elsewhere = signed_in(MembershipFactory(roles=[Role.ADMINISTRATOR]).user)
    for browser in (liaison, stranger, elsewhere):
        assert browser.get(address("design-team-seat-liaison", dialogue.pk)).status_code == 404


def test_seating_offers_only_liaisons_of_the_agency():
    dialogue = DialogueFactory()
    admin = signed_in(MembershipFactory(agency=dialogue.agency, roles=[Role.ADMINISTRATOR]).user)
    page = admin.get(address("design-team-seat-liaison", dialogue.pk)).content.decode()
    assert "There is no other liaison to seat" in page
    told = admin.post(address("design-team-seat-liaison", dialogue.pk), {"user": MembershipFactory().user.pk})
    assert told.context["form"].errors["user"]
