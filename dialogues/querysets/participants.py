"""Adjectives for participants and invitations."""

from typing import Any, Self

from django.db.models import Q, QuerySet


class ParticipantQuerySet(QuerySet):
    def reachable(self) -> Self:
        """People who gave an address and did not ask us to stop writing."""
        return self.exclude(email="").filter(contact_stopped_at__isnull=True)

    def not_invited_to(self, session: Any) -> Self:
        """People without an invitation to this session, open or withdrawn."""
        return self.exclude(invitations__session=session)

    def matching(self, words: str) -> Self:
        return self.filter(
            Q(name__icontains=words) | Q(alias__icontains=words) | Q(organization__icontains=words)
        )


class InvitationQuerySet(QuerySet):
    def open(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def awaiting_reply(self) -> Self:
        return self.open().filter(answer="none")

    def coming(self) -> Self:
        return self.open().filter(answer="yes")

    def not_declined(self) -> Self:
        return self.open().exclude(answer="no")

    def to_be_told(self) -> Self:
        """Who hears of a moved or cancelled session: all who did not decline and may be written to."""
        return (
            self.not_declined()
            .exclude(participant__email="")
            .filter(participant__contact_stopped_at__isnull=True)
        )

    def to_be_reminded(self) -> Self:
        """Who gets reminders: those who hear of changes and did not ask for no reminders."""
        return self.to_be_told().filter(reminders_stopped_at__isnull=True)
