"""Which letters of this room may go."""

from datetime import datetime, timedelta

import pytest

from accounts import reminders
from accounts.models import Agency, MemberInvitation, User
from accounts.services import members, sign_in
from records.models import Message
from records.registers import Letter, Withdrawn, message_kinds
from tests.factories.accounts import MemberInvitationFactory, ReviewOrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(administrator: User, agency: Agency, now: datetime) -> MemberInvitation:
    return members.invite(
        by=administrator, agency=agency, email="nia@demo.example", full_name="Nia", roles=["liaison"], now=now
    )


def test_every_kind_is_registered_and_essential() -> None:
    for kind in reminders.KINDS:
        assert message_kinds()[kind.name] is kind
        assert kind.is_essential
    held = {kind.name for kind in reminders.KINDS if kind.when_unsure == "hold"}
    assert held == {"password_reset", "member_invitation"}


class TestPasswords:
    def test_an_account_gets_its_letter(self, stranger: User, now: datetime) -> None:
        sign_in.ask_password_reset(email=stranger.email, now=now)
        letter = reminders.prepare_password_reset(Message.objects.get(), now)
        assert isinstance(letter, Letter)
        assert letter.to == stranger.email

    def test_no_account_gets_none(self, stranger: User, now: datetime) -> None:
        sign_in.ask_password_reset(email="nobody@demo.example", now=now)
        User.objects.filter(pk=stranger.pk).update(is_active=False)
        sign_in.ask_password_reset(email=stranger.email, now=now)
        for message in Message.objects.all():
            assert reminders.prepare_password_reset(message, now) == Withdrawn(
                "cancelled", "no account to send it to"
            )

    def test_word_of_a_new_password_goes_to_its_owner(self, stranger: User, now: datetime) -> None:
        sign_in.change_password(by=stranger, password="nine wooden boats", now=now)
        assert reminders.prepare_password_changed(Message.objects.get(), now).to == stranger.email
        User.objects.all().delete()
        assert isinstance(reminders.prepare_password_changed(Message.objects.get(), now), Withdrawn)


class TestInvitation:
    def state(self, message: Message, now: datetime) -> str:
        answer = reminders.prepare_member_invitation(message, now)
        return answer.state if isinstance(answer, Withdrawn) else "goes"

    def test_goes_while_open(self, invitation: MemberInvitation, now: datetime) -> None:
        message = Message.objects.get()
        assert self.state(message, now) == "goes"
        assert self.state(message, now + timedelta(days=7)) == "expired"

    def test_is_cancelled_when_withdrawn_or_used(
        self, invitation: MemberInvitation, administrator: User, now: datetime
    ) -> None:
        members.withdraw_invitation(by=administrator, invitation=invitation, now=now)
        assert self.state(Message.objects.get(), now) == "cancelled"
        invitation.delete()
        assert self.state(Message.objects.get(), now) == "cancelled"

    def test_is_superseded_by_the_next_letter(
        self, invitation: MemberInvitation, administrator: User, now: datetime
    ) -> None:
        later = now + timedelta(hours=1)
        members.invite_again(by=administrator, invitation=invitation, now=later)
        first, second = Message.objects.order_by("created_at", "dedupe_key")
        states = {first.pk: self.state(first, later), second.pk: self.state(second, later)}
        assert sorted(states.values()) == ["goes", "superseded"]

    def test_is_cancelled_when_its_key_is_gone(
        self, invitation: MemberInvitation, now: datetime, settings: object
    ) -> None:
        settings.LINK_KEY = "another key, of today"
        assert self.state(Message.objects.get(), now) == "cancelled"

    def test_reviewers_get_theirs(self, now: datetime) -> None:
        office = ReviewOrganizationFactory(name="Demo Review")
        row = MemberInvitationFactory(agency=None, organization=office, roles=[])
        message = Message(recipient=f"member_invitation:{row.pk}", dedupe_key=row.token_digest[:16])
        letter = reminders.prepare_member_invitation(message, now)
        assert "Demo Review" in letter.subject
