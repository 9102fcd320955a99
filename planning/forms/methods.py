"""Forms of the method library: finding a method, and putting it on an agenda."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.forms.base import OnceForm
from dialogues.forms.dialogues import MAX_KEY
from dialogues.forms.fields import Choice
from planning import content
from planning.errors import AgendaFull, ItemRemoved
from planning.forms.formats import FindForm
from planning.models.agendas import LONGEST_ITEM
from planning.summaries.methods import WantedMethod, kinds
from records.errors import Refusal


class FindMethodsForm(FindForm):
    """Words, kind, minutes and group size; on the way into an agenda, the item it shall follow."""

    kind = Choice(label=_("Kind"))
    after = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=MAX_KEY)

    field_order: ClassVar[list[str]] = ["q", "kind", "minutes", "size", "after"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["kind"]
        field.choices = [("", _("Any kind")), *((kind.value, kind.label) for kind in kinds())]

    def query(self) -> str:
        """What was searched for and the item to follow, as it stands in an address after the question mark."""
        known = {name: self.known(name) for name in self.fields}
        return urlencode({name: value for name, value in known.items() if value})

    def wanted(self) -> WantedMethod:
        return WantedMethod(
            words=self.words(),
            kind=self.known("kind") or "",
            minutes=self.known("minutes"),
            size=self.known("size"),
        )


class AddMethodForm(OnceForm):
    """A method as a new agenda item: how long, and after which item."""

    marks_optional: ClassVar[bool] = False
    refused_fields: ClassVar[dict[type[Refusal], str]] = {AgendaFull: "", ItemRemoved: ""}

    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=LONGEST_ITEM,
        error_messages={
            "required": _("Write how many minutes it takes, such as 15."),
            "invalid": _("Write the minutes as a whole number, such as 15."),
            "min_value": _("An item takes at least 1 minute."),
            "max_value": _("An item takes at most 1,440 minutes (24 hours)."),
        },
    )
    after = Choice(label=_("Where"))

    def __init__(
        self,
        *args: Any,
        method: content.Method,
        items: list[tuple[int, str]],
        after: int | None,
        **options: Any,
    ) -> None:
        initial = {"minutes": method.minutes, "after": str(after or "")}
        super().__init__(*args, initial=initial, **options)
        places: Any = self.fields["after"]
        places.choices = [
            ("", _("At the end")),
            *((str(pk), _("After “%(item)s”") % {"item": title}) for pk, title in items),
        ]

    def place(self) -> int | None:
        """The id of the item it follows; None for the end."""
        return int(self.cleaned_data["after"]) if self.cleaned_data["after"] else None
