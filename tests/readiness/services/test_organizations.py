from datetime import timedelta

import pytest

from accounts.errors import NotAllowed
from accounts.roles import Role
from readiness.errors import DayInFuture, EntryRemoved
from readiness.models import Contact, Organization
from readiness.services import organizations
from records.models import AuditEvent
from tests.factories.readiness import TODAY, ContactFactory, OrganizationFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def club(agency):
    return OrganizationFactory(agency=agency, name="Demo Club")


def last_contact(organization):
    return Organization.objects.with_last_contact().get(pk=organization.pk).last_contact_on


def test_two_taps_on_one_day_leave_one_talk(club, liaison):
    for _ in range(2):
        organizations.note_contact(by=liaison, organization=club, spoke_on=TODAY, today=TODAY)
    assert (Contact.objects.count(), last_contact(club)) == (1, TODAY)
    assert (
        AuditEvent.objects.get().sentence
        == f"{liaison.full_name} noted a talk with “Demo Club” on Wed 25 Nov 2026"
    )


def test_an_older_talk_does_not_move_the_last_one_back(club, liaison):
    for days in (3, 90):
        day = TODAY - timedelta(days=days)
        organizations.note_contact(by=liaison, organization=club, spoke_on=day, today=TODAY, note=" Rides ")
    assert last_contact(club) == TODAY - timedelta(days=3)
    assert set(Contact.objects.values_list("note", flat=True)) == {"Rides"}


def test_a_talk_cannot_have_happened_tomorrow(club, liaison):
    with pytest.raises(DayInFuture):
        organizations.note_contact(
            by=liaison, organization=club, spoke_on=TODAY + timedelta(days=1), today=TODAY
        )


def test_a_slip_is_taken_back_and_the_record_keeps_both(club, liaison):
    old = ContactFactory(organization=club, spoke_on=TODAY - timedelta(days=40))
    slip = organizations.note_contact(by=liaison, organization=club, spoke_on=TODAY, today=TODAY)
    for _ in range(2):
        organizations.take_back_contact(by=liaison, contact=slip)
    assert last_contact(club) == old.spoke_on
    kinds = list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["contact_noted", "contact_taken_back"]
    organizations.note_contact(by=liaison, organization=club, spoke_on=TODAY, today=TODAY)
    assert last_contact(club) == TODAY


def test_who_only_reads_notes_no_talk(club, agency):
    officer = member(agency, Role.RECORDS_OFFICER)
    with pytest.raises(NotAllowed):
        organizations.note_contact(by=officer, organization=club, spoke_on=TODAY, today=TODAY)
    with pytest.raises(NotAllowed):
        organizations.take_back_contact(by=officer, contact=ContactFactory(organization=club))
    with pytest.raises(NotAllowed):
        organizations.record_export(by=officer, agency=agency, count=1)


def test_nobody_talks_with_what_was_removed(agency, liaison):
    gone = OrganizationFactory(agency=agency, was_removed=True)
    with pytest.raises(EntryRemoved):
        organizations.note_contact(by=liaison, organization=gone, spoke_on=TODAY, today=TODAY)


def test_a_file_of_the_map_stays_in_the_record(agency, liaison):
    organizations.record_export(by=liaison, agency=agency, count=7)
    event = AuditEvent.objects.get()
    assert (event.sentence, event.details["count"]) == (
        f"{liaison.full_name} exported the stakeholder map",
        7,
    )
