"""Agencies and review organizations."""

from collections.abc import Callable
from datetime import datetime

import pytest

from accounts.errors import AgencyAlreadyOpen, NotAllowed, ReviewOrganizationAlreadyOpen
from accounts.models import Agency, MemberInvitation, ReviewOrganization, User
from accounts.roles import Role
from accounts.services import agencies
from records.actors import SYSTEM
from records.models import AuditEvent
from tests.factories.accounts import AgencyFactory

pytestmark = pytest.mark.django_db


def open_agency(now: datetime, **changes: str) -> MemberInvitation:
    fields = {
        "name": "Lakeside Police Department (demo)",
        "kind": "law_enforcement",
        "state": "TX",
        "time_zone": "America/Chicago",
        "administrator_email": "Dana@Lakeside.example",
        "administrator_name": "Dana Demo",
    } | changes
    return agencies.open_agency(by=SYSTEM, now=now, **fields)


def open_review_organization(now: datetime, *watched: Agency) -> MemberInvitation:
    return agencies.open_review_organization(
        by=SYSTEM,
        name="Demo Review Office",
        short_name="DRO",
        scope="Reads titles. Never who took part.",
        agencies=watched,
        reviewer_email="rae@review.example",
        reviewer_name="Rae Demo",
        now=now,
    )


class TestChange:
    def test_saves_and_records_which_details(self, administrator: User, agency: Agency) -> None:
        agencies.change(by=administrator, agency=agency, state="NM", public_contact="Front desk")
        agency.refresh_from_db()
        assert (agency.state, agency.public_contact) == ("NM", "Front desk")
        event = AuditEvent.objects.get()
        assert (event.kind, event.agency_id) == ("agency_changed", agency.pk)
        assert event.details == {"changed": ["state", "public_contact"]}

    def test_takes_only_details(self, administrator: User, agency: Agency) -> None:
        agencies.change(by=administrator, agency=agency, slug="taken-over", pk=999)
        assert Agency.objects.get(pk=agency.pk).slug == agency.slug
        assert not AuditEvent.objects.exists()

    def test_refuses_the_ori_of_another_agency(self, administrator: User, agency: Agency) -> None:
        AgencyFactory(ori="AA0010000")
        with pytest.raises(AgencyAlreadyOpen):
            agencies.change(by=administrator, agency=agency, ori="AA0010000")
        assert Agency.objects.get(pk=agency.pk).ori == ""

    def test_only_administrators(self, liaison: User, agency: Agency) -> None:
        with pytest.raises(NotAllowed):
            agencies.change(by=liaison, agency=agency, state="NM")


class TestOpen:
    def test_invites_the_first_administrator(self, now: datetime, kinds: Callable[[], list[str]]) -> None:
        invitation = open_agency(now)
        assert invitation.agency.slug == "lakeside-police-department-demo-tx"
        assert invitation.email == "dana@lakeside.example"
        assert invitation.roles == [Role.ADMINISTRATOR]
        assert invitation.invited_by is None
        assert kinds() == ["agency_opened", "member_invited"]

    def test_refused_twice_in_one_state(self, now: datetime) -> None:
        open_agency(now)
        with pytest.raises(AgencyAlreadyOpen):
            open_agency(now, name="LAKESIDE police department (demo)")
        assert open_agency(now, state="NM").agency.state == "NM"

    def test_every_agency_gets_an_address_of_its_own(self, now: datetime) -> None:
        names = ["Same Name", "Same  Name", "Same-Name", "警察署"]
        slugs = {open_agency(now, name=name).agency.slug for name in names}
        assert slugs == {"same-name-tx", "same-name-tx-2", "same-name-tx-3", "tx"}


class TestOpenReviewOrganization:
    def test_each_agency_reads_in_its_record_who_reviews_it(self, agency: Agency, now: datetime) -> None:
        invitation = open_review_organization(now, agency)
        assert list(invitation.organization.agencies.all()) == [agency]
        event = AuditEvent.objects.get(agency_id=agency.pk)
        assert (event.kind, event.subject_label) == ("review_organization_opened", "Demo Review Office")

    def test_refused_twice(self, agency: Agency, now: datetime) -> None:
        open_review_organization(now, agency)
        with pytest.raises(ReviewOrganizationAlreadyOpen):
            open_review_organization(now, agency)
        assert ReviewOrganization.objects.count() == 1
