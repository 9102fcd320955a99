"""The four verbs hold for every register alike."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import NotAllowed
from accounts.roles import Role
from dialogues.errors import ChangedMeanwhile
from readiness.errors import EntryRemoved
from readiness.models import NeutralProvider, PoolFacilitator
from readiness.services import entries
from records.choices import Space
from records.models import AuditEvent
from tests.factories.accounts import AgencyFactory
from tests.factories.readiness import FACTORIES, TODAY, NeutralFactory, PoolFacilitatorFactory, member

pytestmark = pytest.mark.django_db
VALUES = {"name": "Demo Center", "kind": "mediation_center", "day_contact": "555-0100"}


def add(by, agency, **more):
    options = {"model": NeutralProvider, "values": VALUES} | more
    return entries.add(by=by, agency=agency, **options)


def kinds():
    return list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_a_line_is_added_once_however_often_the_form_is_sent(agency, liaison):
    key = uuid.uuid4()
    first, second = (add(liaison, agency, form_key=key) for _ in range(2))
    assert (first, NeutralProvider.objects.count()) == (second, 1)
    event = AuditEvent.objects.get()
    assert (event.kind, event.agency_id, event.space) == ("readiness_added", agency.pk, Space.AGENCY)
    assert event.sentence == f"{liaison.full_name} added “Demo Center” (neutral providers)"


def test_the_form_of_another_agency_gives_nothing_away(agency, liaison):
    other = NeutralFactory(form_key=uuid.uuid4())
    with pytest.raises(IntegrityError), transaction.atomic():
        add(liaison, agency, form_key=other.form_key)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.LIAISON])
def test_only_liaisons_keep_registers(agency, role):
    person, row = member(agency, role), NeutralFactory(agency=agency)
    deeds = (
        lambda: add(person, agency),
        lambda: entries.change(by=person, entry=row, version=1, changes={"name": "Other"}),
        lambda: entries.remove(by=person, entry=row),
        lambda: entries.put_back(by=person, entry=row),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed, match="Only a liaison keeps"):
            deed()
    assert kinds() == []


def test_a_liaison_of_another_agency_keeps_nothing_here(agency):
    with pytest.raises(NotAllowed):
        add(member(AgencyFactory()), agency)


def test_only_what_people_fill_in_is_written(agency, liaison):
    with pytest.raises(ValueError, match="number_checked_on"):
        add(liaison, agency, values=VALUES | {"number_checked_on": TODAY})
    with pytest.raises(ValueError, match="agency"):
        entries.change(by=liaison, entry=NeutralFactory(agency=agency), version=1, changes={"agency": 1})


def test_a_change_names_its_parts_in_the_record(agency, liaison):
    row = NeutralFactory(agency=agency, costs="")
    changed = entries.change(
        by=liaison, entry=row, version=1, changes={"costs": "None", "name": row.name, "agreed_on": TODAY}
    )
    row.refresh_from_db()
    assert (row.costs, row.agreed_on, row.version, changed.version) == ("None", TODAY, 2, 2)
    assert "letter or agreement on file since, costs of" in AuditEvent.objects.get().sentence


def test_nothing_changed_is_no_change(agency, liaison):
    row = NeutralFactory(agency=agency)
    entries.change(by=liaison, entry=row, version=1, changes={"name": row.name})
    assert (kinds(), NeutralProvider.objects.get().version) == ([], 1)


def test_a_change_over_a_newer_one_is_refused(agency, liaison):
    row = NeutralFactory(agency=agency, version=2)
    with pytest.raises(ChangedMeanwhile):
        entries.change(by=liaison, entry=row, version=1, changes={"name": "Other"})


def test_a_change_of_what_was_removed_is_refused(agency, liaison):
    row = NeutralFactory(agency=agency, was_removed=True)
    with pytest.raises(EntryRemoved):
        entries.change(by=liaison, entry=row, version=1, changes={"name": "Other"})


@pytest.mark.parametrize("register", FACTORIES)
def test_removing_leaves_a_trace_and_can_be_undone(agency, liaison, register):
    row = FACTORIES[register](agency=agency)
    model = type(row)
    for _ in range(2):
        entries.remove(by=liaison, entry=row)
    removed = model.objects.get()
    assert (removed.removed_by, model.objects.kept().count()) == (liaison, 0)
    for _ in range(2):
        entries.put_back(by=liaison, entry=removed)
    assert model.objects.kept().get() == row
    assert kinds() == ["readiness_removed", "readiness_put_back"]


def test_the_record_never_learns_who_is_in_the_pool(agency, liaison):
    person = entries.add(
        by=liaison,
        agency=agency,
        model=PoolFacilitator,
        values={"name": "Demo Person Q", "background": "Teacher"},
    )
    entries.change(by=liaison, entry=person, version=1, changes={"name": "Demo Person R"})
    entries.remove(by=liaison, entry=PoolFacilitatorFactory(agency=agency, name="Demo Person S"))
    told = " ".join(f"{event.sentence} {event.details}" for event in AuditEvent.objects.all())
    assert "Demo Person Q" not in told
    assert "Demo Person R" not in told
    assert "Demo Person S" not in told
    assert f"facilitator {person.pk}" in told
