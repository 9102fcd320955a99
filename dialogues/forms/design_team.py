"""Seating people. There is no list of accounts to look through, and no answer that tells who has one."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from dialogues.choices import Affiliation, Seat
from dialogues.errors import AlreadySeated, LastLiaison, LiaisonNeedsAccount, NotALiaison
from dialogues.forms.base import OnceForm, RefusableForm
from dialogues.forms.fields import Choice, Line
from dialogues.models import DesignTeamMember, Dialogue
from records.errors import Refusal

SEAT_EXPLANATIONS = {
    Seat.LIAISON: _("Plans and invites for the agency. Sees participants. Reads joint and agency notes."),
    Seat.DESIGNER: _("Designs the dialogue and its plan. Reads joint notes and those of their own side."),
    Seat.FACILITATOR: _("Leads the talk. Sees participants. Reads joint and neutral notes."),
    Seat.NEUTRAL: _("Helps both sides without a stake. Reads joint and neutral notes."),
}


class SeatFields(RefusableForm):
    """Who a member is and what their seat is."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {LastLiaison: "seat", LiaisonNeedsAccount: "seat"}

    name = Line(label=_("Name"), max_length=120, missing=_("Write the person’s name."))
    organization = Line(label=_("Organization"), max_length=160)
    affiliation = Choice(
        label=_("For whom do they speak?"),
        choices=Affiliation.choices,
        hints={},
        missing=_("Choose for whom this person speaks."),
    )
    seat = Choice(label=_("Seat"), choices=Seat.choices, hints=SEAT_EXPLANATIONS, missing=_("Choose a seat."))


class AddMemberForm(SeatFields, OnceForm):
    """A new member of the design team, with or without an account."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {
        AlreadySeated: "email",
        LiaisonNeedsAccount: "email",
    }

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_(
            "A member of your agency can open this dialogue at once. Anyone else who has an account gets a letter and"
            " decides; without an account the address is not kept."
        ),
        required=False,
        error_messages={"invalid": _("Write a whole e-mail address, such as name@example.org.")},
    )

    def values(self) -> dict[str, Any]:
        asked = ("name", "organization", "affiliation", "seat", "email", "form_key")
        return {name: self.cleaned_data[name] for name in asked}


class ChangeMemberForm(SeatFields):
    """A member's entry as it stands."""

    NAMES: ClassVar[tuple[str, ...]] = ("name", "organization", "affiliation", "seat")

    @staticmethod
    def current_of(member: DesignTeamMember) -> dict[str, Any]:
        return {name: getattr(member, name) for name in ChangeMemberForm.NAMES}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.NAMES}


class AgreeForm(RefusableForm):
    """Agreement to the design as the page showed it."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class SeatLiaisonForm(RefusableForm):
    """One of the agency's own liaisons. Only an administrator sees this list; they see all members anyway."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {AlreadySeated: "user", NotALiaison: "user"}

    user = forms.ModelChoiceField(
        label=_("Liaison"),
        queryset=User.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who becomes the liaison."),
            "invalid_choice": _("Choose from the list: others have the seat already or are no liaison."),
        },
    )

    def __init__(self, *args: Any, dialogue: Dialogue, **options: Any) -> None:
        super().__init__(*args, **options)
        seated = dialogue.design_team.current().liaisons().filter(user__isnull=False)
        liaisons = User.objects.filter(
            is_active=True,
            memberships__agency=dialogue.agency_id,
            memberships__roles__contains=[Role.LIAISON],
        ).exclude(pk__in=seated.values("user"))
        field: Any = self.fields["user"]
        field.queryset = liaisons.order_by("full_name", "pk")
