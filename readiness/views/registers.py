"""The registers in one table: what is kept, by which forms, and under which words."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from readiness.forms import calls, exercises, facilitators, neutrals, organizations, statements
from readiness.forms.base import AddEntryForm, ChangeEntryForm
from readiness.models import (
    CallTreeEntry,
    CallTreeTest,
    CategoryGap,
    Entry,
    Exercise,
    HoldingStatement,
    NeutralProvider,
    Organization,
    PoolFacilitator,
)


@dataclass(frozen=True)
class Register:
    """One register. `part` is its place in the sub-navigation, `noun` begins the names of its
    addresses, `list_name` is the one that shows its lines.

    Where no forms are named, lines are written and changed elsewhere, and only removed and put back from here.
    """

    part: str
    noun: str
    model: type[Entry]
    list_name: str
    label: str | Promise
    add_form: type[AddEntryForm] = AddEntryForm
    change_form: type[ChangeEntryForm] = ChangeEntryForm
    add_title: str | Promise = ""
    add_lead: str | Promise = ""
    change_title: str | Promise = ""
    save: str | Promise = ""
    fields: str = "readiness/entries/_fields.html"
    show_name: str = ""

    def address_of(self, entry: Entry) -> str:
        """The page of a line, where it has one; else its register."""
        if self.show_name:
            return reverse(self.show_name, args=[entry.agency_id, entry.pk])
        return reverse(self.list_name, args=[entry.agency_id])

    def address_after_removal(self, entry: Entry) -> str:
        """The register with the way to put the line back; what has no form of its own is put back elsewhere."""
        if not self.add_title:
            return reverse(f"readiness:{self.noun}-list-removed", args=[entry.agency_id])
        return f"{reverse(self.list_name, args=[entry.agency_id])}?removed={entry.pk}"

    @property
    def rows(self) -> Any:
        return self.model._default_manager  # noqa: SLF001 - Django's name for it


REGISTERS = {
    "organizations": Register(
        part="map",
        noun="organization",
        model=Organization,
        list_name="readiness:organization-list",
        show_name="readiness:organization-show",
        add_form=organizations.AddOrganizationForm,
        change_form=organizations.ChangeOrganizationForm,
        label=_("Organizations"),
        add_title=_("Add an organization to the map"),
        add_lead=_(
            "An organization and its public contact. Never an opinion of a person, and never a score."
        ),
        change_title=_("Change an organization"),
        save=_("Save the organization"),
    ),
    "gaps": Register(
        part="map",
        noun="gap",
        model=CategoryGap,
        list_name="readiness:map-show",
        add_form=organizations.AddGapForm,
        change_form=organizations.ChangeGapForm,
        label=_("Explained categories"),
    ),
    "neutrals": Register(
        part="neutrals",
        noun="neutral",
        model=NeutralProvider,
        list_name="readiness:neutral-list",
        add_form=neutrals.AddNeutralForm,
        change_form=neutrals.ChangeNeutralForm,
        label=_("Neutral providers"),
        add_title=_("Add a neutral provider"),
        add_lead=_(
            "Name and daytime contact are enough to begin. The rest tells you what is still to be agreed."
        ),
        change_title=_("Change a neutral provider"),
        save=_("Save the neutral provider"),
    ),
    "facilitators": Register(
        part="facilitators",
        noun="facilitator",
        model=PoolFacilitator,
        list_name="readiness:facilitator-list",
        show_name="readiness:facilitator-show",
        add_form=facilitators.AddFacilitatorForm,
        change_form=facilitators.ChangeFacilitatorForm,
        label=_("Facilitators"),
        add_title=_("Add a facilitator to the pool"),
        add_lead=_("Someone who said yes to being asked. Trainings are noted on their own page afterwards."),
        change_title=_("Change a facilitator"),
        save=_("Save the facilitator"),
    ),
    "calls": Register(
        part="calls",
        noun="call",
        model=CallTreeEntry,
        list_name="readiness:call-list",
        add_form=calls.AddCallForm,
        change_form=calls.ChangeCallForm,
        label=_("Call tree"),
        add_title=_("Add someone to the call tree"),
        add_lead=_("They stand last at first. Move them up on the list."),
        change_title=_("Change a place in the call tree"),
        save=_("Save this place"),
    ),
    "tests": Register(
        part="calls",
        noun="test",
        model=CallTreeTest,
        list_name="readiness:call-list",
        label=_("Tests of the call tree"),
    ),
    "statements": Register(
        part="statements",
        noun="statement",
        model=HoldingStatement,
        list_name="readiness:statement-list",
        show_name="readiness:statement-show",
        add_form=statements.AddStatementForm,
        change_form=statements.ChangeStatementForm,
        label=_("Holding statements"),
        add_title=_("Add a holding statement"),
        add_lead=_("Write it on a quiet day. At midnight only the gaps are left to fill."),
        change_title=_("Change a holding statement"),
        save=_("Save the statement"),
    ),
    "exercises": Register(
        part="exercises",
        noun="exercise",
        model=Exercise,
        list_name="readiness:exercise-list",
        add_form=exercises.AddExerciseForm,
        change_form=exercises.ChangeExerciseForm,
        label=_("Exercises"),
        add_title=_("Write down an exercise"),
        add_lead=_(
            "What was played, how many took part from where, and what you changed. Numbers, never names."
        ),
        change_title=_("Change an exercise"),
        save=_("Save the exercise"),
        fields="readiness/exercises/_fields.html",
    ),
}
