"""Adjectives for case studies."""

from dataclasses import dataclass
from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Membership, ReviewMembership, ReviewOrganization
from accounts.roles import Role

SHARED = ("in_review", "published")
READERS = (Role.LIAISON, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Wanted:
    """What a reader of the library asked for, cleaned. Empty means "any"."""

    words: str = ""
    phase: str = ""
    trigger: str = ""
    format: str = ""
    setting: str = ""
    state: str = ""
    strength: str = ""
    failed: str = ""


# The name of each filter, the column it looks at, and how.
FACETS = {
    "phase": "phases__contains",
    "trigger": "trigger_kinds__contains",
    "format": "formats__contains",
    "setting": "setting",
    "state": "state",
    "strength": "strengths__contains",
    "failed": "tells_what_failed",
}


class CaseStudyQuerySet(QuerySet):
    def visible_to(self, user: Any) -> Self:
        """A person's own drafts, and what others of the agency or its reviewers handed in.

        Only while they are a liaison or an administrator of the agency, or review for it: whoever leaves
        does not see it any more.
        """
        members = Membership.objects.filter(user=user, roles__overlap=list(READERS))
        watching = ReviewOrganization.objects.filter(memberships__user=user)
        mine = ReviewMembership.objects.filter(user=user, organization=OuterRef("organization"))
        own_agency, told_agency = OuterRef("agency"), OuterRef("dialogue__agency")
        return self.filter(
            Q(Exists(members.filter(agency=own_agency)))
            | Q(Exists(members.filter(agency=told_agency)))
            | Q(Exists(watching.filter(agencies=own_agency)))
            | Q(Exists(watching.filter(agencies=told_agency)))
            | Q(Exists(mine))
        ).filter(Q(author=user) | Q(state__in=SHARED))

    def waiting_for(self, user: Any) -> Self:
        """Handed in by someone else, so that this person may review it."""
        return self.visible_to(user).filter(state="in_review").exclude(author=user)


class PublishedCaseQuerySet(QuerySet):
    def listed(self) -> Self:
        """What stands in the library: published and not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def matching(self, words: str) -> Self:
        """Full-text search: place first, then the situation, then everything else."""
        return self.filter(search=SearchQuery(words, config="english", search_type="websearch"))

    def narrowed(self, wanted: Wanted, *, but: str = "") -> Self:
        """Cases that fit everything that was asked; `but` leaves one filter out, to count its choices."""
        rows = self.matching(wanted.words) if wanted.words else self.all()
        for name, lookup in FACETS.items():
            value: Any = getattr(wanted, name)
            if not value or name == but:
                continue
            if name == "failed":
                value = True
            rows = rows.filter(**{lookup: [value] if lookup.endswith("contains") else value})
        return rows

    def withdrawable_by(self, user: Any) -> Self:
        """Cases that people wrote, of places to which this person belongs."""
        studies = apps.get_model("casestudies", "CaseStudy").objects.visible_to(user)
        return self.filter(study__in=studies)
