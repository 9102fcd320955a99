"""Loading a case study for a request. What a person may not see does not exist: 404."""

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from accounts.errors import NotAllowed
from accounts.models import Agency, ReviewOrganization
from accounts.roles import Role
from casestudies.models import CaseStudy, PublishedCase
from casestudies.permissions import may_change, may_review, may_write_about
from casestudies.summaries.library import CasePage
from dialogues.models import Dialogue


def case_for(key: str) -> PublishedCase:
    """A case of the library, withdrawn or not. Anyone reads it."""
    cases = PublishedCase.objects.select_related("study__agency", "study__organization", "study__dialogue")
    return get_object_or_404(cases.defer("heading", "search", "words", "study__body"), key=key)


def page_for(key: str, number: int | None = None) -> CasePage:
    """The newest version of a case, or the one asked for."""
    page = CasePage.of(case_for(key), number)
    if page is None:
        raise Http404
    return page


def draft_for(request: HttpRequest, pk: int) -> CaseStudy:
    """A person's own case study; others who see it learn why it is not theirs to change."""
    study = _study(request, pk)
    may_change(request.user, study).require()
    return study


def review_for(request: HttpRequest, pk: int) -> CaseStudy:
    """A case study that the person may review; its author learns why not."""
    study = _study(request, pk)
    may_review(request.user, study).require()
    return study


def _study(request: HttpRequest, pk: int) -> CaseStudy:
    rows = CaseStudy.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("agency", "organization", "author", "dialogue__agency"), pk=pk
    )


def dialogue_to_write_about(request: HttpRequest, pk: int) -> Dialogue:
    """A dialogue that the person sees or reviews; those who do not write its case learn who does."""
    seen = Dialogue.objects.visible_to(request.user).values("pk")
    watched = Dialogue.objects.watched_by(request.user).values("pk")
    rows = Dialogue.objects.filter(Q(pk__in=seen) | Q(pk__in=watched)).select_related("agency", "incident")
    dialogue = get_object_or_404(rows, pk=pk)
    may_write_about(request.user, dialogue).require()
    return dialogue


def writers_for(request: HttpRequest) -> tuple[list[Agency], list[ReviewOrganization]]:
    """For whom the person may write; refused when for nobody."""
    agencies = Agency.objects.filter(
        memberships__user=request.user, memberships__roles__contains=[Role.LIAISON]
    )
    organizations = ReviewOrganization.objects.filter(memberships__user=request.user)
    found = list(agencies.order_by("name")), list(organizations.order_by("name"))
    if not any(found):
        raise NotAllowed(_("Only a liaison of an agency, or a reviewer, writes a case study."))
    return found
