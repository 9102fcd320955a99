"""Who writes, reviews and withdraws case studies. Reading the library needs nobody's leave."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Membership, ReviewMembership, ReviewOrganization, User
from accounts.permissions import ALLOWED, Decision, refuse
from accounts.roles import Role
from casestudies.errors import AuthorCannotReview
from casestudies.models import CaseStudy
from casestudies.querysets import READERS
from dialogues.choices import Seat
from dialogues.models import Dialogue
from dialogues.permissions import seat_of


def may_write_about(by: User, dialogue: Dialogue) -> Decision:
    """The liaison of the dialogue, and reviewers of an organization that watches its agency."""
    seat = seat_of(by, dialogue)
    if (seat is not None and seat.seat == Seat.LIAISON) or _watches(by, dialogue.agency_id):
        return ALLOWED
    return refuse(_("Only the liaison of a dialogue, or a reviewer of its agency, writes its case study."))


def may_write_for(by: User, agency: Agency) -> Decision:
    held = Membership.objects.filter(user=by, agency=agency, roles__contains=[Role.LIAISON])
    if held.exists():
        return ALLOWED
    return refuse(
        _("Only a liaison writes case studies for the agency. Ask its administrator for that role.")
    )


def may_write_for_organization(by: User, organization: ReviewOrganization) -> Decision:
    if _reviews_for(by, organization.pk):
        return ALLOWED
    return refuse(_("Only its reviewers write case studies for a review organization."))


def may_change(by: User, study: CaseStudy) -> Decision:
    """Only the author: whoever reviews must not have written it, so nobody else writes in it."""
    if study.author_id == by.pk:
        return ALLOWED
    return refuse(_("Only its author changes this case study. A reviewer can send it back with a reason."))


def may_review(by: User, study: CaseStudy) -> Decision:
    """Someone else: a liaison or an administrator of the agency, or a reviewer. Never the author."""
    if study.author_id == by.pk:
        return refuse(AuthorCannotReview.sentence)
    if belongs(by, study):
        return ALLOWED
    return refuse(_("Only a liaison or an administrator of the agency, or a reviewer, reviews this case."))


def may_send_back(by: User, study: CaseStudy) -> Decision:
    """Whoever may review it. An organization's case goes back by the organization alone.

    What its reviewers report is not to be held up by the agency it tells of.
    """
    decision = may_review(by, study)
    return _by_its_organization(by, study) if decision and study.organization_id else decision


def may_withdraw(by: User, study: CaseStudy | None) -> Decision:
    """Those of the agency and its reviewers, the author as well: taking back needs no second person.

    An organization's case is withdrawn by the organization alone.
    """
    if study is None:
        return refuse(
            _("This case comes with the program’s files. Whoever keeps those takes it out; write to us.")
        )
    if not belongs(by, study):
        return refuse(_("Only those who answer for this case withdraw it: its agency, or the reviewers."))
    return _by_its_organization(by, study) if study.organization_id else ALLOWED


def _by_its_organization(by: User, study: CaseStudy) -> Decision:
    if study.organization_id and _reviews_for(by, study.organization_id):
        return ALLOWED
    words = _("Only %(writer)s sends this case back or withdraws it, because it wrote it. Ask %(writer)s.")
    return refuse(words % {"writer": study.writer})


def belongs(by: User, study: CaseStudy) -> bool:
    """A liaison or an administrator of the agency that wrote it or is told of, or a reviewer of either."""
    agencies = [pk for pk in (study.agency_id, study.dialogue and study.dialogue.agency_id) if pk]
    if study.organization_id and _reviews_for(by, study.organization_id):
        return True
    members = Membership.objects.filter(user=by, agency__in=agencies, roles__overlap=list(READERS))
    return members.exists() or any(_watches(by, pk) for pk in agencies)


def _reviews_for(by: User, organization_id: int) -> bool:
    return ReviewMembership.objects.filter(user=by, organization=organization_id).exists()


def _watches(by: User, agency_id: int) -> bool:
    return ReviewMembership.objects.filter(user=by, organization__agencies=agency_id).exists()
