"""The facts of one incident, in one query: yes or no, never a name and nothing about the case."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef

from dialogues.choices.incidents import TeamPart
from dialogues.models import FamilyContact, FamilyTalk, Incident, IncidentTeamMember
from readiness.models import Organization

FAMILY_EVERY = timedelta(days=7)  # as the step about the family asks


def facts_of_incident(incident: Incident, *, today: datetime) -> dict[str, bool]:
    """Which facts hold, by their keys. An organization counts as heard once somebody noted a talk since the day."""
    known_on = incident.known_at.astimezone(ZoneInfo(incident.time_zone)).date()
    kept = Organization.objects.filter(agency=OuterRef("agency"), removed_at__isnull=True)
    heard = kept.filter(contacts__removed_at__isnull=True, contacts__spoke_on__gte=known_on)
    leads = IncidentTeamMember.objects.current().filter(
        incident=OuterRef("pk"), part=TeamPart.ENGAGEMENT_LEAD
    )
    talks = FamilyTalk.objects.counted().filter(incident=OuterRef("pk"), talked_at__gt=today - FAMILY_EVERY)
    seen = (
        Incident.objects.filter(pk=incident.pk)
        .annotate(
            has_lead=Exists(leads),
            has_contact=Exists(FamilyContact.objects.current().filter(incident=OuterRef("pk"))),
            has_talk=Exists(talks),
            categories=_categories(kept),
            heard=_categories(heard),
        )
        .values("has_lead", "has_contact", "has_talk", "categories", "heard")
        .get()
    )
    return {
        "lead_named": seen["has_lead"],
        "family_contact_named": seen["has_contact"],
        "family_told_lately": seen["has_talk"],
        "map_heard": bool(seen["categories"]) and set(seen["categories"]) <= set(seen["heard"]),
    }


def _categories(organizations: Any) -> ArraySubquery:
    return ArraySubquery(organizations.order_by().values(key=F("category")).distinct())
