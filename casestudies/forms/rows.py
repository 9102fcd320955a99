"""Sources and outcomes: parts of a case that come in rows. Two empty rows follow what is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies import content
from casestudies.choices import SourceKind
from casestudies.content import Body
from casestudies.evidence import NEEDS_SOURCE
from casestudies.forms.drafts import NOT_CHOSEN, PartForm
from casestudies.forms.fields import Several, plain, whole_address
from dialogues.forms.fields import Choice, Line, Paragraphs

MOST_SOURCES, MOST_OUTCOMES, SPARE = 12, 10, 2


class RowsForm(PartForm):
    """A part in rows: fields `text_1`, `text_2` … A row that is emptied is taken out."""

    columns: tuple[str, ...] = ()
    leading = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in self.numbers:
            self.fields |= {f"{name}_{number}": field for name, field in self.row_fields().items()}

    @property
    def numbers(self) -> list[int]:
        count = sum(name.startswith(f"{self.leading}_") for name in self.current)
        return list(range(1, count + 1))

    def row_fields(self) -> dict[str, forms.Field]:
        raise NotImplementedError

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The visible fields of each row, to be placed under one heading."""
        return [
            [self[f"{name}_{number}"] for name in self.columns if f"{name}_{number}" in self.fields]
            for number in self.numbers
        ]

    def row(self, number: int) -> dict[str, Any]:
        return {name: self.cleaned_data.get(f"{name}_{number}") or "" for name in self.columns}

    @classmethod
    def spread(cls, rows: list[dict[str, Any]], most: int) -> dict[str, Any]:
        """Rows as fields, with room for more."""
        count = min(most, len(rows) + SPARE)
        padded = [*rows, *({} for _ in range(count - len(rows)))]
        return {
            f"{name}_{number}": row.get(name)
            for number, row in enumerate(padded, start=1)
            for name in cls.columns
        }


class SourcesForm(RowsForm):
    columns = ("title", "publisher", "url", "kind")
    leading = "title"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.current:
            if name.startswith("key_"):
                self.fields[name] = forms.CharField(widget=forms.HiddenInput, required=False)

    @classmethod
    def current_of(cls, body: Body) -> dict[str, Any]:
        return cls.spread(body.get("sources", []), MOST_SOURCES) | {
            f"key_{number}": row["key"] for number, row in enumerate(body.get("sources", ()), start=1)
        }

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "title": Line(label=_("Title"), max_length=200, validators=[plain]),
            "publisher": Line(label=_("Who published it"), max_length=160, validators=[plain]),
            "url": Line(label=_("Address"), max_length=500, validators=[whole_address]),
            "kind": Choice(label=_("Kind"), choices=[NOT_CHOSEN, *SourceKind.choices], required=False),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in self.numbers:
            row = self.row(number)
            missing = [
                name for name in self.columns if not row[name] and f"{name}_{number}" not in self.errors
            ]
            if any(row.values()) and missing:
                for name in missing:
                    self.add_error(
                        f"{name}_{number}", _("Fill this in, or empty the other lines of this source.")
                    )
        return cleaned

    def values(self) -> Body:
        """Keys stay with their source, so that outcomes keep naming it; a new source takes a new key."""
        known = {value for name, value in self.current.items() if name.startswith("key_")}
        used = set(known)
        rows = []
        for number in self.numbers:
            row = self.row(number)
            if any(row.values()):
                key = self.cleaned_data.get(f"key_{number}") or ""
                rows.append({"key": key if key in known else _new_key(used), **row})
        return {"sources": rows}


def _new_key(used: set[str]) -> str:
    number = 1
    while f"s{number}" in used:
        number += 1
    used.add(f"s{number}")
    return f"s{number}"


class OutcomesForm(RowsForm):
    columns = ("text", "failed", "strength", "sources")
    leading = "text"

    def __init__(self, *args: Any, sources: list[tuple[str, str]], **options: Any) -> None:
        self.sources = sources
        super().__init__(*args, **options)
        self.options |= {"sources": sources}

    @property
    def strengths(self) -> tuple[content.Strength, ...]:
        return content.strengths()

    @classmethod
    def current_of(cls, body: Body) -> dict[str, Any]:
        return cls.spread(body.get("outcomes", []), MOST_OUTCOMES)

    def row_fields(self) -> dict[str, forms.Field]:
        strengths = [(strength.key, strength.label) for strength in self.strengths]
        fields: dict[str, forms.Field] = {
            "text": Paragraphs(label=_("What followed"), max_length=400, rows=3, validators=[plain]),
            "failed": forms.BooleanField(label=_("It did not work out"), required=False),
            "strength": Choice(
                label=_("How well it is known"), choices=[NOT_CHOSEN, *strengths], required=False
            ),
        }
        if self.sources:
            fields["sources"] = Several(label=_("Which sources show it"), choices=self.sources)
        return fields

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in self.numbers:
            row = self.row(number)
            if row["text"] and not row["strength"]:
                self.add_error(f"strength_{number}", _("Say how well this is known."))
            if row["text"] and row["strength"] in NEEDS_SOURCE and not row["sources"]:
                sentence = _("Choose the source that shows it. Without one it is “our own account”.")
                self.add_error(f"sources_{number}" if self.sources else f"strength_{number}", sentence)
        return cleaned

    def values(self) -> Body:
        rows = [self.row(number) for number in self.numbers]
        return {"outcomes": [_outcome(row) for row in rows if row["text"]]}


def _outcome(row: dict[str, Any]) -> Body:
    told = {
        "text": " ".join(row["text"].split()),
        "strength": row["strength"],
        "sources": list(row["sources"] or ()),
    }
    return told | ({"failed": True} if row["failed"] else {})
