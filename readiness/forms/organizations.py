"""Writing down who belongs on the stakeholder map, and finding them again."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Membership, User
from dialogues.forms.base import RefusableForm
from dialogues.forms.dialogues import MAX_KEY
from dialogues.forms.fields import Choice, Day, Line
from readiness.choices import CATEGORY_GROUPS
from readiness.errors import DayInFuture, GapExplained, HolderNotMember
from readiness.forms.base import AddEntryForm, ChangeEntryForm, EntryFields, languages_field
from records.errors import Refusal

BY_GROUP = [
    (label, [(category.value, category.label) for category in categories])
    for label, categories in CATEGORY_GROUPS
]
NOBODY = "nobody"


class OrganizationFields(EntryFields):
    """An organization and its public contact. No field rates a person, and none may hold a rating."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {HolderNotMember: "holder"}

    LATER = (
        "email",
        "reached_by",
        "languages",
        "is_messenger",
        "is_bridge_builder",
        "holder_office",
        "safety_needs",
    )

    name = Line(
        label=_("Organization or office"),
        help_text=_("Not a private person. A leader without an organization is reached through one."),
        max_length=160,
        missing=_("Write the name of the organization or office."),
    )
    category = Choice(
        label=_("Category"),
        choices=[("", _("Choose one")), *BY_GROUP],
        missing=_("Choose the category they stand for most."),
    )
    contact = Line(
        label=_("Public contact"),
        help_text=_("Their office or spokesperson, as they give it to everybody."),
        max_length=160,
    )
    phone = Line(label=_("Phone"), max_length=40, widget=forms.TextInput(attrs={"type": "tel"}))
    holder = forms.ModelChoiceField(
        label=_("Who in the agency holds the relationship"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody with an account"),
        error_messages={"invalid_choice": _("Choose a member of the agency.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Write an e-mail address such as office@example.org.")},
    )
    reached_by = Line(
        label=_("How they are best reached"),
        help_text=_("Such as: call, do not write; not during Friday prayer."),
        max_length=300,
    )
    languages = languages_field(_("Languages they speak with their people"))
    is_messenger = forms.BooleanField(
        label=_("Trusted messenger"),
        help_text=_("People believe what comes from here, and they agreed to pass on true news."),
        required=False,
    )
    is_bridge_builder = forms.BooleanField(
        label=_("Bridge-builder"),
        help_text=_("Talks with both sides when others no longer do."),
        required=False,
    )
    holder_office = Line(
        label=_("Or a name or office without an account"),
        help_text=_("Such as: Community unit, east district."),
        max_length=160,
    )
    safety_needs = Line(
        label=_("What makes it safe for them to meet police"),
        help_text=_("Such as: a neutral place, no uniforms, no names on paper. It is never printed."),
        max_length=500,
    )

    def fill_choices(self) -> None:
        field: Any = self.fields["holder"]
        field.queryset = members_of(self.agency, also=getattr(self.entry, "holder_id", None))


class AddOrganizationForm(OrganizationFields, AddEntryForm):
    """A new organization on the map."""


class ChangeOrganizationForm(OrganizationFields, ChangeEntryForm):
    """An organization as it stands."""


class ContactForm(RefusableForm):
    """A talk, today or on another day."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {DayInFuture: "spoke_on"}

    spoke_on = Day(label=_("When did you speak?"), missing=_("Say on which day."))
    note = Line(
        label=_("What was asked or promised"),
        help_text=_("No names, nothing about an investigation, no opinion of anybody."),
        max_length=500,
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, initial={"spoke_on": today}, **options)


class GapFields(EntryFields):
    """Why a category is empty."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {GapExplained: "explanation"}

    explanation = Line(
        label=_("Why does nobody stand here?"),
        help_text=_("Such as: there is no tribal agency in this county."),
        max_length=300,
        missing=_("Write why the category is empty."),
    )
    told_by = Line(
        label=_("Who said so?"),
        help_text=_("An office or organization that would know."),
        max_length=160,
        missing=_("Write who said so."),
    )
    told_on = Day(label=_("When?"), missing=_("Say on which day."))


class AddGapForm(GapFields, AddEntryForm):
    """A new explanation. The category comes with the address."""


class ChangeGapForm(GapFields, ChangeEntryForm):
    """An explanation as it stands."""


class FindOrganizationsForm(forms.Form):
    """Which organizations to show. What cannot be read is left out, never an error."""

    marks_optional = False

    category = Choice(label=_("Category"), choices=[("", _("All categories")), *BY_GROUP], required=False)
    holder = Choice(label=_("Held by"), required=False)
    quiet = Choice(
        label=_("Last talk"),
        choices=[("", _("Any time")), ("yes", _("Not in the last 3 months"))],
        required=False,
    )
    messenger = Choice(
        label=_("Part"),
        choices=[("", _("All")), ("yes", _("Trusted messengers"))],
        required=False,
    )
    after = forms.IntegerField(min_value=1, max_value=MAX_KEY, required=False)
    removed = forms.IntegerField(min_value=1, max_value=MAX_KEY, required=False)

    def __init__(self, *args: Any, agency: Agency, **options: Any) -> None:
        super().__init__(*args, **options)
        members = [(str(user.pk), user.full_name) for user in members_of(agency)]
        self.fields["holder"].choices = [  # type: ignore[attr-defined]
            ("", _("Anybody")),
            (NOBODY, _("Nobody yet")),
            *members,
        ]

    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def filters(self) -> list[forms.BoundField]:
        return [self[name] for name in ("category", "holder", "quiet", "messenger")]


def members_of(agency: Agency, also: int | None = None) -> Any:
    """People of the agency by name; and one who held a relationship before they left."""
    belongs = Membership.objects.filter(agency=agency).values("user")
    return User.objects.filter(Q(pk__in=belongs) | Q(pk=also)).order_by("full_name", "pk")
