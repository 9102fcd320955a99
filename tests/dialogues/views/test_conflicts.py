import html

import pytest
from django.urls import reverse

from dialogues.choices import Affiliation, Seat
from dialogues.choices.gate import ConflictAnswer
from dialogues.models import ConflictDeclaration
from tests.dialogues.views.conftest import questions, signed_in, typed
from tests.factories.accounts import MembershipFactory, ReviewMembershipFactory
from tests.factories.dialogues import DesignTeamMemberFactory, seated
from tests.factories.gate import ConflictDeclarationFactory

pytestmark = pytest.mark.django_db
TIES = "My cousin works in that precinct."


def address(name, dialogue, *args):
    return reverse(f"dialogues:{name}", args=[dialogue.pk, *args])


def words_of(page):
    return " ".join(html.unescape(page.content.decode()).split())


@pytest.fixture
def told():
    """A member who declared ties, in a dialogue with everyone around."""
    member = DesignTeamMemberFactory()
    ConflictDeclarationFactory(member=member, answer=ConflictAnswer.TIES, ties=TIES)
    return member


def test_declaring_for_oneself(dialogue):
    member = DesignTeamMemberFactory(dialogue=dialogue)
    browser, page = signed_in(member.user), address("design-team-declare", dialogue, member.pk)
    refused = browser.post(page, typed(browser.get(page), answer="ties"))
    assert "Write which ties there are, in a sentence." in words_of(refused)
    assert browser.post(page, typed(refused, ties=TIES)).status_code == 302
    assert TIES in words_of(browser.get(page))
    assert ConflictDeclaration.objects.get().member == member


def test_what_was_typed_stays_when_someone_else_was_faster(dialogue):
    member = DesignTeamMemberFactory(dialogue=dialogue)
    browser, page = signed_in(member.user), address("design-team-declare", dialogue, member.pk)
    sent = typed(browser.get(page), answer="ties", ties=TIES)
    ConflictDeclarationFactory(member=member)
    refused = browser.post(page, sent)
    assert (refused.status_code, TIES in words_of(refused)) == (409, True)
    assert browser.post(page, typed(refused)).status_code == 302


@pytest.mark.parametrize(
    ("seat", "affiliation", "reads"),
    [
        (Seat.LIAISON, Affiliation.LAW_ENFORCEMENT, True),
        (Seat.NEUTRAL, Affiliation.COMMUNITY, True),
        (Seat.FACILITATOR, Affiliation.FACILITATOR, False),
        (Seat.DESIGNER, Affiliation.LAW_ENFORCEMENT, False),
        (Seat.DESIGNER, Affiliation.COMMUNITY, False),
    ],
)
def test_only_liaison_and_neutrals_read_what_was_declared(told, seat, affiliation, reads):
    reader = signed_in(seated(told.dialogue, seat, affiliation))
    words = words_of(reader.get(address("design-team-list", told.dialogue)))
    assert (TIES in words, "Has ties" in words) == (reads, reads)
    assert "Conflicts of interest: declared by 1 of 2." in words


def test_the_person_reads_their_own(told):
    assert TIES in words_of(signed_in(told.user).get(address("design-team-list", told.dialogue)))


def test_nobody_reads_another_ones_declaration_form(told):
    liaison = signed_in(seated(told.dialogue))
    page = liaison.get(address("design-team-declare", told.dialogue, told.pk))
    assert (page.status_code, TIES in words_of(page)) == (403, False)


def test_records_officers_and_reviewers_learn_only_that_it_was_declared(told):
    officer = MembershipFactory(agency=told.dialogue.agency, roles=["records_officer"]).user
    watching = ReviewMembershipFactory()
    watching.organization.agencies.add(told.dialogue.agency)
    pages = [
        signed_in(officer).get(address("design-team-list", told.dialogue)),
        signed_in(officer).get(address("gate-show", told.dialogue)),
        signed_in(officer).get(address("record-show", told.dialogue)),
        signed_in(watching.user).get(reverse("history:timeline", args=[told.dialogue.pk])),
    ]
    for page in pages:
        assert page.status_code == 200
        assert TIES not in words_of(page)
        assert "Has ties" not in words_of(page)


def test_the_team_page_asks_who_has_not_declared_yet(dialogue, liaison):
    guest = DesignTeamMemberFactory(dialogue=dialogue, user=None, name="Demo Guest")
    words = words_of(liaison.get(address("design-team-list", dialogue)))
    assert "Your declaration on conflicts of interest is missing" in words
    assert "not declared yet" in words
    assert address("design-team-declare", dialogue, guest.pk) in words


def test_the_cost_of_the_team_page_does_not_grow_with_declarations(dialogue, liaison):
    page = address("design-team-list", dialogue)
    few = questions(liaison, page)
    for _again in range(3):
        ConflictDeclarationFactory(member=DesignTeamMemberFactory(dialogue=dialogue))
    assert questions(liaison, page) == few
