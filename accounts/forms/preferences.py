"""What people choose for themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import NameField
from accounts.models import User


class Preferences(forms.ModelForm):
    full_name = NameField(
        label=_("Name"),
        help_text=_("Shown to the people you work with. Earlier entries in the record keep the old one."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    class Meta:
        model = User
        fields = ["full_name", "language", "time_zone"]
        widgets = {"language": forms.RadioSelect}
        help_texts = {
            "time_zone": _(
                "For times that belong to no session. A session always shows the zone of its place."
            ),
        }
