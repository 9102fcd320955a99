"""Fields of a case: plain words only, and lists with one entry on each line."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dialogues.forms.fields import Words
from records.content import ADDRESS

_MARKUP = re.compile(r"<\s{0,3}[/!]?\s{0,3}[A-Za-z][^<>]{0,200}>|<!--|&#?\w{2,8};|\]\(https?:")


def plain(text: str) -> None:
    """Refuses marks of web pages: they would be shown as they are."""
    found = _MARKUP.search(text)
    if found:
        raise ValidationError(
            _("Write plain text. This holds a mark of web pages: %(mark)s"), params={"mark": found[0][:40]}
        )


def whole_address(text: str) -> None:
    if not ADDRESS.fullmatch(text):
        raise ValidationError(
            _("Write the whole address of the page, such as https://www.example.org/report.")
        )


class Lines(forms.CharField):
    """A list, one entry on each line. Empty lines are left out."""

    def __init__(self, *, most: int, longest: int, rows: int = 5, **options: Any) -> None:
        self.most, self.longest = most, longest
        options.setdefault("required", False)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else (super().to_python(value) or "").splitlines()
        return [line for line in (" ".join(line.split()) for line in lines) if line]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(
                _("Use at most %(most)d lines; this has %(count)d."),
                params={"most": self.most, "count": len(value)},
            )
        for number, line in enumerate(value, start=1):
            self.check_line(number, line)

    def check_line(self, number: int, line: str) -> None:
        if len(line) > self.longest:
            told = ngettext(
                "Line %(number)d has %(count)d character. Use at most %(most)d.",
                "Line %(number)d has %(count)d characters. Use at most %(most)d.",
                len(line),
            )
            raise ValidationError(told % {"number": number, "count": len(line), "most": self.longest})
        plain(line)


class Numbers(Lines):
    """Figures with what they count, as in “184: different people in five conversations”."""

    def check_line(self, number: int, line: str) -> None:
        super().check_line(number, line)
        figure, colon, meaning = line.partition(":")
        if not (colon and figure.strip() and meaning.strip()):
            raise ValidationError(
                _("Line %(number)d needs a figure, a colon and what it counts: “184: different people”."),
                params={"number": number},
            )


class Several(forms.MultipleChoiceField):
    """Any number of choices, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, hints: dict[Any, Words] | None = None, **options: Any) -> None:
        options.setdefault("required", False)
        unknown = {"invalid_choice": _("Choose from the list.")}
        super().__init__(error_messages=unknown, **options)
        self.option_hints = hints or {}
