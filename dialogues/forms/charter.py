"""The charter of a standing body. Seats are written one group a line, so that no script is needed for more rows."""

import re
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices.charter import CouncilPower, OpenMeetings
from dialogues.forms.base import VersionedForm
from dialogues.forms.fields import Choice, Day, Line, Paragraphs
from dialogues.models import Charter

MOST_GROUPS = 40
LONGEST_GROUP = 160
SEAT = re.compile(r"(?P<count>[0-9]{1,2})\s*[x×:.\-–]?\s+(?P<group>\S.*)")
YEARLY = timedelta(days=366)

Seats = tuple[tuple[str, int], ...]


def read_seats(text: str) -> Seats:
    """“3 Residents of the North Side” on each line, as pairs of group and number. Raises for the first bad line."""
    seats = []
    for number, line in enumerate((part.strip() for part in text.splitlines()), start=1):
        if not line:
            continue
        found = SEAT.fullmatch(line)
        if found is None or not int(found["count"]):
            raise forms.ValidationError(
                _("Line %(number)d: begin with how many seats, then the group, such as “3 Residents”."),
                params={"number": number},
            )
        if len(found["group"]) > LONGEST_GROUP:
            raise forms.ValidationError(
                _("Line %(number)d: use at most %(most)d characters for the group."),
                params={"number": number, "most": LONGEST_GROUP},
            )
        seats.append((found["group"], int(found["count"])))
    if len(seats) > MOST_GROUPS:
        raise forms.ValidationError(_("Use at most %(most)d groups."), params={"most": MOST_GROUPS})
    return tuple(seats)


def spell_seats(seats: Seats) -> str:
    """The same, as it is typed."""
    return "\n".join(f"{count} {group}" for group, count in seats)


class CharterForm(VersionedForm):
    """All parts of a charter. Only its purpose is needed to begin; version 0 is a charter that is not there yet."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    purpose = Paragraphs(
        label=_("Purpose"),
        help_text=_(
            "What the body is for, and what it is not for. If counsel agrees: that nothing said there is used to "
            "investigate."
        ),
        max_length=2000,
        missing=_("Write what the body is for."),
    )
    seats = Paragraphs(
        label=_("Seats"),
        help_text=_("How many, then the group, one on each line, such as “3 Residents of the North Side”."),
        max_length=4000,
        rows=6,
    )
    term = Line(
        label=_("Term"),
        help_text=_("How long a member serves, such as “two years, once again”."),
        max_length=160,
    )
    chair = Line(label=_("Chair"), help_text=_("How the chair is chosen, and for how long."), max_length=160)
    quorum = forms.IntegerField(
        label=_("Quorum"),
        help_text=_("How many members have to be there."),
        required=False,
        min_value=1,
        max_value=999,
        error_messages={
            "invalid": _("Write a whole number, such as 7."),
            "min_value": _("A quorum is at least 1."),
            "max_value": _("A quorum is at most 999."),
        },
    )
    chief_access = Line(
        label=_("Access to the chief"),
        help_text=_("When the body meets the chief or sheriff, such as “every quarter, in person”."),
        max_length=300,
    )
    power = Choice(
        label=_("What may it do?"),
        choices=CouncilPower.choices,
        hints={},
        missing=_("Choose whether it advises or decides."),
    )
    open_meetings = Choice(
        label=_("Is it covered by the law on open meetings?"),
        choices=OpenMeetings.choices,
        hints={
            OpenMeetings.ASK_COUNSEL: _(
                "Ask: does an open-meetings law cover this body, and what makes a gathering of members a meeting?"
            )
        },
        missing=_("Choose what counsel said, or that nobody asked yet."),
    )
    adopted_on = Day(label=_("Adopted on"))
    amended_on = Day(label=_("Last amended on"))
    review_on = Day(label=_("Next review by"), help_text=_("At least once a year."))

    field_order: ClassVar[tuple[str, ...]] = ("version", "seen")

    @staticmethod
    def current_of(charter: Charter | None) -> dict[str, Any]:
        """The values as they are typed; those of an empty charter when there is none."""
        row = charter or Charter()
        seats = tuple((seat.group, seat.count) for seat in charter.seats.all()) if charter else ()
        names = [name for name in CharterForm.base_fields if name not in {"version", "seen", "seats"}]
        return {name: getattr(row, name) for name in names} | {"seats": spell_seats(seats)}

    def clean_seats(self) -> str:
        return spell_seats(read_seats(self.cleaned_data["seats"]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        total = sum(count for _group, count in read_seats(cleaned.get("seats") or ""))
        if total and (cleaned.get("quorum") or 0) > total:
            text = _("There are only %(total)d seats. Write a smaller quorum or more seats.")
            self.add_error("quorum", forms.ValidationError(text, params={"total": total}))
        self._check_days(cleaned.get("adopted_on"), cleaned.get("amended_on"), cleaned.get("review_on"))
        return cleaned

    def _check_days(self, adopted: date | None, amended: date | None, review: date | None) -> None:
        if amended and not adopted and "adopted_on" not in self.errors:
            self.add_error("adopted_on", _("Write when it was adopted, or leave both days empty."))
        if amended and adopted and amended < adopted:
            self.add_error("amended_on", _("This day lies before it was adopted. Write a later day."))
        last = max((day for day in (adopted, amended) if day), default=None)
        if last and review and not last <= review <= last + YEARLY:
            self.add_error("review_on", _("Write a day within a year of the last change."))

    def values(self) -> dict[str, Any]:
        """What this person changed, as the service asks for it."""
        changes = self.changes()
        if "seats" in changes:
            changes["seats"] = read_seats(changes["seats"])
        return changes
