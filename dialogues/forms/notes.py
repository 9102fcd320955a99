"""Forms of notes. They warn when a text looks as if it named someone; a person decides."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices import NoteKind
from dialogues.errors import ChangedMeanwhile, SpaceNotYours
from dialogues.forms.base import OnceForm, RefusableForm
from dialogues.models import Session
from dialogues.redaction import what_names_a_person
from records.choices import Space

SPACE_READERS = {
    Space.JOINT: _("Everyone with a seat in this dialogue; reviewers; the agency’s records officer."),
    Space.AGENCY: _("The liaison and the agency’s side of the design team; reviewers; the records officer."),
    Space.COMMUNITY: _("The community’s side of the design team only."),
    Space.NEUTRAL: _("Facilitators and neutrals only."),
}


class NoteFields(forms.Form):
    """The words of a note, and the tick that says a person looked for names."""

    kind = forms.ChoiceField(label=_("Kind"), choices=NoteKind.choices, initial=NoteKind.THEME)
    text = forms.CharField(
        label=_("What was heard"),
        help_text=_("The thought, not the person: no names, no quotes that point to someone."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    is_checked = forms.BooleanField(
        label=_("I looked: nobody can be recognized from this text"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, names: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(names)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found = what_names_a_person(cleaned.get("text", ""), self.names)
        if found and not cleaned.get("is_checked"):
            self.fields["is_checked"].widget = forms.CheckboxInput()
            sentence = _("This text seems to hold %(what)s. Take it out, or tick below that nobody is named.")
            self.add_error("text", sentence % {"what": ", ".join(found)})
        return cleaned


class NoteForm(NoteFields, OnceForm):
    """Writing a note. The space decides who will ever read it."""

    refused_fields = {SpaceNotYours: "space"}

    space = forms.ChoiceField(label=_("Who reads it"), widget=forms.RadioSelect)
    session = forms.ChoiceField(label=_("Heard in session"), required=False)
    field_order = ("space", "session", "kind", "text", "is_checked")

    def __init__(
        self, *args: Any, spaces: Collection[str], sessions: Iterable[Session], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = {str(session.pk): session for session in sessions}
        self.fields["space"].choices = [  # type: ignore[attr-defined]
            (space.value, f"{space.label}: {SPACE_READERS[space]}") for space in Space if space in spaces
        ]
        self.fields["session"].choices = [  # type: ignore[attr-defined]
            ("", _("No session in particular")),
            *((key, session.title) for key, session in self.sessions.items()),
        ]


class NoteChangeForm(NoteFields, RefusableForm):
    refused_fields = {ChangedMeanwhile: "text"}

    version = forms.IntegerField(widget=forms.HiddenInput)
