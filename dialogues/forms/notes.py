"""Forms of notes: writing one, changing one, finding some."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices import NoteKind
from dialogues.errors import NoteRemoved, SpaceNotYours
from dialogues.forms.base import OnceForm, VersionedForm
from dialogues.forms.dialogues import MAX_KEY
from dialogues.forms.fields import Choice, Paragraphs
from dialogues.forms.redaction import NameAwareForm
from dialogues.models import Note, Session
from records.choices import Space

SPACE_READERS = {
    Space.JOINT: _("Everyone with a seat in this dialogue, the agency’s records officer, and reviewers."),
    Space.AGENCY: _(
        "The liaison and the agency’s side of the design team, its records officer, and reviewers."
    ),
    Space.COMMUNITY: _("The community’s side of the design team. Nobody else, not even reviewers."),
    Space.NEUTRAL: _("Facilitators and neutrals. Nobody else, not even reviewers."),
}
NO_SESSION = ("", _("No session in particular"))


class NoteFields(NameAwareForm):
    """The words of a note."""

    kind = Choice(
        label=_("Kind"), choices=NoteKind.choices, initial=NoteKind.THEME, missing=_("Choose a kind.")
    )
    text = Paragraphs(
        label=_("What was heard"),
        help_text=_("The thought, not the person: no names, no quotes that point to someone."),
        max_length=4000,
        rows=5,
        missing=_("Write what was heard."),
    )


class NoteForm(OnceForm, NoteFields):
    """Writing a note. The space decides who will ever read it."""

    refused_fields = {SpaceNotYours: "space"}

    space = Choice(
        label=_("Who will read it"),
        help_text=_("A note stays in its space for good."),
        hints=SPACE_READERS,
        missing=_("Choose who will read it."),
    )
    session = Choice(label=_("Heard in session"), required=False)
    field_order = ("space", "session", "kind", "text", "is_checked")

    def __init__(
        self, *args: Any, spaces: Collection[str], sessions: Iterable[Session], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = {str(session.pk): session for session in sessions}
        self.fields["space"].choices = [  # type: ignore[attr-defined]
            (space.value, space.label) for space in Space if space in spaces
        ]
        self.fields["session"].choices = [NO_SESSION, *_titles(self.sessions)]  # type: ignore[attr-defined]


class NoteChangeForm(VersionedForm, NoteFields):
    """Changing a note, aware of others."""

    refused_fields = {NoteRemoved: "text"}

    field_order = ("kind", "text", "is_checked")

    @staticmethod
    def current_of(note: Note) -> dict[str, Any]:
        return {"kind": note.kind, "text": note.text}


class FindNotesForm(forms.Form):
    """Which notes to show. What cannot be read is left out, never an error."""

    space = Choice(label=_("Space"), required=False)
    session = Choice(label=_("Session"), required=False)
    kind = Choice(label=_("Kind"), choices=[("", _("All kinds")), *NoteKind.choices], required=False)
    before = forms.IntegerField(min_value=1, max_value=MAX_KEY, required=False)
    removed = forms.IntegerField(min_value=1, max_value=MAX_KEY, required=False)
    marks_optional = False

    def __init__(
        self, *args: Any, spaces: Collection[str], sessions: Iterable[Session], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = {str(session.pk): session for session in sessions}
        self.fields["space"].choices = [  # type: ignore[attr-defined]
            ("", _("All I may read")),
            *((space.value, space.label) for space in Space if space in spaces),
        ]
        self.fields["session"].choices = [("", _("All sessions")), *_titles(named)]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def filters(self) -> list[forms.BoundField]:
        return [self[name] for name in ("space", "session", "kind")]


def _titles(sessions: dict[str, Session]) -> list[tuple[str, str]]:
    return [(key, session.title) for key, session in sessions.items()]
