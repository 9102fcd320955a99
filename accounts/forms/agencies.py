"""Details of an agency."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency

ORI = re.compile(r"[A-Z0-9]{9}")


class AgencyDetails(forms.ModelForm):
    class Meta:
        model = Agency
        fields = ["name", "kind", "ori", "state", "time_zone", "paper_size", "public_contact"]
        widgets = {"kind": forms.RadioSelect, "paper_size": forms.RadioSelect}
        error_messages = {"name": {"required": _("Enter the agency's name.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "state", "time_zone"):  # an agency has them: no empty choice
            field = self.fields[name]
            field.choices = [choice for choice in field.choices if choice[0]]

    def clean_ori(self) -> str:
        ori = self.cleaned_data["ori"].strip().upper()
        if ori and not ORI.fullmatch(ori):
            raise forms.ValidationError(_("An ORI has nine letters and digits, for example AA0010000."))
        return ori
