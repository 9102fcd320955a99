"""Loading an agency's registers for a request: 404 for strangers, 403 with the reason for other members."""

from typing import TypeVar

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.access import agency_for
from accounts.models import Agency
from readiness.choices import MAP_CATEGORIES
from readiness.models import Contact, Entry, Training
from readiness.permissions import may_keep_readiness, may_read_readiness

E = TypeVar("E", bound=Entry)


def readable_agency_for(request: HttpRequest, pk: int) -> Agency:
    """An agency whose registers the person may read."""
    agency = agency_for(request, pk)
    may_read_readiness(request.user, agency).require()
    return agency


def kept_agency_for(request: HttpRequest, pk: int) -> Agency:
    """An agency whose registers the person keeps."""
    agency = agency_for(request, pk)
    may_keep_readiness(request.user, agency).require()
    return agency


def entry_for(agency: Agency, model: type[E], entry_pk: int) -> E:
    """A line of one of the agency's registers, removed or not. Call after one of the two above."""
    rows = model.objects.of(agency).select_related("agency")  # type: ignore[attr-defined]
    return get_object_or_404(rows, pk=entry_pk)


def contact_for(agency: Agency, entry_pk: int, contact_pk: int) -> Contact:
    """A talk with an organization of the agency."""
    rows = Contact.objects.select_related("organization__agency")
    return get_object_or_404(rows, pk=contact_pk, organization=entry_pk, organization__agency=agency)


def training_for(agency: Agency, entry_pk: int, training_pk: int) -> Training:
    """A training of someone in the agency's pool."""
    rows = Training.objects.select_related("facilitator__agency")
    return get_object_or_404(rows, pk=training_pk, facilitator=entry_pk, facilitator__agency=agency)


def category_for(category: str) -> str:
    """A category of the map; nothing else exists."""
    if category not in MAP_CATEGORIES:
        raise Http404
    return category
