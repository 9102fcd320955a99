"""Fields that say in a sentence what is missing or too long, and keep line breaks as one character."""

import unicodedata
from datetime import date
from typing import Any, TypeAlias

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

TOO_LONG = ngettext_lazy(
    "Use at most %(limit_value)d character; this has %(show_value)d.",
    "Use at most %(limit_value)d characters; this has %(show_value)d.",
    "limit_value",
)

Words: TypeAlias = str | Promise


TURNING = dict.fromkeys(range(0x202A, 0x202F))  # embeddings and overrides of direction; isolates may stay


class Line(forms.CharField):
    """One line of text. `missing` is said when it is empty; without it, the field is optional."""

    def __init__(self, *, missing: Words = "", **options: Any) -> None:
        options.setdefault("required", bool(missing))
        errors = {"max_length": TOO_LONG} | ({"required": missing} if missing else {})
        super().__init__(error_messages=errors, **options)

    def to_python(self, value: Any) -> str:
        """One line stays one line, whatever was pasted. Signs that turn the words around them are left out, and a line
        in which nothing can be seen is empty."""
        text = " ".join((super().to_python(value) or "").split()).translate(TURNING)
        return text if any(unicodedata.category(sign)[0] in "LNPS" for sign in text) else ""


class Paragraphs(Line):
    """Several lines. Browsers send two characters for a line break; one is kept."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def to_python(self, value: Any) -> str:
        text = forms.CharField.to_python(self, value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class Choice(forms.ChoiceField):
    """One of several, as radio buttons with a sentence each when `hints` are given, else as a list."""

    def __init__(self, *, missing: Words = "", hints: dict[Any, Words] | None = None, **options: Any) -> None:
        options.setdefault("required", bool(missing))
        unknown = _("Choose one from the list.")
        super().__init__(
            widget=options.pop("widget", forms.RadioSelect if hints is not None else forms.Select),
            error_messages={"required": missing or unknown, "invalid_choice": unknown},
            **options,
        )
        self.option_hints = hints or {}


class Day(forms.DateField):
    """A date, from the browser's own calendar or typed. Years no dialogue can lie in are typing mistakes."""

    widget = forms.DateInput
    default_validators = [
        MinValueValidator(date(1990, 1, 1), _("Check the year: it should have four digits.")),
        MaxValueValidator(date(2099, 12, 31), _("Check the year: it should have four digits.")),
    ]

    def __init__(self, *, missing: Words = "", **options: Any) -> None:
        options.setdefault("required", bool(missing))
        errors = {"invalid": _("Write the date as month/day/year, such as 12/8/2026.")}
        super().__init__(
            input_formats=["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%d %b %Y", "%a %d %b %Y"],
            error_messages=errors | ({"required": missing} if missing else {}),
            **options,
        )


class Clock(forms.TimeField):
    """A time of day, from the browser's own clock or typed as 18:00 or 6:00 pm."""

    widget = forms.TimeInput

    def __init__(self, *, missing: Words = "", **options: Any) -> None:
        options.setdefault("required", bool(missing))
        errors = {"invalid": _("Write the time as 6:00 pm or 18:00.")}
        super().__init__(
            input_formats=["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p"],
            error_messages=errors | ({"required": missing} if missing else {}),
            **options,
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(".", "") if isinstance(value, str) else value)
