import pytest

from accounts.roles import Role
from dialogues.choices import FORMAT_EXPLANATIONS, PHASE_EXPLANATIONS, DialogueFormat, Phase
from dialogues.forms.dialogues import ChangeDialogueForm, FindDialogueForm, OpenDialogueForm, PlaceInList
from dialogues.services.dialogues import CHANGEABLE
from tests.factories.accounts import AgencyFactory, MembershipFactory
from tests.factories.dialogues import DialogueFactory, IncidentFactory


def test_every_phase_and_format_is_explained():
    assert set(PHASE_EXPLANATIONS) == set(Phase)
    assert set(FORMAT_EXPLANATIONS) == set(DialogueFormat)


def test_change_form_holds_what_the_service_changes():
    assert set(ChangeDialogueForm.base_fields) - {"version", "seen"} == CHANGEABLE


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ({}, {}),
        ({"before": "7", "after": "9"}, {"before": 7, "after": 9}),
        ({"before": "x"}, {}),
        ({"after": "-3"}, {}),
        ({"after": "9" * 40}, {}),
    ],
)
def test_a_place_that_makes_no_sense_is_ignored(query, place):
    assert PlaceInList.read(query) == place


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "  circle "}, ("circle", "", None)),
        ({"q": "x" * 300, "show": "closed"}, ("", "closed", None)),
        ({"show": "everything", "before": "0"}, ("", "", None)),
    ],
)
def test_finding_never_fails(query, found):
    form = FindDialogueForm(query)
    form.is_valid()
    assert tuple(form.cleaned_data.values()) == found


@pytest.mark.django_db
def test_open_form_asks_for_the_agency_only_where_there_are_several():
    one, two = AgencyFactory.create_batch(2)
    assert OpenDialogueForm(agencies=[one])["agency"].is_hidden
    assert OpenDialogueForm(agencies=[one])["agency"].value() == one.pk
    several = OpenDialogueForm(agencies=[one, two])
    assert not several["agency"].is_hidden
    assert set(several.fields["agency"].queryset) == {one, two}


@pytest.mark.django_db
def test_forms_offer_incidents_of_the_agency_newest_first():
    agency = AgencyFactory()
    incidents = IncidentFactory.create_batch(3, agency=agency)
    IncidentFactory()
    liaison = MembershipFactory(agency=agency, roles=[Role.LIAISON]).user
    for form in (
        OpenDialogueForm(agencies=[agency]),
        ChangeDialogueForm(
            current=ChangeDialogueForm.current_of(DialogueFactory()), version=1, agency=agency, by=liaison
        ),
    ):
        assert list(form.fields["incident"].queryset) == incidents[::-1]


@pytest.mark.django_db
def test_long_incident_names_fit_into_the_title():
    initial = OpenDialogueForm.initial_for(IncidentFactory(title="x" * 160))
    assert len(initial["title"]) == 160


@pytest.mark.django_db
def test_change_offers_no_incident_that_the_person_does_not_see():
    agency = AgencyFactory()
    IncidentFactory(agency=agency)
    planner = MembershipFactory(agency=agency, roles=[Role.CO_PLANNER]).user
    current = ChangeDialogueForm.current_of(DialogueFactory(agency=agency))
    form = ChangeDialogueForm(current=current, version=1, agency=agency, by=planner)
    assert list(form.fields["incident"].queryset) == []


@pytest.mark.parametrize(
    ("asked", "initial"), [("sustained", {"phase": "sustained"}), ("", {}), ("never", {})]
)
def test_who_said_what_brings_them_here_finds_the_phase_chosen(asked, initial):
    assert OpenDialogueForm.initial_for(None, asked) == initial
