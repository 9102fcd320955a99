"""Arranging a step: a member, someone else, or nobody; a date, or none."""

from dataclasses import replace
from datetime import date

import pytest

from planning.forms.plans import ArrangeForm, PhaseForm, SkipForm
from planning.summaries.steps import PossibleOwner
from tests.factories.dialogues import DesignTeamMemberFactory
from tests.factories.planning import PlanStepFactory

pytestmark = pytest.mark.django_db


def owner():
    row = DesignTeamMemberFactory()
    return PossibleOwner(str(row.pk), row.name, row.user)


@pytest.fixture
def member():
    return owner()


def arrange(step, someone, **typed):
    current = ArrangeForm.current_of(step, [someone])
    shown = ArrangeForm(current=current, version=1, owners=[someone])
    data = {name: value for name, value in shown.initial.items() if value is not None} | typed
    return ArrangeForm(data, current=current, version=1, owners=[someone])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, {}),
        ({"due_on": "2027-01-04"}, {"due_on": date(2027, 1, 4)}),
        ({"due_on": "1/4/2027"}, {"due_on": date(2027, 1, 4)}),
        ({"member": "else", "name": "City clerk"}, {"owner": None, "owner_name": "City clerk"}),
    ],
)
def test_arrangements_are_what_was_changed(member, typed, expected):
    form = arrange(PlanStepFactory(), member, **typed)
    assert form.is_valid(), form.errors
    assert form.arrangements() == expected


def test_a_member_brings_their_account(member):
    form = arrange(PlanStepFactory(), member, member=member.key)
    assert form.is_valid()
    assert form.arrangements() == {"owner": member.user, "owner_name": member.name}


def test_a_step_can_be_given_back(member):
    step = PlanStepFactory(
        owner=member.user, owner_name=member.name, due_on=date(2027, 1, 4), is_due_set_by_hand=True
    )
    form = arrange(step, member, member="", due_on="")
    assert form.is_valid()
    assert form.arrangements() == {"owner": None, "owner_name": "", "due_on": None}


def test_an_owner_who_is_not_on_the_team_is_someone_else(member):
    current = ArrangeForm.current_of(PlanStepFactory(owner_name="City clerk"), [member])
    assert (current["member"], current["name"]) == ("else", "City clerk")


def test_of_two_members_with_one_name_the_right_one_is_shown(member):
    double = replace(owner(), name=member.name)
    current = ArrangeForm.current_of(
        PlanStepFactory(owner=double.user, owner_name=double.name), [member, double]
    )
    assert current["member"] == double.key


def test_a_member_of_another_team_cannot_be_chosen(member):
    stranger = DesignTeamMemberFactory()
    assert "member" in arrange(PlanStepFactory(), member, member=str(stranger.pk)).errors


@pytest.mark.parametrize(
    ("reason", "is_valid"), [("", False), (" ", False), ("Done last year", True), ("x" * 301, False)]
)
def test_a_reason_is_needed_and_short(reason, is_valid):
    assert SkipForm({"reason": reason}).is_valid() == is_valid


@pytest.mark.parametrize(("phase", "is_valid"), [("", True), ("sustained", True), ("never", False)])
def test_phases_are_known(phase, is_valid):
    assert PhaseForm({"phase": phase}).is_valid() == is_valid
