"""What several forms share: created once, told of refusals beside a field, aware of others' changes."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, ClassVar, Self

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from records import timing
from records.errors import PageOutdated, Refusal


class RefusableForm(forms.Form):
    """A form that can show what a service refused, beside the field that can mend it.

    Nobody can mend a hidden field: whatever is wrong with one, the page is out of date.
    """

    refused_fields: ClassVar[dict[type[Refusal], str]] = {}

    def full_clean(self) -> None:
        super().full_clean()
        broken = [
            name for name, field in self.fields.items() if field.widget.is_hidden and name in self.errors
        ]
        for name in broken:
            del self.errors[name]
        if broken:
            self.add_error(None, str(PageOutdated.sentence))

    def refuse(self, refusal: Refusal) -> None:
        name = self.refused_fields.get(type(refusal), "")
        self.add_error(name if name in self.fields else None, str(refusal.sentence))


class OnceForm(RefusableForm):
    """A form that creates something. Sent twice, it creates once: its key is kept in the row."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


@dataclass(frozen=True)
class Difference:
    """A field in which two people differ. `yours` is empty when only the other one changed it."""

    label: str | Promise
    yours: str
    theirs: str
    is_contested: bool


class VersionedForm(RefusableForm):
    """A form over a row that someone else may change meanwhile.

    `version` says which state the page showed; `seen` holds a mark of each value as it was shown, so
    that a later comparison can tell what this person changed from what the other one changed. A form that `needs_marks`
    refuses what was sent without them; elsewhere everything then counts as changed by this person.
    """

    needs_marks: ClassVar[bool] = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        current: Mapping[str, Any],
        version: int,
        **options: Any,
    ) -> None:
        self.current, self.row_version, self.options = dict(current), version, options
        initial = {**current, "version": version, "seen": json.dumps(_marks(current))}
        super().__init__(data, initial=initial, **options)

    def clean_version(self) -> int:
        """No page has shown a state that is still to come."""
        version = self.cleaned_data["version"]
        if self.needs_marks and version > self.row_version:
            raise forms.ValidationError(str(PageOutdated.sentence))
        return version

    def clean_seen(self) -> str:
        """A mark of each value that was shown."""
        seen = self.cleaned_data["seen"]
        if self.needs_marks and not set(self.current) <= set(_read_marks(seen)):
            raise forms.ValidationError(str(PageOutdated.sentence))
        return seen

    def changes(self) -> dict[str, Any]:
        """What this person changed since the page was shown to them. Call after `is_valid`."""
        seen = _read_marks(self.cleaned_data.get("seen", ""))
        values = {name: self.cleaned_data.get(name) for name in self.current}
        return {name: value for name, value in values.items() if seen.get(name) != _mark(value)}

    def differences(self) -> list[Difference]:
        """Field by field: what both changed (contested), and what only the other one changed (kept)."""
        seen, mine = _read_marks(self.cleaned_data.get("seen", "")), self.changes()
        found = []
        for name, theirs in self.current.items():
            if seen.get(name) == _mark(theirs) or _mark(self.cleaned_data.get(name)) == _mark(theirs):
                continue
            yours = self._shown(name, mine[name]) if name in mine else ""
            label = self.fields[name].label or name
            found.append(Difference(label, yours, self._shown(name, theirs), name in mine))
        return found

    def contested(self) -> list[str]:
        """The names of the fields that both changed, to different values."""
        seen, mine = _read_marks(self.cleaned_data.get("seen", "")), self.changes()
        return [
            name
            for name, theirs in self.current.items()
            if name in mine and _mark(theirs) not in {seen.get(name), _mark(mine[name])}
        ]

    def rebased(self) -> Self:
        """The same form over the row as it is now: what this person typed stays, the rest is the row's."""
        data, mine = {}, self.changes()
        for name, field in self.fields.items():
            value = mine[name] if name in mine else self.current.get(name)
            data[self.add_prefix(name)] = field.prepare_value(value)
        data[self.add_prefix("version")] = self.row_version
        data[self.add_prefix("seen")] = json.dumps(_marks(self.current))
        return type(self)(data, current=self.current, version=self.row_version, **self.options)

    def _shown(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        values = value if isinstance(value, list) else [value]
        return ", ".join(_spelled(choices.get(part, part)) for part in values if part not in {None, ""})


def _spelled(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return timing.spell_day(value)
    return timing.spell_clock(value) if isinstance(value, time) else str(value)


def _mark(value: Any) -> str:
    """A short mark of a value; empty text, nothing and an empty list are the same."""
    text = json.dumps(value or None, default=lambda other: str(getattr(other, "pk", other)))
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()


def _marks(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: _mark(value) for name, value in values.items()}


def _read_marks(text: str) -> dict[str, str]:
    try:
        marks = json.loads(text)
    except (ValueError, RecursionError):  # the second: a thousand brackets
        return {}
    return marks if isinstance(marks, dict) else {}
