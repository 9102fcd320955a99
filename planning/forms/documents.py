"""How a person wants the agenda printed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import PaperSize
from dialogues.forms.fields import Choice
from planning.choices import Version


class PaperForm(forms.Form):
    """On which paper."""

    paper = Choice(label=_("Paper"), choices=PaperSize.choices, missing=_("Choose a paper size."), hints={})


class EditionForm(forms.Form):
    """The working agenda, marked as a draft, instead of the last release."""

    edition = forms.ChoiceField(choices=[("draft", "")], required=False)

    @property
    def is_draft(self) -> bool:
        return self.is_valid() and self.cleaned_data["edition"] == "draft"


class PrintForm(forms.Form):
    """Which copy, on which paper, in which language. Language touches the participants' copy only."""

    version = Choice(
        label=_("Which copy"),
        choices=Version.choices,
        initial=Version.FACILITATOR,
        missing=_("Choose a copy."),
        hints={
            Version.FACILITATOR: _(
                "Clock times, who leads, what to do and say, what to bring, room for a pencil."
            ),
            Version.PARTICIPANT: _("Times and titles, ground rules, the next date, whom to ask."),
        },
    )
    language = Choice(
        label=_("Language of the participants’ copy"),
        choices=[("en", _("English")), ("es", _("Spanish"))],
        initial="en",
        missing=_("Choose a language."),
        hints={
            "es": _("Your own words stay as you wrote them, unless an item has a title in Spanish."),
        },
    )
    paper = Choice(label=_("Paper"), choices=PaperSize.choices, missing=_("Choose a paper size."), hints={})
    is_large = forms.BooleanField(
        label=_("Large print"), required=False, help_text=_("18 point, for people who read large letters.")
    )
