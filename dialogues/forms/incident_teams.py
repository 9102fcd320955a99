"""Putting people on an incident's team, and their part in it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User
from dialogues.choices.incidents import TeamPart
from dialogues.errors import AlreadyOnTeam, NotOfAgency, SpeaksForOthers
from dialogues.forms.base import OnceForm, RefusableForm
from dialogues.forms.fields import Choice, Line
from dialogues.models import Incident, IncidentTeamMember
from dialogues.querysets.incidents import fit_for_team
from records.errors import Refusal


class PartFields(RefusableForm):
    """What a person does, and where they come from."""

    part = Choice(
        label=_("Their part"), choices=TeamPart.choices, hints={}, missing=_("Choose what they do.")
    )
    name = Line(
        label=_("Name or office"),
        help_text=_("Such as “Duty counsel, City Attorney’s Office”."),
        max_length=120,
    )
    organization = Line(label=_("Organization"), max_length=160)


class AddToTeamForm(PartFields, OnceForm):
    """A member of the agency, who then sees the incident, or anyone else by name."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {
        AlreadyOnTeam: "user",
        NotOfAgency: "user",
        SpeaksForOthers: "user",
    }
    field_order = ("user", "name", "organization", "part")

    user = forms.ModelChoiceField(
        label=_("A member of the agency"),
        help_text=_("They see the incident and work on it with their account."),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Someone without an account here"),
        error_messages={"invalid_choice": _("Choose from the list: others are on the team or not members.")},
    )

    def __init__(self, *args: Any, incident: Incident, **options: Any) -> None:
        super().__init__(*args, **options)
        there = incident.team.current().filter(user__isnull=False).values("user")
        members = fit_for_team(Membership.objects.filter(agency=incident.agency_id))
        people = User.objects.filter(is_active=True, pk__in=members.values("user"))
        field: Any = self.fields["user"]
        field.queryset = people.exclude(pk__in=there).order_by("full_name", "pk")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "user" not in self.errors and not cleaned.get("user") and not cleaned.get("name"):
            self.add_error("name", _("Choose a member above, or write a name or an office."))
        return cleaned

    def values(self) -> dict[str, Any]:
        asked = ("user", "name", "organization", "part", "form_key")
        return {name: self.cleaned_data[name] for name in asked}


class ChangePartForm(PartFields):
    """A member's entry. Whoever has an account goes by the name of their account."""

    def __init__(self, *args: Any, member: IncidentTeamMember, **options: Any) -> None:
        names = ("part", "name", "organization")
        super().__init__(*args, initial={name: getattr(member, name) for name in names}, **options)
        if member.user_id is not None:
            self.fields["name"].widget = forms.HiddenInput()
        else:
            self.fields["name"].required = True
            self.fields["name"].error_messages["required"] = _("Write a name or an office.")
