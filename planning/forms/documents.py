"""How a person wants the agenda printed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import PaperSize
from planning.choices import Version


class PrintForm(forms.Form):
    version = forms.ChoiceField(
        label=_("Which copy"), choices=Version.choices, initial=Version.FACILITATOR, widget=forms.RadioSelect
    )
    paper = forms.ChoiceField(label=_("Paper"), choices=PaperSize.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the participants’ copy"),
        choices=[("en", _("English")), ("es", _("Spanish"))],
        initial="en",
        widget=forms.RadioSelect,
    )
    is_large = forms.BooleanField(
        label=_("Large print (18 point)"), required=False, help_text=_("For people who read large letters.")
    )
