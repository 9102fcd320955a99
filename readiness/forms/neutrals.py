"""Writing down neutrals and what was agreed with them."""

from django.utils.translation import gettext_lazy as _

from dialogues.forms.fields import Choice, Day, Line
from readiness.choices import NeutralKind
from readiness.forms.base import AddEntryForm, ChangeEntryForm, EntryFields


class NeutralFields(EntryFields):
    """Who helps, how they are called at night, and what was agreed."""

    LATER = ("offers", "area", "agreed_on", "conflicts_checked_on", "costs", "confidentiality", "notes")

    name = Line(label=_("Name"), max_length=160, missing=_("Write the name of the center or office."))
    kind = Choice(
        label=_("Kind"), choices=NeutralKind.choices, hints={}, missing=_("Choose what comes closest.")
    )
    day_contact = Line(
        label=_("Contact by day"),
        help_text=_("The number or address that gets an answer."),
        max_length=200,
        missing=_("Write how they are reached by day."),
    )
    night_contact = Line(
        label=_("Contact after hours"),
        help_text=_("Without it, nobody answers on the night you need them. Ask them for one."),
        max_length=200,
    )
    offers = Line(
        label=_("What they offer"),
        help_text=_("Such as: mediation, facilitators for circles, training."),
        max_length=500,
    )
    area = Line(label=_("Area they serve"), max_length=160)
    agreed_on = Day(
        label=_("Letter or agreement on file since"),
        help_text=_("Leave it empty while nothing is agreed."),
    )
    conflicts_checked_on = Day(
        label=_("Asked about conflicts of interest on"),
        help_text=_("Ties to the agency, the city or the groups involved."),
    )
    costs = Line(label=_("Costs"), max_length=300)
    confidentiality = Line(
        label=_("What stays confidential"),
        help_text=_("The terms you agreed on. Ask counsel what the law allows you to promise."),
        max_length=500,
    )
    notes = Line(label=_("Notes"), max_length=500)


class AddNeutralForm(NeutralFields, AddEntryForm):
    """A new neutral provider."""


class ChangeNeutralForm(NeutralFields, ChangeEntryForm):
    """A neutral provider as it stands."""
