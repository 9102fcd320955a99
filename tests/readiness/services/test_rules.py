"""What one register asks beyond the others."""

from datetime import timedelta
from uuid import uuid4

import pytest

from dialogues.choices import Category
from readiness.errors import CallTreeFull, CategoryUnknown, GapExplained, HolderNotMember, PairedWithSelf
from readiness.models import (
    CallTreeEntry,
    CategoryGap,
    Exercise,
    HoldingStatement,
    Organization,
    PoolFacilitator,
)
from readiness.services import entries
from readiness.services.rules import LONGEST_TREE
from records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.readiness import (
    TODAY,
    CallFactory,
    CategoryGapFactory,
    OrganizationFactory,
    PoolFacilitatorFactory,
    StatementFactory,
    member,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(agency, liaison):
    """Adds a line with some values."""

    def add(model, **values):
        return entries.add(by=liaison, agency=agency, model=model, values=values)

    return add


@pytest.fixture
def change(liaison):
    def change(entry, **changes):
        return entries.change(by=liaison, entry=entry, version=entry.version, changes=changes)

    return change


def test_a_relationship_is_held_by_a_member(agency, write, change):
    holder = member(agency)
    row = write(Organization, name="Demo Club", category=Category.YOUTH, holder=holder)
    with pytest.raises(HolderNotMember):
        change(row, holder=UserFactory())
    holder.memberships.all().delete()
    assert change(row, phone="555-0102").holder == holder  # who left stays named until someone else is chosen


@pytest.mark.parametrize("category", [Category.NOT_SAID, "aliens"])
def test_the_map_has_its_categories_and_no_others(write, category):
    with pytest.raises(CategoryUnknown):
        write(Organization, name="Demo Club", category=category)
    with pytest.raises(CategoryUnknown):
        write(CategoryGap, category=category, explanation="No", told_by="Demo Clerk", told_on=TODAY)


def test_a_category_is_explained_once_in_each_agency(agency, write, liaison):
    CategoryGapFactory(category=Category.MEDIA)
    said = {"explanation": "None here.", "told_by": "Demo Clerk", "told_on": TODAY}
    first = write(CategoryGap, category=Category.MEDIA, **said)
    with pytest.raises(GapExplained):
        write(CategoryGap, category=Category.MEDIA, **said)
    entries.remove(by=liaison, entry=first)
    write(CategoryGap, category=Category.MEDIA, **said)
    with pytest.raises(GapExplained):
        entries.put_back(by=liaison, entry=first)
    assert CategoryGap.objects.of(agency).kept().count() == 1


def test_one_explanation_sent_twice_is_one(agency, liaison):
    said = {
        "category": Category.MEDIA,
        "explanation": "None here.",
        "told_by": "Demo Clerk",
        "told_on": TODAY,
    }
    options = {"by": liaison, "agency": agency, "model": CategoryGap, "values": said, "form_key": uuid4()}
    assert entries.add(**options) == entries.add(**options)


def test_a_pair_is_two_people_of_one_pool(agency, write, change):
    first = write(PoolFacilitator, name="Demo A")
    assert write(PoolFacilitator, name="Demo B", paired_with=first).paired_with == first
    with pytest.raises(PairedWithSelf):
        change(first, paired_with=first)
    with pytest.raises(ValueError, match="another agency"):
        change(first, paired_with=PoolFacilitatorFactory())


def test_who_comes_into_the_call_tree_stands_last(agency, write, liaison):
    CallFactory(position=70)  # of another agency
    rows = [write(CallTreeEntry, name=f"Demo {n}", part="chief", phone="555-0100") for n in "ABC"]
    assert [row.position for row in rows] == [1, 2, 3]
    entries.remove(by=liaison, entry=rows[0])
    assert entries.put_back(by=liaison, entry=rows[0]).position == 4


def test_a_call_tree_ends_somewhere(agency, write, liaison):
    gone = CallFactory(agency=agency, was_removed=True)
    CallFactory.create_batch(LONGEST_TREE, agency=agency)
    with pytest.raises(CallTreeFull):
        write(CallTreeEntry, name="Demo", part="chief", phone="555-0100")
    with pytest.raises(CallTreeFull):
        entries.put_back(by=liaison, entry=gone)


@pytest.mark.parametrize(("part", "stays"), [("text_en", False), ("text_es", False), ("name", True)])
def test_new_words_ask_for_a_new_approval(agency, change, part, stays):
    row = StatementFactory(agency=agency, approver="Chief’s office", approved_on=TODAY)
    change(row, **{part: "Other words"})
    row = HoldingStatement.objects.get()
    assert (row.approved_on == TODAY, row.approver == "Chief’s office") == (stays, stays)
    lapsed = AuditEvent.objects.filter(kind="statement_approval_lapsed")
    assert lapsed.count() == (0 if stays else 1)


@pytest.mark.parametrize(
    "counts", [{"not_said": 3}, {"youth": 0}, {"youth": -1}, {"youth": "Ana"}, {"youth": True}]
)
def test_an_exercise_counts_people_and_names_nobody(write, counts):
    with pytest.raises(CategoryUnknown):
        write(Exercise, held_on=TODAY, scenario="Made up", counts=counts)


def test_an_exercise_with_counts_is_kept(write):
    next_on = TODAY + timedelta(days=365)
    row = write(Exercise, held_on=TODAY, scenario="Made up", counts={"youth": 4}, next_on=next_on)
    assert Exercise.objects.get().counts == {"youth": 4}
    assert row.next_on == next_on


def test_registers_of_other_agencies_stay_apart(agency):
    OrganizationFactory()
    assert not Organization.objects.of(agency).exists()
