"""Marked places: the author says why each one stays."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.choices import KeepReason
from casestudies.errors import KeepingNeedsWords
from casestudies.evidence import Keeping
from casestudies.forms.fields import plain
from casestudies.summaries.drafts import MarkedPlace
from dialogues.forms.fields import Choice, Line

MOST_WORDS = 200


class MarksForm(forms.Form):
    """For each marked place why it stays, as a choice and in words; without both it waits to be changed.

    Contacts and known names have no fields: they can only be taken out.
    """

    marks_optional = False

    def __init__(self, *args: Any, places: Iterable[MarkedPlace], **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = [place for place in places if place.mark.may_stay]
        for place in self.places:
            self.fields[place.mark.key] = Choice(
                label=_("“%(text)s” looks like %(what)s")
                % {"text": place.mark.text, "what": place.mark.what},
                help_text=_("It stands in: %(line)s") % {"line": place.mark.line[:300]},
                choices=[("", _("Not decided, or I will change it")), *KeepReason.choices],
                initial=place.reason,
                required=False,
            )
            self.fields[f"words_{place.mark.key}"] = Line(
                label=_("Why “%(text)s” stays, in a few words") % {"text": place.mark.text},
                help_text=_("Such as “Her name stood in every newspaper, and her family wants it told.”"),
                initial=place.words,
                max_length=MOST_WORDS,
                validators=[plain],
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for place in self.places:
            choice, words = place.mark.key, f"words_{place.mark.key}"
            if cleaned.get(choice) and words in cleaned and not cleaned[words]:
                self.add_error(words, str(KeepingNeedsWords.sentence))
            if cleaned.get(words) and choice in cleaned and not cleaned[choice]:
                self.add_error(choice, _("Choose why it stays, or empty the line below."))
        return cleaned

    def reasons(self) -> dict[str, Keeping]:
        """As the service keeps them."""
        keys = [place.mark.key for place in self.places]
        return {key: Keeping(self.cleaned_data[key], self.cleaned_data[f"words_{key}"]) for key in keys}

    @property
    def rows(self) -> list[tuple[MarkedPlace, forms.BoundField, forms.BoundField]]:
        """Each place that may stay, with its two fields."""
        return [(place, self[place.mark.key], self[f"words_{place.mark.key}"]) for place in self.places]
