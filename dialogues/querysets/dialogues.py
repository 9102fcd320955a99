"""Who sees which dialogue. `visible_to` is the one place that says so; views only ever load through it."""

from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Membership


class DialogueQuerySet(QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Dialogues in which the person has a seat, and those whose agency's records they keep.

        Working for the agency gives no sight of a dialogue. Reviewers read through `watched_by`.
        """
        seats = apps.get_model("dialogues", "DesignTeamMember").objects
        return self.filter(
            Q(Exists(seats.filter(dialogue=OuterRef("pk"), user=user, left_at__isnull=True)))
            | Q(
                Exists(
                    Membership.objects.filter(
                        agency=OuterRef("agency"), user=user, roles__contains=["records_officer"]
                    )
                )
            )
        )

    def seated(self, user: Any) -> Self:
        """Dialogues in which the person has a seat themselves."""
        return self.filter(design_team__user=user, design_team__left_at__isnull=True)

    def of_agencies_managed_by(self, user: Any) -> Self:
        return self.filter(
            agency__memberships__user=user, agency__memberships__roles__contains=["administrator"]
        )

    def watched_by(self, user: Any) -> Self:
        """Dialogues of agencies that a review organization of this person watches."""
        agencies = apps.get_model("accounts", "Agency").objects.watched_by(user)
        return self.filter(agency__in=agencies)

    def open(self) -> Self:
        return self.filter(status="open")

    def with_public_commitments(self) -> Self:
        """Dialogues whose commitments page strangers may read."""
        return self.filter(commitments_published_at__isnull=False)

    def matching(self, words: str) -> Self:
        """Full-text search over title, purpose, goals and what may change."""
        return self.filter(search=SearchQuery(words, config="english", search_type="websearch"))
