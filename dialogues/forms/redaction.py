"""Forms whose words many people will read. They warn when a text looks as if it named someone; a person decides."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.redaction import what_names_a_person


class NameAwareForm(forms.Form):
    """Looks at some of its fields before they are kept. The tick appears only when there is something to tick."""

    looked_at: ClassVar[tuple[str, ...]] = ("text",)

    is_checked = forms.BooleanField(
        label=_("I looked: nobody can be recognized who did not agree to it"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, names: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(names)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found = {name: what_names_a_person(cleaned.get(name) or "", self.names) for name in self.looked_at}
        if not any(found.values()):
            return cleaned
        self.fields["is_checked"].widget = forms.CheckboxInput()
        if not cleaned.get("is_checked"):
            sentence = _("This seems to hold %(what)s. Take it out, or tick below that you looked.")
            for name, what in found.items():
                if what:
                    self.add_error(name, sentence % {"what": "; ".join(what)})
        return cleaned
