"""Which parts of the folder to print, and on which paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import PaperSize
from dialogues.forms.fields import Choice
from readiness.choices import FolderPart


class FolderForm(forms.Form):
    """Parts, paper, size of letters. All is chosen already, so browsers have nothing to insist on."""

    use_required_attribute = False

    parts = forms.MultipleChoiceField(
        label=_("What to print"),
        choices=FolderPart.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=FolderPart.values,
        error_messages={
            "required": _("Tick at least one part."),
            "invalid_choice": _("Choose from the list."),
        },
    )
    paper = Choice(label=_("Paper"), choices=PaperSize.choices, missing=_("Choose a paper size."), hints={})
    is_large = forms.BooleanField(
        label=_("Large print"), required=False, help_text=_("18 point, for people who read large letters.")
    )
