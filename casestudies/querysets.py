"""Adjectives for case studies."""

from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any, Self

from django.contrib.postgres.search import SearchQuery
from django.db import connections
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Membership, ReviewMembership, ReviewOrganization
from accounts.roles import Role
from casestudies import content

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


# The name of each filter, and the column it looks at: a list of values, or one value.
LISTS = {"phase": "phases", "trigger": "trigger_kinds", "format": "formats", "strength": "strengths"}
SINGLES = {"setting": "setting", "state": "state", "failed": "tells_what_failed"}
FACETS = ("phase", "trigger", "format", "setting", "state", "strength", "failed")


def _others(but: str, wanted: Wanted) -> tuple[str, list[str]]:
    """What the other filters ask of a found row, as SQL over the columns named above, and its values."""
    asked = {name: getattr(wanted, name) for name in FACETS if getattr(wanted, name) and name != but}
    conditions = [
        "tells_what_failed"
        if name == "failed"
        else (f"%s = ANY({LISTS[name]})" if name in LISTS else f"{SINGLES[name]} = %s")
        for name in asked
    ]
    return " AND ".join(conditions) or "true", [value for name, value in asked.items() if name != "failed"]


def search_query(words: str) -> Any:
    """What was typed, as one question to the index: all of it has to occur, a like word is as good."""
    parts = content.parts_of(words, content.synonyms())
    asked = [reduce(or_, [_asks(one, is_phrase=len(part) > 1) for one in part]) for part in parts]
    return reduce(and_, asked) if asked else _asks(words)


def _asks(words: str, *, is_phrase: bool = False) -> SearchQuery:
    kind = "phrase" if is_phrase and " " in words else "websearch"
    return SearchQuery(words, config="english", search_type=kind)


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
        """Full-text search over all that a case says, the labels of its filters included, and over like words."""
        return self.filter(search=search_query(words))

    def narrowed(self, wanted: Wanted) -> Self:
        """Cases that fit everything that was asked."""
        rows = self.matching(wanted.words) if wanted.words else self.all()
        asked = {name: getattr(wanted, name) for name in FACETS if getattr(wanted, name)}
        for name, value in asked.items():
            if name in LISTS:
                rows = rows.filter(**{f"{LISTS[name]}__contains": [value]})
            else:
                rows = rows.filter(**{SINGLES[name]: True if name == "failed" else value})
        return rows

    def facet_counts(self, wanted: Wanted) -> dict[str, dict[str, int]]:
        """For each filter, how many cases each of its values would leave together with the other filters.

        One statement, which looks for the words once and then counts seven times over what it found.
        """
        rows = self.matching(wanted.words) if wanted.words else self
        columns = [*LISTS.values(), *SINGLES.values()]
        found, params = rows.order_by().values_list(*columns).query.sql_with_params()
        parts, values = [], list(params)
        for name in FACETS:
            where, asked = _others(name, wanted)
            value = f"unnest({LISTS[name]})" if name in LISTS else f"{SINGLES[name]}::text"
            part = f"SELECT '{name}', {value}, count(*) FROM found WHERE {where} GROUP BY 2"  # noqa: S608 - own names
            parts.append(part)
            values += asked
        counts: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        statement = f"WITH found AS MATERIALIZED ({found}) {' UNION ALL '.join(parts)}"
        with connections[self.db].cursor() as cursor:
            cursor.execute(statement, values)
            for name, value, count in cursor.fetchall():
                counts[name][value] = count
        return counts
